"""From the file of a notice to the rows of a pending announcement: read, find columns, match, decide, apply."""
