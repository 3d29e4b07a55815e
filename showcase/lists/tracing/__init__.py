"""What a published notice said before it was changed: stored, dated and shown."""
