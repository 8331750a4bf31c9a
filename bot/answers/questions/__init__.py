"""What is asked: its kind, its names, whose words it wants, and what a follow-up leaves unsaid."""
