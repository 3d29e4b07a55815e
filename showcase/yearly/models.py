"""The tables of the yearly showcase: which versions were public when, and the proofs that were issued."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from showcase.yearly.periods import Version


class PublicVersion(models.Model):
    """A version of a story that anybody could read, from a moment on; `ended_at` empty: still so.

    Kept when its page is deleted. `digest`: of sign-offs (`signoff.content`), empty where the revision is gone.
    `is_recorded` False: read later from the page's log, which knows nothing of pages that were private.
    """

    page = models.ForeignKey("showcase.StoryPage", on_delete=models.SET_NULL, null=True, related_name="public_versions")
    story_id = models.UUIDField(db_index=True)
    revision = models.PositiveBigIntegerField(null=True)
    url_path = models.TextField()
    address = models.TextField()
    title = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, blank=True)
    enterprises = models.ManyToManyField("showcase.Enterprise", related_name="public_versions")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, db_index=True)
    is_recorded = models.BooleanField(default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["story_id"], condition=models.Q(ended_at=None), name="one_public_version_of_a_story"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.began_at:%Y-%m-%d}"

    @property
    def version(self) -> Version:
        """What the rules need of it."""
        return Version(
            story=str(self.story_id),
            title=self.title,
            address=self.address,
            digest=self.digest,
            began=timezone.localdate(self.began_at),
            ended=timezone.localdate(self.ended_at) if self.ended_at else None,
            is_recorded=self.is_recorded,
        )


class ProofOfPublication(models.Model):
    """A proof as it was issued: what it states (`proofs.Statement` as JSON) and its PDF.

    `number` leads to the public page that repeats the statement; nobody guesses it. `digest`: SHA-256 of the statement,
    so that the same one is issued once, also after its withdrawal. `withdrawn_at` empty: it is valid.
    """

    number = models.CharField(max_length=32, unique=True)
    statement = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    pdf = models.BinaryField()
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by_name = models.CharField(max_length=255, blank=True, default="", editable=False)
    reason_zh = models.TextField(blank=True, default="", editable=False)
    reason_en = models.TextField(blank=True, default="", editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        permissions = [("withdraw_proofofpublication", "Can withdraw proof of publication")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def reason(self) -> str:
        """Why it was withdrawn, in the reader's language."""
        return self.reason_en if get_language() == "en" else self.reason_zh
