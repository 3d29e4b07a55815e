"""Makes a draft of a story from the Word file of an enterprise: read, recognise, preview, draft."""
