"""An evaluation for people and scripts: on a terminal, as JSON, as an HTML page."""
