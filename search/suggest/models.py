"""The tables of what may be suggested, and of the keys a reader may type for it."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices


class SubjectKind(TextChoices):
    """The kind of a suggestion."""

    TECHNIQUE = "technique"
    INDUSTRY = "industry"
    PROCESS = "process"
    REGION = "region"
    ENTERPRISE = "enterprise"
    STORY = "story"


class SubjectGroup(models.IntegerChoices):
    """The groups of the list, in their order."""

    TERM = 1
    ENTERPRISE = 2
    STORY = 3


class Suggested(models.Model):
    """A public subject that can be suggested: a term that public stories carry, a live enterprise, a public story.

    `ref`: a term's code, an enterprise's portal number, a story's id. `count`: public stories (0 for a story itself).
    `digest`: shows whether its keys still match its names.
    """

    kind = models.CharField(max_length=12, choices=SubjectKind)
    ref = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="unique_suggested")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class SuggestedKey(models.Model):
    """One form of a name from one of its words on: the text itself, its pinyin, its initials.

    `key`: UTF-8 bytes, because a range of bytes is the same in every database, whatever its collation. `name`: the name
    as printed; `whole`: the key is all of it. Smaller `rank` comes first.
    """

    subject = models.ForeignKey(Suggested, on_delete=models.CASCADE, related_name="keys")
    group = models.PositiveSmallIntegerField(choices=SubjectGroup)
    key = models.BinaryField(max_length=128)
    rank = models.IntegerField()
    whole = models.BooleanField(default=False)
    name = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["group", "key"], name="suggested_key")]

    def __str__(self) -> str:
        return bytes(self.key).decode(errors="replace")
