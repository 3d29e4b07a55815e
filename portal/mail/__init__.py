"""Mail: sending writes a task in the current transaction; the worker passes it to the mail server."""
