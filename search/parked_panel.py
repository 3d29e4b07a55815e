"""The editors' first page: what readers can't find because it can't be indexed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component

from search.models import ParkedSubject
from search.record import is_id
from search.suggest.models import SubjectKind
from showcase.models import Enterprise, Industry, Process, Region, StoryPage, Technique

SHOWN = 10
_TERMS: dict[str, type[Model]] = {
    SubjectKind.TECHNIQUE: Technique,
    SubjectKind.INDUSTRY: Industry,
    SubjectKind.PROCESS: Process,
    SubjectKind.REGION: Region,
}


@dataclass(frozen=True)
class ParkedRow:
    """One line: what it is, where it is edited, why it can't be found, when it is tried again."""

    title: str
    edit_url: str
    reason: str
    place: str
    next_attempt: dt.datetime


class ParkedPanel(Component):
    """What this editor could mend: nothing is shown to who may edit none of it."""

    name = "not_searchable"
    template_name = "wagtailadmin/home/not_searchable.html"
    order = 150

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"rows": list(_rows(parent_context["request"].user))}


def _rows(user: Any) -> Iterator[ParkedRow]:
    finder = AdminURLFinder(user)
    for parked in ParkedSubject.objects.order_by("first_failed_at")[:SHOWN]:
        subject = _subject(parked.subject)
        address = finder.get_edit_url(subject) if subject is not None else None
        if address:
            reason = f"{parked.error}: {parked.detail}"
            yield ParkedRow(str(subject), address, reason, parked.place, parked.next_attempt)


def _subject(key: str) -> Any:
    kind, colon, ref = key.rpartition(":")
    if not colon:
        return StoryPage.objects.sources().filter(translation_key=key).first() if is_id(key) else None
    if kind == SubjectKind.ENTERPRISE:
        return Enterprise.objects.filter(number=ref).first() if ref.isdecimal() else None
    model: Any = _TERMS.get(kind)
    return model.objects.filter(code=ref).first() if model else None
