"""The tables of submissions: plain models, so that no revision, index or log of the admin copies what was sent."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.objections.sealed import SealedTextField


class SubmissionState(models.TextChoices):
    """How far it has been handled."""

    NEW = "new", pgettext_lazy("state of a submission", "open")
    WAITING = "waiting", pgettext_lazy("state of a submission", "waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("state of a submission", "accepted")
    DECLINED = "declined", pgettext_lazy("state of a submission", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a submission", "withdrawn by the sender")
    QUARANTINED = "quarantined", pgettext_lazy("state of a submission", "in quarantine")
    WRITING = "writing", pgettext_lazy("state of a submission", "being written by the sender")


OPEN_STATES = (SubmissionState.NEW, SubmissionState.WAITING)


class Action(models.TextChoices):
    """What was done with a submission."""

    BEGUN = "begun", pgettext_lazy("step of a submission", "begun")
    RECEIVED = "received", pgettext_lazy("step of a submission", "received")
    ADDRESS_CONFIRMED = "address_confirmed", pgettext_lazy("step of a submission", "address confirmed by the sender")
    TAKEN = "taken", pgettext_lazy("step of a submission", "taken over")
    ASKED = "asked", pgettext_lazy("step of a submission", "question to the sender")
    ANSWERED = "answered", pgettext_lazy("step of a submission", "answer of the sender")
    CHANGED = "changed", pgettext_lazy("step of a submission", "changed by the sender")
    FORWARDED = "forwarded", pgettext_lazy("step of a submission", "sent on to the enterprise")
    REPLIED = "replied", pgettext_lazy("step of a submission", "answer of the enterprise")
    NOT_ANSWERED = "not_answered", pgettext_lazy("step of a submission", "the enterprise does not answer")
    EXPIRED = "expired", pgettext_lazy("step of a submission", "the enterprise did not answer in time")
    EDITORS_ANSWERED = "editors_answered", pgettext_lazy("step of a submission", "answer of the editors")
    CONSENTED = "consented", pgettext_lazy("step of a submission", "publication agreed")
    CONTACT_ASKED = "contact_asked", pgettext_lazy("step of a submission", "contact on record asked to confirm")
    CONTACT_CONFIRMED = "contact_confirmed", pgettext_lazy("step of a submission", "confirmed by the contact on record")
    DRAFTED = "drafted", pgettext_lazy("step of a submission", "draft made")
    NOT_CONSENTED = "not_consented", pgettext_lazy("step of a submission", "publication not agreed any more")
    ACCEPTED = "accepted", pgettext_lazy("step of a submission", "accepted")
    DECLINED = "declined", pgettext_lazy("step of a submission", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("step of a submission", "withdrawn by the sender")
    QUARANTINED = "quarantined", pgettext_lazy("step of a submission", "put into quarantine")
    RELEASED = "released", pgettext_lazy("step of a submission", "taken out of quarantine")


def new_nonce() -> str:
    """Return what makes a link impossible to guess: 24 random bytes."""
    return secrets.token_urlsafe(24)


class Submission(models.Model):
    """One thing that a reader sent in.

    `kind`: code of a `SubmissionKind`. `page`: what it is about, in the language it was read in; empty for kinds about
    no page, and once the page is deleted: then the row is erased. `digest` tells a repeated request from a changed one,
    `text_digest` the same text from another form. `content`: JSON of the fields of the form. `owner`: who handles it.
    """

    kind = models.CharField(_("kind"), max_length=24, editable=False, db_index=True)
    page = models.ForeignKey(
        # Not CASCADE, which reads each row before it deletes it: a page with a row whose key is lost could not be
        # deleted.
        "showcase.StoryPage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("page"),
    )
    number = models.CharField(_("receipt number"), max_length=18, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    text_digest = models.CharField(max_length=64, db_index=True, editable=False)
    nonce = models.CharField(max_length=64, default=new_nonce, editable=False)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    received_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False, db_index=True)
    state = models.CharField(_("state"), max_length=16, choices=SubmissionState, default=SubmissionState.NEW)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("handled by")
    )
    handled_at = models.DateTimeField(_("handled at"), null=True, editable=False)
    content = SealedTextField(_("what was sent"), null=True)
    email = SealedTextField(_("e-mail"), null=True)
    address_confirmed_at = models.DateTimeField(null=True, editable=False)

    wagtail_reference_index_ignore = True
    SEALED = ("content", "email")

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["state", "received_at"], name="submission_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def fields(self) -> dict[str, Any]:
        """Return what was sent, by the names of the form's fields; only for a row as it was read from the database."""
        found: dict[str, Any] = json.loads(str(self.content) or "{}")
        return found


class SubmissionStep(models.Model):
    """One step of its history. `user` is empty for the sender and for the portal itself; `text`: what was written."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(_("action"), max_length=24, choices=Action)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    text = SealedTextField(_("text"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()


class AnswerTemplate(models.Model):
    """A text that editors begin an answer with, in both languages."""

    title = models.CharField(_("title"), max_length=80, unique=True)
    text_zh = models.TextField(_("Chinese text"), max_length=2_000)
    text_en = models.TextField(_("English text"), max_length=2_000)

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
