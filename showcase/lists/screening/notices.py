"""Collects what is found in a notice, its rows and its files, and what has not been decided yet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from showcase.lists.screening.models import KIND_LABELS, Answer, PersonalDataDecision
from showcase.lists.screening.patterns import Finding, Kind, find_in_text, masked

if TYPE_CHECKING:
    from showcase.lists.importing.models import ListAttachment
    from showcase.lists.models import AnnouncementPage

_TAGS = re.compile(r"<[^>]*>")
_TEXTS = ("title", "introduction", "search_description", "seo_title")
_SOURCE_TEXTS = ("count_note", "early_reason", "change_reason", "withdrawal_reason", "issuer")
_CONTACTS = ("office_contact", "discipline_contact")
# What the import writes of the file a row came from; the file itself is screened when it is uploaded.
_OF_THE_FILE = ("file_name", "file_sha256", "file_sheet")
MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of finding in a file (`attachment`) or in texts and rows (None); `answer`: the decision that holds.

    `shown`: the first places, each with its masked value. `fingerprint`: keyed hash of all values.
    """

    kind: Kind
    attachment: ListAttachment | None
    count: int
    shown: tuple[str, ...]
    fingerprint: str
    answer: PersonalDataDecision | None = None

    @property
    def label(self) -> str:
        return str(KIND_LABELS[self.kind])


def kept_form(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return what is stored of a file's findings: by kind the number, first places masked, a keyed fingerprint."""
    by_kind: dict[Kind, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_kind[finding.kind].append(finding)
    return [
        {
            "kind": kind.value,
            "count": len(found),
            "shown": [": ".join(filter(None, (one.place, masked(one)))) for one in found[:MOST_PLACES]],
            "fingerprint": _fingerprint(one.value for one in found),
        }
        for kind, found in by_kind.items()
    ]


def questions(page: AnnouncementPage) -> tuple[Question, ...]:
    """Return all that was found in this page, and in the rows and files of a Chinese one, with the decisions."""
    found: list[tuple[ListAttachment | None, dict[str, Any]]] = [(None, row) for row in kept_form(_in_page(page))]
    if page.is_source and page.pk is not None:
        found += [(file, row) for file in attachments_of(page) for row in file.screening or ()]
    decided = {
        (one.attachment_id, one.kind, one.fingerprint): one
        for one in PersonalDataDecision.objects.filter(page=page.pk).order_by("pk")
    }
    return tuple(
        Question(
            kind=Kind(row["kind"]),
            attachment=file,
            count=row["count"],
            shown=tuple(row["shown"]),
            fingerprint=row["fingerprint"],
            answer=decided.get((file.pk if file else None, row["kind"], row["fingerprint"])),
        )
        for file, row in found
    )


def personal_data_faults(page: AnnouncementPage) -> list[str]:
    """Return why this state of a page may not go live: undecided findings, or unscreened files."""
    faults = []
    text = _(
        "%(where)s: %(count)s × %(what)s (%(shown)s). Decide what to do with it under “Personal data” of this notice."
    )
    for question in questions(page):
        if question.answer is None:
            where = question.attachment.name if question.attachment else _("Texts and rows")
            values = {
                "where": where,
                "count": question.count,
                "what": question.label,
                "shown": "; ".join(question.shown),
            }
            faults.append(text % values)
    if page.is_source and page.pk is not None and not type(page).objects.filter(pk=page.pk, live=True).exists():
        unseen = [file.name for file in attachments_of(page) if file.screening is None]
        faults += [
            _("%(name)s has not been checked for personal data: check it under “Personal data” of this notice.")
            % {"name": name}
            for name in unseen
        ]
    return faults


def attachments_of(page: AnnouncementPage) -> list[ListAttachment]:
    """Return the files that become public when this Chinese page is published."""
    found = []
    for started in page.imports.filter(state="applied").prefetch_related("attachments__document").order_by("pk"):
        found += list(started.attachments.all())
    return found


def withheld(page: AnnouncementPage) -> dict[int, PersonalDataDecision]:
    """Return attachment id → the decision that withholds it, of a Chinese page, by the newest of each kind.

    One query.
    """
    newest: dict[tuple[int, str], PersonalDataDecision] = {}
    for one in PersonalDataDecision.objects.filter(page=page.pk, attachment__isnull=False).order_by("pk"):
        if one.attachment_id is not None:
            newest[one.attachment_id, one.kind] = one
    return {pk: one for (pk, _kind), one in newest.items() if one.answer == Answer.WITHHOLD}


def is_withheld(attachment: ListAttachment) -> bool:
    """Say whether a decision keeps this file from the public."""
    return attachment.pk in withheld(attachment.list_import.announcement)


def _in_page(page: AnnouncementPage) -> Iterator[Finding]:
    """Yield each value once, at its first place."""
    seen: set[tuple[Kind, str]] = set()
    for finding in _everywhere(page):
        if (finding.kind, finding.value) not in seen:
            seen.add((finding.kind, finding.value))
            yield finding


def _everywhere(page: AnnouncementPage) -> Iterator[Finding]:
    names = (*_TEXTS, *(_SOURCE_TEXTS if page.is_source else ()))
    for name in names:
        yield from find_in_text(getattr(page, name) or "", str(page._meta.get_field(name).verbose_name))
    for text in _strings(page.body.get_prep_value()):
        yield from find_in_text(_TAGS.sub("", text), str(page._meta.get_field("body").verbose_name))
    if not page.is_source:
        return
    for name in _CONTACTS:
        place = str(page._meta.get_field(name).verbose_name)
        yield from find_in_text(getattr(page, name), place, is_contact=True)
    if page.pk is None:
        return
    for position, *texts in page.entries.values_list("position", *printed_fields(page.entries.model)):
        for text in filter(None, texts):
            yield from find_in_text(text, _("row %(number)s") % {"number": position})


def printed_fields(entry: type[models.Model]) -> list[str]:
    """Return the fields of a list entry that hold text as printed: all texts but choices and those of its file."""
    return [
        field.name
        for field in entry._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in _OF_THE_FILE
    ]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            if key not in ("id", "type"):
                yield from _strings(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from _strings(inside)


def _fingerprint(values: Iterable[str]) -> str:
    """Return a keyed hash: a plain hash of a mobile number could be found by trying all."""
    whole = "\n".join(sorted(values))
    return salted_hmac("showcase.lists.screening", whole, algorithm="sha256").hexdigest()
