"""Imports the files of a notice as rows of a pending announcement: read, find columns, match, decide, apply."""
