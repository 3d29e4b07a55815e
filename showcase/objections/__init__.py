"""Objections sent by the online form: off by default, sealed in the database, read by one group, erased in time."""
