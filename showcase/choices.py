"""The values that view-models show; below every domain, because `cards` and `panels` name them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryKind(models.TextChoices):
    """The three kinds of story."""

    CASE = "case", _("Case study")
    TECHNOLOGY = "technology", _("Technology")
    PRACTICE = "practice", _("Practice")


class Standing(models.TextChoices):
    """The status of a story's unit with regard to the lists.

    *Listed* and *proposed* are what our register holds; a title that only the press reports is a press statement.
    """

    LISTED = "listed", _("listed")
    PROPOSED = "proposed", _("proposed for a list")
    PRESS_STATEMENT = "press_statement", _("listed according to the press")
    REFERENCE = "reference", _("reference case, listing not confirmed")
    COMPILED = "compiled", _("compiled from public sources")


class Evidence(models.TextChoices):
    """What a figure is based on, strongest first."""

    VERIFIED = "verified", _("third-party verified")
    METERED = "metered", _("metered")
    COMPANY_STATEMENT = "company_statement", _("company statement")
    ESTIMATED = "estimated", _("estimated")
    DESIGN_OR_EXPECTED = "design_or_expected", _("design or expected value")


class AnnouncementState(models.TextChoices):
    """What an announcement is at a moment; `showcase.lists.notice_state` says which."""

    UPCOMING = "upcoming", _("Not open yet")
    OPEN = "open", _("Open for objection")
    CLOSED = "closed", _("Objections closed")
    SUPERSEDED = "superseded", _("Superseded")
    FINAL = "final", _("Final list")
    ADJUSTMENT = "adjustment", _("Adjustment")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def mark(self) -> AnnouncementState:
        """The state whose colour and icon it is shown with; the label beside it is exact.

        A notice before its objection window is marked as closed, a withdrawn one as superseded.
        """
        if self is AnnouncementState.UPCOMING:
            return AnnouncementState.CLOSED
        return AnnouncementState.SUPERSEDED if self is AnnouncementState.WITHDRAWN else self
