"""Registrations for visits: sealed, confirmed by mail, seats in the order of confirmation, erased in time."""
