"""The same texts in a model of Wagtail's own search, as an app of the bench's settings alone."""
