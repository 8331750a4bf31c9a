"""Alerts: whom a chat follows (`follows`), what is new for it (`news`), and how that is told (`telling`)."""
