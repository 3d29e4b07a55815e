"""What makes a story's record change, and the outbox row each of these writes.

Rows are written from post_save and post_delete, inside the transaction of the change: Wagtail's page_published comes
after the commit, and what happens between the two would be lost (measured in WAGTAIL.md, section 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from portal.visibility import below, with_followers
from search import outbox
from showcase.enterprises.merging.models import recorded_merges
from showcase.models import (
    Enterprise,
    EnterpriseMerge,
    FormerName,
    Industry,
    Process,
    Region,
    RegisterTouch,
    StoryPage,
    Technique,
)
from showcase.stories.models import Standing

# A draft, an autosave, a lock: nothing that a reader could see.
_DRAFT_FIELDS = {
    "latest_revision",
    "latest_revision_created_at",
    "has_unpublished_changes",
    "draft_title",
    "locked",
    "locked_at",
    "locked_by",
    "approved_schedule",
    "expire_at",
    "go_live_at",
}

_RELATION_OF_TERM: dict[type[Model], str] = {
    Industry: "industry_items__tag",
    Technique: "technique_items__tag",
    Region: "region_items__region",
}


def connect() -> None:
    """Called once from `SearchConfig.ready`."""
    _receive(post_save, page_saved, None)
    _receive(post_delete, page_deleted, Page)
    _receive(post_page_move, page_moved, None)
    for signal in (post_save, post_delete):
        _receive(signal, restriction_changed, PageViewRestriction)
        _receive(signal, enterprise_changed, Enterprise)
        _receive(signal, former_name_changed, FormerName)
    _receive(pre_delete, enterprise_changed, Enterprise)
    _receive(post_save, merge_changed, EnterpriseMerge)
    _receive(post_save, register_changed, RegisterTouch)
    for term in (Industry, Technique, Region):
        _receive(post_save, term_changed, term)
    for signal in (post_save, post_delete):
        for named in (Industry, Technique, Region, Process):
            _receive(signal, names_changed, named)


def _receive(signal: Any, receiver: Any, sender: type[Model] | None) -> None:
    name = sender.__name__ if sender else "any"
    signal.connect(receiver, sender=sender, dispatch_uid=f"search.{receiver.__name__}.{name}.{id(signal)}")


def page_saved(sender: type[Model], instance: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    """Any page class may be the sender: expiry and bulk actions save the bare Page of a story."""
    if not isinstance(instance, Page) or kwargs.get("raw"):
        return
    if update_fields is not None and set(update_fields) <= _DRAFT_FIELDS:
        return
    if _is_story(instance):
        outbox.note([str(instance.translation_key)])


def page_deleted(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """A story or a translation is gone, alone or with the tree above it."""
    if _is_story(instance):
        outbox.note([str(instance.translation_key)])


def _is_story(page: Page) -> bool:
    return isinstance(page, StoryPage) or (
        page.specific_class is not None and issubclass(page.specific_class, StoryPage)
    )


def page_moved(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """A subtree moved: what stands above it may be private now, or no longer."""
    _note(_with_followers(instance))


def restriction_changed(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    """Privacy set or lifted: everything below the page may have appeared or vanished."""
    _note(_with_followers(instance.page))


def _with_followers(page: Page) -> QuerySet[StoryPage]:
    """The stories at and below a page, and those that are private where it is: translations and aliases."""
    found: QuerySet[StoryPage] = StoryPage.objects.filter(below(with_followers((page.path,))))
    return found


def enterprise_changed(sender: type[Model], instance: Enterprise, **kwargs: Any) -> None:
    """Names, codes and whether it is live: its stories carry them, and those of the record it counts as."""
    _note_family(instance.pk, instance.number)


def former_name_changed(sender: type[Model], instance: FormerName, **kwargs: Any) -> None:
    """A former name is searched like the name of today."""
    _note_family(instance.enterprise_id)


def merge_changed(sender: type[Model], instance: EnterpriseMerge, **kwargs: Any) -> None:
    """Two records became one, or two again: the stories of all that were ever joined with them carry other names."""
    _note_family(instance.survivor_id)


def register_changed(sender: type[Model], instance: RegisterTouch, created: bool = False, **kwargs: Any) -> None:
    """A listing came or ended: the stories that say they are listed may or may no longer say so."""
    if not created or kwargs.get("raw") or instance.enterprises == []:
        return
    listed = StoryPage.objects.filter(standing=Standing.LISTED)
    if instance.enterprises is not None:
        merged = recorded_merges()
        family = {one for pk in instance.enterprises for one in merged.family(pk)}
        listed = listed.filter(enterprise_items__enterprise__in=list(family))
    _note(listed)


def _note_family(enterprise: int, number: int | None = None) -> None:
    """Every record that was ever merged with it, and their stories: these carry the names of all that count as one.

    `number`: its own portal number, where it is known; a record that is deleted cannot be asked for it.
    """
    family = recorded_merges().family(enterprise) if enterprise else frozenset()
    _note(StoryPage.objects.filter(enterprise_items__enterprise__in=list(family)))
    others = family - {enterprise} if number else family
    numbers = set(Enterprise.objects.filter(pk__in=list(others)).values_list("number", flat=True)) if others else set()
    outbox.note(outbox.enterprise(one) for one in sorted(numbers | ({number} if number else set())))


def term_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A renamed term: its stories carry its names. Aliases live in the query's vocabulary, not in records."""
    if kwargs.get("created") or kwargs.get("raw"):
        return
    _note(StoryPage.objects.filter(**{_RELATION_OF_TERM[sender]: instance}))


def names_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A term appeared, vanished or is called otherwise: so must be what is suggested."""
    if not kwargs.get("raw"):
        outbox.note([outbox.NAMES])


def _note(stories: QuerySet[StoryPage]) -> None:
    outbox.note(str(key) for key in stories.values_list("translation_key", flat=True).distinct())
