"""Reports for the list officer: what is missing in the lists, and where they disagree."""
