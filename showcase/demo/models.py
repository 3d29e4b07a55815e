"""What the seed has written, so that it never writes over an editor."""

from django.db import models


class SeededItem(models.Model):
    """One thing of the demonstration content as the seed left it.

    `file_digest`: the file it came from; `revision`: the latest revision the seed made, of source and translation
    (`12` or `12,15`). A later revision means that an editor changed the thing: the seed then leaves it alone, and so
    it does where the thing is gone.
    """

    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=128)
    object_id = models.PositiveBigIntegerField()
    file_digest = models.CharField(max_length=64)
    revision = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="unique_seeded_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
