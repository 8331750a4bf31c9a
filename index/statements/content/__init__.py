"""What a cue governs: how content opens, where it ends, and which clauses report speech."""
