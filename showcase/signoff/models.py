"""The tables of sign-offs: plain models, so that no revision, reference index or log copies what the contact wrote."""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from showcase.objections.sealed import SealedTextField


class SignOffState(models.TextChoices):
    """What has become of a link."""

    OPEN = "open", _("waiting for the enterprise")
    CONFIRMED = "confirmed", _("confirmed")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


def new_nonce() -> str:
    """Return what makes a link impossible to guess: 24 random bytes."""
    return secrets.token_urlsafe(24)


class SignOff(models.Model):
    """A link by which an enterprise's contact reads one revision of a story, comments on it and confirms it.

    `digest`: what is confirmed (`content.content_digest`); `revision` is empty once Wagtail has purged it. `language`:
    of the mail. `is_recheck`: the revision is public, and the contact is asked whether it is still correct.
    """

    page = models.ForeignKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="sign_offs")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    nonce = models.CharField(max_length=64, default=new_nonce, editable=False)
    name = SealedTextField(_("contact"), null=True)
    email = SealedTextField(_("e-mail"), null=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_recheck = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = SealedTextField(_("confirmed by"), null=True)

    wagtail_reference_index_ignore = True
    SEALED = ("name", "email", "confirmed_by")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} {self.asked_at:%Y-%m-%d}"

    def state(self, now: dt.datetime | None = None) -> SignOffState:
        """Return what has become of the link by `now`; a confirmation stays, whatever happens to its link."""
        if self.confirmed_at:
            return SignOffState.CONFIRMED
        if self.revoked_at:
            return SignOffState.REVOKED
        return SignOffState.EXPIRED if self.expires_at <= (now or timezone.now()) else SignOffState.OPEN


class SignOffComment(models.Model):
    """What the contact wrote about one passage.

    `passage`: its key (`passages.py`); `label`: where it stands, in words.
    """

    sign_off = models.ForeignKey(SignOff, on_delete=models.CASCADE, related_name="comments")
    passage = models.CharField(max_length=64)
    label = models.CharField(max_length=120)
    text = SealedTextField(_("comment"), null=True)
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()
