"""The words that say somebody speaks: verbs, their subjects, and cues that are no verbs."""
