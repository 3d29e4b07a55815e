"""What readers see of a story's confirmation: when it was last confirmed, and whether the next one is overdue.

`showcase.freshness` keeps the row that is read here; a draft and a story that was never published have none.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.templatetags.portal_tags import shown_date


def is_overdue(source: Any) -> bool:
    """Say whether nobody confirmed this Chinese page in time; no query where `freshness` was prefetched."""
    kept = getattr(source, "freshness", None)
    return kept is not None and kept.is_overdue


def last_confirmed_on(source: Any) -> str:
    """Return the day, as shown, on which the story was last confirmed; empty where it never was."""
    kept = getattr(source, "freshness", None)
    return shown_date(kept.confirmed_on if kept else source.confirmed_on)


def overdue_note(source: Any) -> str:
    """Return what cards and page say of an overdue story, in the reader's language; empty for any other."""
    if not is_overdue(source):
        return ""
    if source.freshness.confirmed_on is None:
        published = shown_date(source.freshness.published_on)
        return _("Published on %(date)s; confirmation overdue") % {"date": published}
    return _("Last confirmed on %(date)s; confirmation overdue") % {"date": last_confirmed_on(source)}
