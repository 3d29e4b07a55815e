"""Sketches of a process: units, and streams between them, written as lines of text and drawn in either language."""
