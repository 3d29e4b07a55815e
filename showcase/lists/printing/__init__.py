"""PDFs of announcements: made after publishing, offered while they say what the page says."""
