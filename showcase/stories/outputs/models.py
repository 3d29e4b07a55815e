"""The PDFs of a published story, in the database, so that only its view can serve it."""

from __future__ import annotations

from django.db import models

from showcase.stories.models import StoryPage


class StoryPdf(models.Model):
    """The newest PDF of a page, in the page's language.

    `sheet`: the story on one page of paper; empty where it could not be made. `failure`: why none was made; `content`
    is empty then and `made_at` the time of the attempt.
    """

    page = models.OneToOneField(StoryPage, on_delete=models.CASCADE, related_name="pdf_file")
    content = models.BinaryField()
    sheet = models.BinaryField(default=b"")
    made_at = models.DateTimeField()
    failure = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.made_at:%Y-%m-%d %H:%M}"
