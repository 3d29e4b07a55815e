"""English, for readers of any country."""
