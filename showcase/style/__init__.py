"""The style page: every component of the templates in its states, for those who work on the code. Only where DEBUG."""
