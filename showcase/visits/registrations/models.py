"""The table of registrations: a plain model, so that no revision, index or log of the admin copies who comes."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from showcase.objections.sealed import SealedTextField
from showcase.visits.choices import Told


def new_nonce() -> str:
    """Return what makes a link impossible to guess: 24 random bytes."""
    return secrets.token_urlsafe(24)


def hash_of(email: str) -> str:
    """Return a keyed hash of an address, which only tells whether two are the same; capitals do not count."""
    return salted_hmac("showcase.visits.address", email.strip().casefold(), algorithm="sha256").hexdigest()


class RegistrationQuerySet(models.QuerySet["VisitRegistration"]):
    """Registrations without what is sealed, so that rows whose key is lost can be counted and erased too."""

    def plain(self) -> RegistrationQuerySet:
        """Leave out what is sealed."""
        return self.defer(*VisitRegistration.SEALED)

    def confirmed(self) -> RegistrationQuerySet:
        """Return those that are confirmed, in the order of their confirmations."""
        return self.filter(turn__isnull=False).order_by("turn", "pk")

    def seated(self) -> RegistrationQuerySet:
        """Return those that were told that they hold a seat."""
        return self.filter(turn__isnull=False, told=Told.SEAT)


class VisitRegistration(models.Model):
    """One person's registration for a visit; `address_hash`: one address registers once.

    `turn`: the place in the order of the confirmations of this visit, empty until it is confirmed. `told`,
    `told_details` (a hash of time and place) and `told_at`: what the person was last told of the seat, and when.
    `language`: of the form, and so of the mails.
    """

    visit = models.ForeignKey(
        # Not CASCADE, which reads each row before it deletes it: a page with a row whose key is lost could not be
        # deleted. What has no visit is erased.
        "showcase.VisitPage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="registrations",
        verbose_name=_("visit"),
    )
    nonce = models.CharField(max_length=64, default=new_nonce, editable=False)
    address_hash = models.CharField(max_length=64, editable=False)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    name = SealedTextField(_("name"), null=True)
    employer = SealedTextField(_("employer"), null=True)
    email = SealedTextField(_("e-mail"), null=True)
    remark = SealedTextField(_("remark"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered at"), default=timezone.now, editable=False, db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    turn = models.PositiveIntegerField(null=True, editable=False)
    told = models.CharField(max_length=16, choices=Told, blank=True, editable=False)
    told_details = models.CharField(max_length=64, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = RegistrationQuerySet.as_manager()
    wagtail_reference_index_ignore = True
    SEALED = ("name", "employer", "email", "remark")

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["visit", "address_hash"], name="one_registration_per_address"),
            models.UniqueConstraint(fields=["visit", "turn"], name="one_registration_per_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.registered_at:%Y-%m-%d}"
