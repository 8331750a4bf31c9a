"""What one line of a printed page is: boilerplate, a signature, a date, a margin that names the newspaper."""
