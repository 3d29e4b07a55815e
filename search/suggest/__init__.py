"""Type-ahead: a small table of keys over what is public, kept by the drainer, and the lookup over it."""
