"""Guides inside the admin: texts in both languages, links from what they explain, and the five-minute tour."""
