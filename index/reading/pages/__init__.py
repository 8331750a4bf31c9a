"""Web pages to articles: markup made harmless, what is hidden left out, the main part found by two."""
