"""Objections sent by the online form: off by default, encrypted in the database, read by one group, erased in time."""
