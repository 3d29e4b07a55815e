"""Did you mean: the words of public stories, by sound and spelling."""
