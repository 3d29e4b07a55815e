"""From the site's database, which is the truth, to the records an engine stores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.utils import timezone

from search.record import Record, RecordText, is_id
from search.scale import records as scale
from showcase.effects.amounts import amounts_of
from showcase.enterprises.identity import Identity, identities
from showcase.models import Enterprise, StoryPage
from showcase.stories.card_builder import published_enterprises
from showcase.stories.filter_codes import filter_codes
from showcase.stories.queries import StoryQuerySet


def public_ids() -> set[str]:
    """Ids of all stories, and records for scale, a reader may see now."""
    keys = StoryPage.objects.sources().published().values_list("translation_key", flat=True)
    return {str(key) for key in keys} | scale.public_ids()


def records(story_ids: Collection[str]) -> dict[str, Record]:
    """The records of those of these that are public now; a constant number of queries. What is no id is not public."""
    pages = list(_public_sources().filter(translation_key__in=[key for key in story_ids if is_id(key)]))
    found = {record.id: record for record in _records(pages)}
    return found | scale.records(set(story_ids) - set(found))


def all_records(batch: int = 500) -> Iterator[list[str]]:
    """Ids of all that is public in batches, for a rebuild that reads each batch under the lock."""
    ids = sorted(public_ids())
    for start in range(0, len(ids), batch):
        yield ids[start : start + batch]


def _public_sources() -> StoryQuerySet:
    found: StoryQuerySet = StoryPage.objects.sources().published().with_facts().specific()
    return found


def _records(pages: Iterable[StoryPage]) -> Iterator[Record]:
    pages = list(pages)
    about = {page.pk: published_enterprises(page) for page in pages}
    known = identities({enterprise.pk for found in about.values() for enterprise in found})
    translations = _translations(pages)
    for page in pages:
        texts = {"zh-hans": _text(page)}
        if translated := translations.get(page.translation_key):
            texts["en"] = _text(translated)
        effects = page.effects.all()
        yield Record(
            id=page.story_id,
            texts=texts,
            codes=filter_codes(page),
            names=_names(page, [(enterprise, known[enterprise.pk]) for enterprise in about[page.pk]]),
            date=_date_of(page),
            amounts=amounts_of(effects),
            every_amount=amounts_of(effects, every=True),
        )


def _translations(pages: list[StoryPage]) -> dict[object, StoryPage]:
    """The live, public English page of each; a draft or private language contributes nothing."""
    found = (
        StoryPage.objects.published()
        .filter(locale__language_code="en", alias_of=None, translation_key__in=[page.translation_key for page in pages])
        .specific()
    )
    return {page.translation_key: page for page in found}


def _text(page: StoryPage) -> RecordText:
    """What a reader reads. Section headings are left out: they are words of the portal, the same on every page."""
    blocks = [block for block in page.body if block.block_type != "section"]
    parts = [text for block in blocks for text in block.block.get_searchable_content(block.value)]
    body = "\n".join(part for part in map(str, [*parts, page.caveat]) if part.strip())
    return RecordText(title=page.title, summary=page.summary, body=body)


def _names(page: StoryPage, enterprises: Iterable[tuple[Enterprise, Identity]]) -> tuple[str, ...]:
    """What is no running text: enterprises, former names, credit codes, the story's terms, what its figures are of."""
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
    """What "newest first" goes by: the day the story was first published."""
    return timezone.localtime(page.first_published_at).date() if page.first_published_at else None
