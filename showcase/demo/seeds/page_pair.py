"""Lays down a page of a section with its English translation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from wagtail.models import Locale, Page

from showcase.demo import translating
from showcase.demo.ledger import Report, digest, find, is_settled, remember, revisions_of

SomePage = TypeVar("SomePage", bound=Page)


class PageFacts(Protocol):
    """What every file of such a page has."""

    slug: str
    path: Path


def seed_pair(
    kind: str,
    facts: PageFacts,
    model: type[SomePage],
    write: Callable[[SomePage | None], SomePage],
    english: dict[str, str],
    report: Report,
) -> None:
    """Publish a page and its translation, or both again where the file changed and no editor did.

    `write` makes the page where it is given None, and returns it with all that the file says; `english`: text → its
    translation.
    """
    key, state = f"{kind} {facts.slug}", digest(facts.path)
    known = find(kind, facts.slug)
    page = model.objects.filter(pk=known.object_id).first() if known else None
    translated = page.get_translation_or_none(Locale.objects.get(language_code="en")) if page else None
    if is_settled(known, revisions_of(page, translated), state, key, report):
        return
    page = write(page)
    page.save_revision().publish()
    page = model.objects.get(pk=page.pk)
    translated = translating.publish_english(page, english)
    remember(kind, facts.slug, page, state, revisions_of(page, translated))
    (report.updated if known else report.made).append(key)
