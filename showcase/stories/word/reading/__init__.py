"""Reads a DOCX package: every character is in a block or in the named remainder. Does not load Django."""
