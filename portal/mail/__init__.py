"""Mail: what is sent becomes a task in the transaction of its cause; the worker hands it to the mail server."""
