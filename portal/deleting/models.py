"""The table of tombstones: a plain model that outlives its page."""

from __future__ import annotations

from django.db import models


class Tombstone(models.Model):
    """What is left of a deleted page that was once published, at one of its addresses.

    `path`: of the address, without host and last slash. `title`: empty where nobody could read the page when it was
    deleted: it may have been taken down because of what it said. `tree_path`: its place in the tree of pages.
    """

    path = models.CharField(max_length=2000, unique=True)
    title = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=8)
    reason = models.TextField(blank=True)
    deleted_at = models.DateTimeField()
    translation_key = models.UUIDField(db_index=True)
    tree_path = models.CharField(max_length=255)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.path
