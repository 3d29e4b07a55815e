"""Recognises what the blocks of a Word file are, and composes a draft of them. Pure."""
