"""The tables of subscriptions. Plain models: no revision, index or log of the admin copies an address."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from showcase.objections.sealed import SealedTextField


class Rhythm(models.TextChoices):
    """When mails are sent."""

    AT_ONCE = "now", _("at once, when something new is published")
    WEEKLY = "weekly", _("once a week, on Monday morning")


class SubjectKind(models.TextChoices):
    """What a subscription is about."""

    SEARCH = "search", "search"
    FINDER = "finder", "finder"
    ENTERPRISE = "enterprise", "enterprise"


def new_nonce() -> str:
    """Return what makes a link impossible to guess: 24 random bytes."""
    return secrets.token_urlsafe(24)


class Subscriber(models.Model):
    """An e-mail address with subscriptions; deleted with the last of them.

    `digest`: a keyed hash of the address, by which it is found. `nonce`: the secret part of its links.
    """

    digest = models.CharField(max_length=64, unique=True)
    address = SealedTextField(null=True)
    nonce = models.CharField(max_length=64, default=new_nonce)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True
    SEALED = ("address",)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:8]


class Subscription(models.Model):
    """What one subscriber wants to be told of.

    `query`: a canonical query string of the search, of kinds `search` and `finder`. `finder`: permanent id of the
    finder, in every language. `enterprise`: portal number. `digest`: of all three. `confirmed_at`: empty until the
    owner of the address has confirmed. `told_until`: key of the last `News` that was looked at; no news is looked at
    twice, so that nothing is told twice. `told_at`: when the last weekly mail was due.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=16, choices=SubjectKind)
    query = models.TextField(blank=True)
    finder = models.UUIDField(null=True)
    enterprise = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["subscriber", "digest"], name="a_subject_once_per_subscriber")]

    def __str__(self) -> str:
        return f"{self.kind} {self.query or self.enterprise or ''}"


class News(models.Model):
    """Something subscribers may be told of, once: a story that became public, or an event of a public notice.

    Written under a lock, so that keys ascend with the moment at which a row can be read.
    """

    story = models.UUIDField(null=True, unique=True)
    event = models.PositiveBigIntegerField(null=True, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(story__isnull=True, event__isnull=False) | Q(story__isnull=False, event__isnull=True),
                name="news_is_a_story_or_an_event",
            )
        ]

    def __str__(self) -> str:
        return f"{self.story or self.event}"
