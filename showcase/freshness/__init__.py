"""Freshness: until when a story is to be confirmed, who is asked, and what happens once the date has passed."""
