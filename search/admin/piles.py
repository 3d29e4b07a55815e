"""Piles of the editors' first page: what readers can't find because it can't be indexed, and what they did not find."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Min, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder

from portal.admin import desk
from portal.admin.desk import Line, Pile
from search.admin.zero_results_report import PERMISSION
from search.core.record import is_id
from search.models import ParkedSubject, ZeroResultQuery
from search.suggest.models import SubjectKind
from showcase.models import Enterprise, Industry, Process, Region, StoryPage, Technique

LATELY = dt.timedelta(days=7)
"""How far back searches without results wait on the first page; the report goes back further."""
# Kind of a subject → its model, and the field that the subject's key names.
_MODELS: dict[str, tuple[Any, str]] = {
    SubjectKind.ENTERPRISE: (Enterprise, "number"),
    SubjectKind.TECHNIQUE: (Technique, "code"),
    SubjectKind.INDUSTRY: (Industry, "code"),
    SubjectKind.PROCESS: (Process, "code"),
    SubjectKind.REGION: (Region, "code"),
}
_STORY = ""  # a key without a kind is that of a story


def register_piles() -> None:
    """Register them, and the order in which they stand among those of other apps."""
    desk.register("not-searchable", parked, order=30)
    desk.register("not-found", not_found, order=110)


def parked(user: Any) -> Pile | None:
    """Return what this user may edit and the index cannot take, with the error; tried again by the worker."""
    subjects = list(ParkedSubject.objects.order_by("first_failed_at"))
    finder = AdminURLFinder(user)
    edited = {key: (str(found), finder.get_edit_url(found)) for key, found in _found(subjects).items()}
    rows = [one for one in subjects if edited.get(one.subject, ("", None))[1]]
    if not rows:
        return None

    def line(row: ParkedSubject) -> Line:
        title, address = edited[row.subject]
        return Line(title, address, " · ".join(filter(None, [f"{row.error}: {row.detail}", row.place])))

    return Pile("not-searchable", _("Not found by the search"), len(rows), rows, line, rows[0].first_failed_at)


def _found(subjects: list[ParkedSubject]) -> dict[str, Any]:
    """Return what the subjects are, by their keys; one query for each kind."""
    refs: dict[str, dict[str, str]] = {}
    for one in subjects:
        kind, _colon, ref = one.subject.rpartition(":")
        refs.setdefault(kind, {})[ref] = one.subject
    stories = {ref: key for ref, key in refs.pop(_STORY, {}).items() if is_id(ref)}
    rows = StoryPage.objects.sources().filter(translation_key__in=stories) if stories else ()
    found = {stories[str(page.translation_key)]: page for page in rows}
    for kind, keys in refs.items():
        if kind in _MODELS:
            model, field = _MODELS[kind]
            given = [ref for ref in keys if field != "number" or ref.isdecimal()]
            for row in model.objects.filter(**{f"{field}__in": given}):
                found[keys[str(getattr(row, field))]] = row
    return found


def not_found(user: Any) -> Pile | None:
    """Return what readers lately searched for without success, the most frequent first."""
    if not user.has_perm(PERMISSION):
        return None
    since = timezone.localdate() - LATELY
    rows = ZeroResultQuery.objects.filter(day__gte=since).exclude(text="")
    counted = rows.aggregate(count=Count("text", distinct=True), oldest=Min("day"))
    if not counted["count"]:
        return None
    texts = rows.values("text").annotate(asked=Sum("times")).order_by("-asked", "text")
    heading, address = _("Searched for and not found this week"), reverse("zero_results_report")
    return Pile("not-found", heading, counted["count"], texts, _search_line, counted["oldest"], address)


def _search_line(row: dict[str, Any]) -> Line:
    asked = ngettext("%(count)s time", "%(count)s times", row["asked"]) % {"count": row["asked"]}
    return Line(row["text"], f"{reverse('search')}?{urlencode({'q': row['text']})}", asked)
