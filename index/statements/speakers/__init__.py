"""Who speaks: what a subject, an office, a description or a turn stands for."""
