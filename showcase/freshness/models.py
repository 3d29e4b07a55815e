"""The table of freshness: a plain model, because a confirmation changes no word of the page and makes no revision."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from showcase.freshness.rules import Confirmed


def interval() -> dt.timedelta:
    """Return how long a confirmation lasts."""
    return dt.timedelta(days=settings.CONFIRM_STORIES_DAYS)


class StoryFreshness(models.Model):
    """Until when a published story is to be confirmed, one row for each Chinese page.

    `is_overdue` is stored, so that lists, cards and the search change together when the worker notes it. The dates
    `soon_sent_for` and `due_sent_for` say for which `confirm_by` the two mails were sent.
    """

    page = models.OneToOneField(
        "showcase.StoryPage", on_delete=models.CASCADE, primary_key=True, related_name="freshness"
    )
    published_on = models.DateField()
    confirmed_on = models.DateField(_("last confirmed on"), null=True)
    chosen_by = models.DateField(null=True)
    confirm_by = models.DateField(_("to be confirmed by"), db_index=True)
    is_overdue = models.BooleanField(default=False, db_index=True)
    soon_sent_for = models.DateField(null=True)
    due_sent_for = models.DateField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} {self.confirm_by}"

    @property
    def known(self) -> Confirmed:
        """What the rules need of it."""
        return Confirmed(self.published_on, self.confirmed_on, self.chosen_by)
