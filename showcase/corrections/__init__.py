"""Corrections from readers: what is wrong on a story, sealed, handled by its editors, erased in time."""
