"""A dossier: what somebody said, in order, each statement with its proof, and what was left out and why."""
