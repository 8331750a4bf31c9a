"""What somebody said: found, counted, ranked by topic; and how much may be his and is not given to him."""
