"""A text before its grammar: quotation marks, tokens and sentences, quoted words that are nobody's."""
