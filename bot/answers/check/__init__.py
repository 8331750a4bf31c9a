"""`check`: did somebody really say that? A claim, the statements that bear on it, and a verdict."""
