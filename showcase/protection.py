"""Protects terms and enterprises in use from deletion, and published announcements from being unpublished.

By receivers, not by methods and not by PROTECT: querysets and bulk actions delete too, a draft holds its rows as JSON
that no foreign key sees, and PROTECT in a child row makes a draft unreadable once its target is deleted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from portal.files.files_in_use import refuse_in_use
from portal.files.media_forms import replacing_file
from portal.models import Document
from portal.refusals import RefusedError
from showcase import models


@dataclass(frozen=True)
class Use:
    """A child relation of stories and its field that names the protected object."""

    relation: str
    field: str
    rows: type[Any]
    page: str = "page"


USES: dict[type[Model], tuple[Use, ...]] = {
    models.Industry: (Use("industry_items", "tag", models.IndustryItem, "content_object"),),
    models.Technique: (Use("technique_items", "tag", models.TechniqueItem, "content_object"),),
    models.Process: (Use("process_items", "process", models.StoryProcess),),
    models.Region: (Use("region_items", "region", models.StoryRegion),),
    models.Goal: (Use("goal_items", "goal", models.StoryGoal),),
    models.Catalogue: (Use("catalogue_items", "catalogue", models.StoryCatalogue),),
    models.Programme: (Use("cited_listings", "programme", models.StoryListing),),
    models.Level: (Use("cited_listings", "level", models.StoryListing),),
    models.Enterprise: (Use("enterprise_items", "enterprise", models.StoryEnterprise),),
}
# The same fields of an enterprise's own drafts.
ENTERPRISE_FIELDS = {models.Industry: "industries", models.Region: "region"}


def connect_protection() -> None:
    """Connect the receivers; called once from `showcase.signals.connect`."""
    for model in USES:
        pre_delete.connect(keep_what_is_in_use, sender=model, dispatch_uid=f"showcase.keep_{model.__name__}")
    pre_save.connect(keep_list_files, sender=Document, dispatch_uid="showcase.keep_list_files")
    replacing_file.connect(refuse_other_list_file, sender=Document, dispatch_uid="showcase.refuse_other_list_file")
    pre_save.connect(keep_announcement_live, dispatch_uid="showcase.keep_announcement_live")


def keep_what_is_in_use(instance: Any, **kwargs: Any) -> None:
    """Raise ProtectedError, naming the first three users, where a row or a draft names this term or enterprise."""
    refuse_in_use(instance, (*_saved(instance), *_drafted(instance)))


def _saved(instance: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield (kind, key) and title of stories and enterprises that name it."""
    for use in USES[type(instance)]:
        rows = use.rows.objects.filter(**{use.field: instance}).select_related(use.page)
        for row in rows:
            page = getattr(row, use.page)
            yield ("story", str(page.pk)), page.title
    if isinstance(instance, models.Industry):
        yield from ((("enterprise", str(found.pk)), str(found)) for found in instance.enterprises.all())
    if isinstance(instance, models.Enterprise):
        linked = instance.links_here.select_related("enterprise")
        yield from ((("enterprise", str(row.enterprise_id)), str(row.enterprise)) for row in linked)


def _drafted(instance: Any) -> Iterator[tuple[tuple[str, str], str]]:
    for revision in _open_revisions(models.StoryPage.objects.filter(has_unpublished_changes=True)):
        content = revision.content
        for use in USES[type(instance)]:
            if any(row.get(use.field) == instance.pk for row in content.get(use.relation) or ()):
                yield ("story", revision.object_id), content.get("title", "")
    field = ENTERPRISE_FIELDS.get(type(instance))
    if field is None:
        return
    for revision in _open_revisions(models.Enterprise.objects.filter(has_unpublished_changes=True)):
        if instance.pk in _as_list(revision.content.get(field)):
            yield ("enterprise", revision.object_id), revision.content.get("name_zh", "")


def _open_revisions(drafts: Any) -> Iterable[Revision]:
    """Return the newest revision of each draft, and those scheduled to go live."""
    keys = drafts.values("latest_revision")
    scheduled = Q(approved_go_live_at__isnull=False)
    return Revision.objects.filter(Q(pk__in=keys) | scheduled).iterator(chunk_size=50)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def keep_announcement_live(instance: Any, **kwargs: Any) -> None:
    """Refuse to unpublish an announcement with events, by any route: a withdrawal is a new event."""
    if kwargs.get("raw") or not isinstance(instance, Page) or instance.pk is None or instance.live:
        return
    if not issubclass(instance.specific_class or Page, models.AnnouncementPage):
        return
    if models.AnnouncementPage.objects.filter(pk=instance.pk, live=True, events_recorded_at__isnull=False).exists():
        raise RefusedError(
            _("“%(title)s” is published and its events are recorded: record a withdrawal as a new event.")
            % {"title": instance.title}
        )


def keep_list_files(instance: Document, **kwargs: Any) -> None:
    """Refuse to replace the original file of a list: entries name its rows and its SHA-256."""
    if kwargs.get("raw") or instance.pk is None:
        return
    kept = Document.objects.filter(pk=instance.pk, list_attachment__isnull=False).values_list("file", flat=True).first()
    if kept is not None and kept != instance.file.name:
        refuse_other_list_file(instance)


def refuse_other_list_file(instance: Document, **kwargs: Any) -> None:
    """Report it at the form field before anything is saved; `keep_list_files` covers other routes."""
    if models.ListAttachment.objects.filter(document=instance.pk).exists():
        raise RefusedError(_("“%(title)s” is the original file of a list: it is never replaced.") % {"title": instance})
