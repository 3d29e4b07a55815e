"""Lays down one kind of the demonstration's content each; `seeding.py` calls them in order."""
