"""What stands beside a contribution's row on the desk: its draft, who recognised it, and its sealed files."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from showcase.inbox.models import Submission, new_nonce
from showcase.objections.sealed import unseal
from showcase.objections.storage import PrivateStorage

CODE = "contribution"
"""The kind of these submissions, in addresses and in their table."""
FOLDER = "contributions"
"""Below the folder of sealed files; the files of objections lie beside it."""


class Contribution(models.Model):
    """What the portal knows of a contribution besides what was sent; none of it is personal.

    `draft`: the page made of it. `enterprise_number`: of the listed enterprise whose contact was asked, and confirmed
    it at `contact_confirmed_at`; `contact_nonce` makes the contact's link impossible to guess.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="contribution")
    draft = models.OneToOneField(
        "showcase.StoryPage", on_delete=models.SET_NULL, null=True, related_name="contribution", verbose_name=_("draft")
    )
    enterprise_number = models.PositiveIntegerField(null=True, editable=False)
    contact_nonce = models.CharField(max_length=64, default=new_nonce, editable=False)
    contact_asked_at = models.DateTimeField(null=True, editable=False)
    contact_confirmed_at = models.DateTimeField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.submission_id)


class ContributionFile(models.Model):
    """An encrypted picture or Word file under a random name; its own name stands in what was sent, sealed as well."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(storage=PrivateStorage(), editable=False)
    stored_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a contribution")
        verbose_name_plural = _("files of contributions")
        ordering = ["pk"]
        default_permissions = ()

    def content(self) -> bytes:
        """Return the decrypted file; raises LostKeyError."""
        with self.file.open("rb") as file:
            return unseal(file.read())


@receiver(post_delete, sender=ContributionFile, dispatch_uid="showcase.contribution_file")
def delete_file(instance: Any, **kwargs: Any) -> None:
    """Delete the bytes of a deleted row, after the commit."""
    instance.file.storage.delete(instance.file.name)
