"""What a text names: people, bodies and places, and the noun phrases that stand for them."""
