"""What `make validate` asks of every public address of the demonstration site."""
