"""Enterprises of the demonstration content."""

from __future__ import annotations

from typing import Any

from showcase.demo.ledger import Report, digest, find, is_settled, remember, revisions_of
from showcase.demo.reading.records import EnterpriseFacts, SourceFacts
from showcase.models import Enterprise, EnterpriseMention, EnterpriseSource, FormerName, Industry, Region


def seed_enterprise(facts: EnterpriseFacts, report: Report) -> None:
    """Create the enterprise, or update it where its file changed and no editor did."""
    key, state = f"enterprise {facts.key}", digest(facts.model_dump_json())
    known = find("enterprise", facts.key)
    enterprise: Any = Enterprise.objects.filter(pk=known.object_id).first() if known else Enterprise()
    if is_settled(known, revisions_of(enterprise), state, key, report):
        return
    _write(enterprise, facts)
    remember("enterprise", facts.key, enterprise, state, revisions_of(enterprise))
    (report.updated if known else report.made).append(key)


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
    enterprise.sources = [EnterpriseSource(**source_fields(source)) for source in facts.sources]
    enterprise.full_clean(exclude=["number", "latest_revision", "live_revision"])
    enterprise.save()
    enterprise.industries.set(Industry.objects.filter(code__in=facts.industries))
    enterprise.save()
    enterprise.save_revision().publish()


def source_fields(source: SourceFacts) -> dict[str, object]:
    """A source of a file as the fields of `portal.pages.sources.CitedSource`."""
    note = source.date_note
    return {
        **source.model_dump(exclude={"is_topic", "date_note", "quotes"}),
        "sort_order": source.number,
        "title_is_topic": source.is_topic,
        "date_note_zh": note.zh if note else "",
        "date_note_en": note.en if note else "",
    }
