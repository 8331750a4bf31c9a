"""What was shown kept so that it can be proved later: receipts, made, kept, read and checked again."""
