"""Type-ahead: a small table of keys over what is public, updated by the drainer, and the lookup in it."""
