"""Broken links: which addresses texts and sources name, what they answered, and pages that links lead to in vain."""
