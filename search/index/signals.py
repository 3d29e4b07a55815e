"""Writes an outbox row for whatever changes a story's record.

Rows are written from post_save and post_delete, inside the transaction of the change: Wagtail's page_published comes
after the commit, and a crash between the two would lose the change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from portal.pages.visibility import below, with_followers
from search.index import outbox, outbox_keys
from showcase.choices import Standing
from showcase.enterprises.merges import recorded_merges
from showcase.enterprises.models import enterprises_written
from showcase.models import (
    Enterprise,
    EnterpriseMerge,
    FormerName,
    Industry,
    Process,
    PublishedAnswer,
    Region,
    RegisterTouch,
    Replication,
    StoryFreshness,
    StoryPage,
    Technique,
)
from showcase.stories.figures.owners import repeating

# A draft, an autosave, a lock: nothing a reader could see.
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
    """Connect the receivers; called once from `SearchConfig.ready`."""
    _receive(post_save, page_saved, None)
    _receive(pre_delete, figures_leave, Page)
    _receive(post_delete, page_deleted, Page)
    _receive(post_page_move, page_moved, None)
    for signal in (post_save, post_delete):
        _receive(signal, restriction_changed, PageViewRestriction)
        _receive(signal, enterprise_changed, Enterprise)
        _receive(signal, former_name_changed, FormerName)
        _receive(signal, replication_changed, Replication)
        _receive(signal, answer_changed, PublishedAnswer)
    _receive(pre_delete, enterprise_changed, Enterprise)
    _receive(enterprises_written, many_enterprises_changed, Enterprise)
    _receive(post_save, merge_changed, EnterpriseMerge)
    _receive(post_save, register_changed, RegisterTouch)
    _receive(post_save, freshness_changed, StoryFreshness)
    for term in (Industry, Technique, Region):
        _receive(post_save, term_changed, term)
    for signal in (post_save, post_delete):
        for named in (Industry, Technique, Region, Process):
            _receive(signal, names_changed, named)


def _receive(signal: Any, receiver: Any, sender: type[Model] | None) -> None:
    name = sender.__name__ if sender else "any"
    signal.connect(receiver, sender=sender, dispatch_uid=f"search.{receiver.__name__}.{name}.{id(signal)}")


def page_saved(sender: type[Model], instance: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    """Note a saved story. Any page class may be the sender: expiry and bulk actions save the bare Page."""
    if not isinstance(instance, Page) or kwargs.get("raw"):
        return
    if update_fields is not None and set(update_fields) <= _DRAFT_FIELDS:
        return
    if _is_story(instance):
        outbox.note([str(instance.translation_key), *_repeating(instance)])


def figures_leave(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """Note the stories that repeat a figure of a case that is about to be deleted: it becomes theirs."""
    if _is_story(instance):
        outbox.note(_repeating(instance))


def _repeating(page: Page) -> list[str]:
    """Return the stories that repeat a figure that this one prints, or prints from now on."""
    # Rows in memory are written after the page itself.
    in_memory = getattr(page, "_cluster_related_objects", {}).get("effects", ())
    return _keys(repeating([page.pk], in_memory))


def page_deleted(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """Note a deleted story or translation, deleted alone or with the tree above it."""
    if _is_story(instance):
        outbox.note([str(instance.translation_key)])


def _is_story(page: Page) -> bool:
    return isinstance(page, StoryPage) or (
        page.specific_class is not None and issubclass(page.specific_class, StoryPage)
    )


def page_moved(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """Note the stories of a moved subtree: it may have become private, or public again."""
    _note(_with_followers(instance))


def restriction_changed(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    """Note every story below a page whose privacy changed."""
    _note(_with_followers(instance.page))


def _with_followers(page: Page) -> QuerySet[StoryPage]:
    """Return the stories at and below a page, and those as private as it is: translations and aliases."""
    found: QuerySet[StoryPage] = StoryPage.objects.filter(below(with_followers((page.path,))))
    return found


def enterprise_changed(sender: type[Model], instance: Enterprise, **kwargs: Any) -> None:
    """Note the stories of an enterprise whose name, code or state changed, merged records included."""
    _note_family(instance.pk, instance.number)


def many_enterprises_changed(sender: type[Model], keys: list[int], **kwargs: Any) -> None:
    """Enterprises that one statement wrote: the units that come out with a list."""
    numbers = Enterprise.objects.filter(pk__in=keys, number__isnull=False).values_list("number", flat=True)
    outbox.note(outbox_keys.enterprise(one) for one in numbers)
    _note(StoryPage.objects.filter(enterprise_items__enterprise__in=keys))


def former_name_changed(sender: type[Model], instance: FormerName, **kwargs: Any) -> None:
    """Note the stories of an enterprise; former names are searched like the current name."""
    _note_family(instance.enterprise_id)


def merge_changed(sender: type[Model], instance: EnterpriseMerge, **kwargs: Any) -> None:
    """Note the stories of all records that were ever merged with these: their names changed."""
    _note_family(instance.survivor_id)


def register_changed(sender: type[Model], instance: RegisterTouch, created: bool = False, **kwargs: Any) -> None:
    """Note the stories said to be listed whose enterprises the change of the register touches."""
    if not created or kwargs.get("raw") or instance.enterprises == []:
        return
    listed = StoryPage.objects.filter(standing=Standing.LISTED)
    if instance.enterprises is not None:
        merged = recorded_merges()
        family = {one for pk in instance.enterprises for one in merged.family(pk)}
        listed = listed.filter(enterprise_items__enterprise__in=list(family))
    _note(listed)


def freshness_changed(sender: type[Model], instance: StoryFreshness, **kwargs: Any) -> None:
    """Note a story that has become overdue, or is so no longer."""
    if not kwargs.get("raw"):
        _note(StoryPage.objects.filter(pk=instance.pk))


def replication_changed(sender: type[Model], instance: Replication, **kwargs: Any) -> None:
    """Note the story that another plant reports of: its report is found as part of the story."""
    if not kwargs.get("raw"):
        _note(StoryPage.objects.filter(pk=instance.story_id))


def answer_changed(sender: type[Model], instance: PublishedAnswer, **kwargs: Any) -> None:
    """Note a story on which an answer was published or taken back."""
    if not kwargs.get("raw"):
        _note(StoryPage.objects.filter(pk=instance.page_id))


def _note_family(enterprise: int, number: int | None = None) -> None:
    """Note every record that was ever merged with this enterprise, and their stories.

    `number`: its own portal number where known; it can't be read from a record that is deleted.
    """
    family = recorded_merges().family(enterprise) if enterprise else frozenset()
    _note(StoryPage.objects.filter(enterprise_items__enterprise__in=list(family)))
    others = family - {enterprise} if number else family
    numbers = set(Enterprise.objects.filter(pk__in=list(others)).values_list("number", flat=True)) if others else set()
    outbox.note(outbox_keys.enterprise(one) for one in sorted(numbers | ({number} if number else set())))


def term_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Note the stories that carry a renamed term. Aliases are in the query's vocabulary, not in records."""
    if kwargs.get("created") or kwargs.get("raw"):
        return
    _note(StoryPage.objects.filter(**{_RELATION_OF_TERM[sender]: instance}))


def names_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Note that the suggestions change: a term appeared, disappeared or was renamed."""
    if not kwargs.get("raw"):
        outbox.note([outbox_keys.NAMES])


def _note(stories: QuerySet[StoryPage]) -> None:
    """Note these stories, and those that repeat their figures."""
    if keys := _keys(stories):
        outbox.note([*keys, *_keys(repeating(stories.values("pk")))])


def _keys(stories: QuerySet[StoryPage]) -> list[str]:
    return [str(key) for key in stories.values_list("translation_key", flat=True).distinct()]
