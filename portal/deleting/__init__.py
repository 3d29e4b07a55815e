"""Deleting pages: what depends on one, the reason, and what its address answers from then on."""
