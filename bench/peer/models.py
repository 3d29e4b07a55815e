"""One text with the codes it is counted by, searched by Wagtail's database backend."""

from typing import ClassVar

from django.db import models
from modelsearch import index

FACETS = ("kind", "industry", "technique", "region", "year", "evidence")


class PeerText(index.Indexed, models.Model):
    """A record as plain fields; of several codes the first."""

    title = models.TextField()
    body = models.TextField()
    kind = models.CharField(max_length=32)
    industry = models.CharField(max_length=32)
    technique = models.CharField(max_length=32)
    region = models.CharField(max_length=32)
    year = models.CharField(max_length=32)
    evidence = models.CharField(max_length=32)

    search_fields: ClassVar = [
        index.SearchField("title", boost=1.5),
        index.SearchField("body"),
        *(index.FilterField(name) for name in FACETS),
    ]

    class Meta:
        app_label = "peer"

    def __str__(self) -> str:
        return self.title
