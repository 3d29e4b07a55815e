"""Replications 已复制: what other plants report of a story, done too or tried and not adopted."""
