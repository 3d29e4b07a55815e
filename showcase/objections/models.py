"""The tables of objections: plain models, so that no revision, index or log of the admin copies them.

What a sender wrote is in encrypted fields and files. The rest of a row says nothing about who wrote or about whom.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.objections.sealed import SealedTextField
from showcase.objections.storage import PrivateStorage


class ObjectionState(models.TextChoices):
    """How far the group has handled it."""

    NEW = "new", pgettext_lazy("state of an objection", "new")
    ANSWERED = "answered", pgettext_lazy("state of an objection", "answered")
    CLOSED = "closed", pgettext_lazy("state of an objection", "closed")


class Objection(models.Model):
    """One objection.

    `key`: the token of its form and of its receipt; `digest` tells a repeated request from a changed one.
    """

    announcement = models.ForeignKey(
        "showcase.AnnouncementPage", on_delete=models.PROTECT, related_name="objections", verbose_name=_("announcement")
    )
    number = models.CharField(_("receipt number"), max_length=18, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=ObjectionState, default=ObjectionState.NEW)
    name = SealedTextField(_("name"), null=True)
    phone = SealedTextField(_("telephone"), null=True)
    email = SealedTextField(_("e-mail"), null=True)
    unit = SealedTextField(_("unit objected to"), null=True)
    text = SealedTextField(_("objection"), null=True)
    note = SealedTextField(_("internal note"), null=True, blank=True)

    wagtail_reference_index_ignore = True
    SEALED = ("name", "phone", "email", "unit", "text", "note")

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return self.number


class ObjectionEvidence(models.Model):
    """An encrypted file under a random name; the name it was sent with is encrypted too.

    `kind` as in `evidence.KINDS`; `size` in bytes before encryption.
    """

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="evidence")
    file = models.FileField(storage=PrivateStorage(), editable=False)
    name = SealedTextField(_("file"), null=True)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField(_("bytes"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("evidence")
        ordering = ["pk"]
        default_permissions = ()


class Access(models.TextChoices):
    """What a member of the group did."""

    LISTED = "listed", pgettext_lazy("access to objections", "viewed the list")
    READ = "read", pgettext_lazy("access to objections", "read")
    DOWNLOADED = "downloaded", pgettext_lazy("access to objections", "downloaded the evidence")
    NOTED = "noted", pgettext_lazy("access to objections", "changed the note")
    NEW = "new", pgettext_lazy("access to objections", "set it to new")
    ANSWERED = "answered", pgettext_lazy("access to objections", "set it to answered")
    CLOSED = "closed", pgettext_lazy("access to objections", "set it to closed")


class ObjectionAccess(models.Model):
    """Who did what when; nothing of an objection's content. Erased with the objection."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, null=True, related_name="accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=16, choices=Access)
    at = models.DateTimeField(_("at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()


class ObjectionTally(models.Model):
    """How many objections to an announcement were erased; nothing else remains of them."""

    announcement = models.OneToOneField(
        "showcase.AnnouncementPage", on_delete=models.PROTECT, related_name="objection_tally"
    )
    erased = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
