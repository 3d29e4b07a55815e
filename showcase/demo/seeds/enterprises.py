"""Enterprises of the demonstration content."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError
from typing import Any

from showcase.demo.ledger import Report, digest, find, is_settled, remember, revisions_of
from showcase.demo.reading.records import EnterpriseFacts, PrintedSource, SourceFacts
from showcase.models import (
    Enterprise,
    EnterpriseLink,
    EnterpriseMention,
    EnterpriseSource,
    FormerName,
    Industry,
    Region,
)


def seed_enterprise(facts: EnterpriseFacts, report: Report) -> None:
    """Create the enterprise, or update it where its file changed and no editor did."""
    key, state = f"enterprise {facts.key}", digest(_words(facts))
    known = find("enterprise", facts.key)
    enterprise: Any = Enterprise.objects.filter(pk=known.object_id).first() if known else Enterprise()
    if is_settled(known, revisions_of(enterprise), state, key, report):
        return
    _write(enterprise, facts)
    remember("enterprise", facts.key, enterprise, state, revisions_of(enterprise))
    (report.updated if known else report.made).append(key)


def in_link_order(enterprises: Iterable[EnterpriseFacts]) -> tuple[EnterpriseFacts, ...]:
    """Return the enterprises in their order, but those that one is linked to before it. Raises CycleError."""
    every = {facts.key: facts for facts in enterprises}
    found: dict[str, EnterpriseFacts] = {}

    def add(facts: EnterpriseFacts, linked_from: tuple[str, ...] = ()) -> None:
        if facts.key in linked_from:
            raise CycleError(f"enterprises that are linked in a circle: {' → '.join((*linked_from, facts.key))}")
        for link in facts.links:
            if link.other in every and link.other not in found:
                add(every[link.other], (*linked_from, facts.key))
        found[facts.key] = facts

    for facts in every.values():
        add(facts)
    return tuple(found.values())


def _words(facts: EnterpriseFacts) -> str:
    """Return what the file says; without links it is what it was before there were any."""
    return facts.model_dump_json(exclude=None if facts.links else {"links"})


def enterprise_of(key: str) -> Enterprise:
    """The enterprise the seed made for a file name in `enterprises/`. Raises KeyError where an editor deleted it."""
    known = find("enterprise", key)
    found: Enterprise | None = Enterprise.objects.filter(pk=known.object_id).first() if known else None
    if found is None:
        raise KeyError(key)
    return found


def _write(enterprise: Enterprise, facts: EnterpriseFacts) -> None:
    enterprise.name_zh, enterprise.name_en = facts.name_zh, facts.name_en
    enterprise.credit_code = facts.credit_code or None
    enterprise.region = Region.objects.get(code=facts.region)
    enterprise.note_zh = facts.note.zh if facts.note else ""
    enterprise.note_en = facts.note.en if facts.note else ""
    enterprise.is_example = facts.is_example
    enterprise.mentions = [
        EnterpriseMention(text_zh=mention.text.zh, text_en=mention.text.en, source_number=mention.source)
        for mention in facts.mentions
    ]
    enterprise.former_names = [FormerName(name_zh=name) for name in facts.former_names]
    enterprise.links = [
        EnterpriseLink(link=one.link, other=enterprise_of(one.other), **_source_words(one.source))
        for one in facts.links
    ]
    enterprise.sources = [EnterpriseSource(**source_fields(source)) for source in facts.sources]
    enterprise.full_clean(exclude=["number", "latest_revision", "live_revision"])
    enterprise.save()
    enterprise.industries.set(Industry.objects.filter(code__in=facts.industries))
    enterprise.save()
    enterprise.save_revision().publish()


def source_fields(source: SourceFacts) -> dict[str, object]:
    """A source of a file as the fields of `portal.pages.sources.CitedSource`."""
    return {**_source_words(source), "sort_order": source.number}


def _source_words(source: PrintedSource) -> dict[str, object]:
    note = source.date_note
    return {
        **source.model_dump(exclude={"is_topic", "date_note", "quotes"}),
        "title_is_topic": source.is_topic,
        "date_note_zh": note.zh if note else "",
        "date_note_en": note.en if note else "",
    }
