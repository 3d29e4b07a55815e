"""The tables of known words."""

from __future__ import annotations

from django.db import models


class StoryWords(models.Model):
    """The distinct words of one public story, separated by line feeds: what to subtract when it changes."""

    story_id = models.CharField(max_length=64, unique=True)
    words = models.TextField()

    def __str__(self) -> str:
        return self.story_id


class KnownWord(models.Model):
    """A word or a whole name that `stories` public stories hold, in normalised form.

    `sound` and `folded`: its pinyin, exact and with commonly confused sounds made the same; empty for a Latin word.
    """

    text = models.CharField(max_length=64, unique=True)
    stories = models.IntegerField(default=0)
    sound = models.CharField(max_length=255, blank=True, db_index=True)
    folded = models.CharField(max_length=255, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.text
