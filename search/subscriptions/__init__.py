"""Subscriptions: new stories of a search, a finder or an enterprise by e-mail, at once or weekly."""
