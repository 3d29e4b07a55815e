"""Reasons in writing with which a page goes live although something was found on it, and their place in its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import PageLogEntry

from portal.text.plain_text import clean_text

SHORTEST_REASON = 4
"""Characters: fewer is a slip of the keyboard, not a reason."""

LONGEST_REASON = 1000


class GivenReason(models.Model):
    """A reason that somebody gave for a finding, in words, and who confirmed it.

    It holds as long as `digest` is that of a finding. It counts once a user who may publish has confirmed it. Who and
    when are set by the server; names stay when an account goes.
    """

    digest = models.CharField(max_length=16)
    finding = models.TextField(gettext_lazy("finding"), blank=True)
    reason = models.TextField(gettext_lazy("reason"), max_length=LONGEST_REASON)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_by_name = models.CharField(gettext_lazy("given by"), max_length=255, blank=True)
    given_at = models.DateTimeField(gettext_lazy("given at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_by_name = models.CharField(gettext_lazy("confirmed by"), max_length=255, blank=True)
    confirmed_at = models.DateTimeField(gettext_lazy("confirmed at"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reason

    @property
    def is_long_enough(self) -> bool:
        return len(self.reason.strip()) >= SHORTEST_REASON

    def give(self, reason: str, user: Any, now: dt.datetime) -> None:
        """Set the reason as given by this user; a confirmation of an earlier one goes."""
        self.reason = reason
        self.given_by, self.given_by_name, self.given_at = user, name_of(user), now
        self.confirmed_by, self.confirmed_by_name, self.confirmed_at = None, "", None

    def confirm(self, user: Any, now: dt.datetime) -> None:
        """Let the reason count, in the name of this user, who may publish."""
        self.confirmed_by, self.confirmed_by_name, self.confirmed_at = user, name_of(user), now


def name_of(user: Any) -> str:
    """Return the name of a user as it stays with a reason."""
    return str(user.get_full_name() or user.get_username())[:255]


def cleaned_reason(text: Any) -> str:
    """Return a typed reason without invisible characters, at most LONGEST_REASON long."""
    return clean_text(str(text)).replace("\r\n", "\n").strip()[:LONGEST_REASON]


class ReasonFormatter(LogFormatter):
    """Words of the history: the finding, its reason, and who gave and confirmed it."""

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence of one entry."""
        words = {name: log_entry.data.get(name, "") for name in ("finding", "reason", "given", "confirmed")}
        return _("Published with a reason: %(finding)s “%(reason)s” (%(given)s, confirmed by %(confirmed)s)") % words


def log_once(page: Any, action: str, reasons: Iterable[dict[str, str]]) -> None:
    """Log reasons that a page was published with: `digest`, `finding`, `reason`, `given` and `confirmed` of each.

    A reason that was logged before for the same digest is left out.
    """
    logged = PageLogEntry.objects.filter(page_id=page.pk, action=action).values_list("data", flat=True)
    known = {(data.get("digest"), data.get("reason")) for data in logged}
    for data in reasons:
        if (data["digest"], data["reason"]) not in known:
            log(page, action, data=data)
