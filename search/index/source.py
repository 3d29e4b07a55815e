"""From the site's database, which is the truth, to the records an engine stores.

Records are made of stories. An app above this one may add others (`register`); the product has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from search.core.record import Record, RecordText, is_id
from showcase.cards import StoryCard
from showcase.effects.amounts import amounts_of
from showcase.enterprises.identity import Identity, identities
from showcase.models import Enterprise, StoryPage
from showcase.questions.shown import answer_texts
from showcase.replications.uses import searched_texts
from showcase.stories.card_builder import published_enterprises
from showcase.stories.confirmation import is_overdue
from showcase.stories.figures.owners import repeated_in
from showcase.stories.filter_codes import filter_codes
from showcase.stories.queries import StoryQuerySet


@dataclass(frozen=True)
class RecordSource:
    """Records of something that is no story: the ids of all, then records and cards by id.

    Each takes any ids, leaves out those that are not its own or not public now, and makes a constant number of queries.
    """

    public_ids: Callable[[], set[str]]
    records: Callable[[Collection[str]], Mapping[str, Record]]
    cards: Callable[[Collection[str]], Mapping[str, StoryCard]]


_others: list[RecordSource] = []


def register(other: RecordSource) -> None:
    """Have these records indexed, found and shown beside the stories. For `AppConfig.ready`."""
    _others.append(other)


def public_ids() -> set[str]:
    """Ids of all records a reader may see now."""
    keys = StoryPage.objects.sources().published().values_list("translation_key", flat=True)
    return {str(key) for key in keys}.union(*(other.public_ids() for other in _others))


def records(story_ids: Collection[str]) -> dict[str, Record]:
    """Return the records of those ids that are public now; a constant number of queries. Ignores text that is no id."""
    pages = list(_public_sources().filter(translation_key__in=[key for key in story_ids if is_id(key)]))
    found = {record.id: record for record in _records(pages)}
    for other in _others:
        found |= other.records(set(story_ids) - set(found))
    return found


def cards_of_others(ids: Collection[str]) -> dict[str, StoryCard]:
    """The cards of those of these that are no stories, by id."""
    return {key: card for other in _others for key, card in other.cards(ids).items()}


def all_records(batch: int = 500) -> Iterator[list[str]]:
    """Yield all public ids in batches, for a rebuild that reads each batch under the lock."""
    ids = sorted(public_ids())
    for start in range(0, len(ids), batch):
        yield ids[start : start + batch]


def _public_sources() -> StoryQuerySet:
    found: StoryQuerySet = StoryPage.objects.sources().published().with_facts().specific()
    return found


def _records(pages: Iterable[StoryPage]) -> Iterator[Record]:
    pages = list(pages)
    about = {page.pk: published_enterprises(page) for page in pages}
    known = identities({enterprise.pk for units in about.values() for enterprise in units})
    translations, repeated = _translations(pages), repeated_in(pages)
    reports, answers = searched_texts([page.pk for page in pages]), answer_texts(page.pk for page in pages)

    def from_readers(page: StoryPage, language: str) -> list[str]:
        return [*answers.get((page.pk, language), ()), reports.get(page.pk, {}).get(language, "")]

    for page in pages:
        texts = {"zh-hans": _text(page, from_readers(page, "zh-hans"))}
        if translated := translations.get(page.translation_key):
            texts["en"] = _text(translated, from_readers(page, "en"))
        effects = [effect for effect in page.effects.all() if effect.pk not in repeated]
        yield Record(
            id=page.story_id,
            texts=texts,
            codes=filter_codes(page),
            names=_names(page, [(enterprise, known[enterprise.pk]) for enterprise in about[page.pk]]),
            date=_date_of(page),
            amounts=amounts_of(effects),
            every_amount=amounts_of(effects, every=True),
            is_overdue=is_overdue(page),
        )


def _translations(pages: list[StoryPage]) -> dict[object, StoryPage]:
    """Return translation key → live, public English page; a draft or private page contributes nothing."""
    found = (
        StoryPage.objects.published()
        .filter(locale__language_code="en", alias_of=None, translation_key__in=[page.translation_key for page in pages])
        .specific()
    )
    return {page.translation_key: page for page in found}


def _text(page: StoryPage, from_readers: Iterable[str]) -> RecordText:
    """Return what a reader reads, without section headings: they are the portal's words, the same on every page.

    `from_readers`: published questions with their answers, each a passage of its own, and what other plants report.
    """
    blocks = [block for block in page.body if block.block_type != "section"]
    parts = [text for block in blocks for text in block.block.get_searchable_content(block.value)]
    body = "\n".join(part for part in map(str, [*parts, page.caveat, *from_readers]) if part.strip())
    return RecordText(title=page.title, summary=page.summary, body=body)


def _names(page: StoryPage, enterprises: Iterable[tuple[Enterprise, Identity]]) -> tuple[str, ...]:
    """Return what is no running text: enterprises, former names, credit codes, terms, subjects of figures."""
    names: list[str] = []
    for enterprise, identity in enterprises:
        names += [enterprise.name_zh, enterprise.name_en, enterprise.credit_code or ""]
        names += [*identity.texts, *identity.codes]
    for item in [*page.technique_items.all(), *page.industry_items.all()]:
        names += [item.tag.zh, item.tag.en]
    for place in page.region_items.all():
        names += [place.region.zh, place.region.en]
    for effect in page.effects.all():
        names += [effect.of_what_zh, effect.of_what_en]
    return tuple(dict.fromkeys(name for name in names if name))


def _date_of(page: StoryPage) -> dt.date | None:
    """Return the date by which "newest first" sorts: the day the story was first published."""
    return timezone.localtime(page.first_published_at).date() if page.first_published_at else None
