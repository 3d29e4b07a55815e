"""The demonstration content as files: read, checked whole, and handed on as frozen records."""
