"""A PDF of an announcement: made after it is published, shown while it says what the page says."""
