"""An article as it stands and as it stood: what each version changed of who said what, and says of that."""
