"""The table of PDFs."""

from __future__ import annotations

from django.db import models

from showcase.lists.models import AnnouncementPage


class AnnouncementPdf(models.Model):
    """The newest PDF of a page, in the page's language; in the database, so only its view can serve it.

    `fingerprint`: of what it prints: SHA-256 of `printed.fingerprint`, in hex. `failure`: why none was made; `content`
    is empty then and `made_at` the time of the attempt.
    """

    page = models.OneToOneField(AnnouncementPage, on_delete=models.CASCADE, related_name="pdf")
    fingerprint = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField()
    failure = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.made_at:%Y-%m-%d %H:%M}"
