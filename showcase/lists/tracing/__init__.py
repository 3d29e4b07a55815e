"""What a published notice said before it was changed: kept, dated and shown."""
