"""Help beside the results: what was recognised, what may have been meant, what to do without results."""
