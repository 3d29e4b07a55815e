"""Visits: open days of demonstration plants and trainings, with registration without an account."""
