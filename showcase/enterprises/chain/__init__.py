"""Links of enterprises: the park a factory is in, the suppliers that an enterprise names; each with its source."""
