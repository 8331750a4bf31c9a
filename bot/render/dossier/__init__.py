"""Dossiers as files to hand on: what they say (`content`), as Markdown, as a page, as a Word document."""
