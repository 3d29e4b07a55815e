"""Charts of published figures, and their files."""
