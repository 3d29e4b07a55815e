"""Did you mean: the words that public stories hold, by how they sound and are spelt."""
