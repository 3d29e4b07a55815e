"""Plausibility of published figures: rules of arithmetic, physics and published bounds, without models or queries.

`check` in `checking.py` is the entry; editors see its findings before publishing (`showcase/stories/checks`).
"""
