"""Finders: search pages that editors place in the page tree, with presets that no parameter can override."""
