"""Finders: search pages that editors place in the tree, with presets that no parameter escapes."""
