"""Prevents the deletion of images and documents that are in use, by any route."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, ProtectedError, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, ReferenceIndex, Revision

NAMED = 3


def keep_files_in_use(instance: Model, **kwargs: Any) -> None:
    """Raise ProtectedError naming the first users of this image or document; a receiver of `pre_delete`.

    A receiver, because bulk actions, collections and querysets delete too. Wagtail's reference index knows what is
    saved; a draft holds its pictures as JSON that no index sees.
    """
    refuse_in_use(instance, (*_saved(instance), *_drafted(instance)))


def refuse_in_use(instance: Model, users: Iterable[tuple[Hashable, str]]) -> None:
    """Raise ProtectedError, naming the first three of `users` (key, title); one with the same key counts once."""
    titles: dict[Hashable, str] = {}
    for key, title in users:
        titles.setdefault(key, title)
    if titles:
        named = ", ".join(f"“{title}”" for title in list(titles.values())[:NAMED])
        values = {"thing": instance, "count": len(titles), "named": named}
        raise ProtectedError(
            _("“%(thing)s” is in use %(count)s times and cannot be deleted: %(named)s.") % values, {instance}
        )


def _saved(file: Model) -> Iterator[tuple[tuple[int, str], str]]:
    references = ReferenceIndex.get_references_to(file).values_list("base_content_type", "object_id").distinct()
    for content_type, key in references:
        model = ContentType.objects.get_for_id(content_type).model_class()
        # An index row may outlive its object.
        found = model._base_manager.filter(pk=key).first() if model else None  # noqa: SLF001 - hidden rows count too
        if found is not None:
            yield (content_type, key), str(found)


def _drafted(file: Model) -> Iterator[tuple[tuple[int, str], str]]:
    target = (str(ContentType.objects.get_for_model(file).pk), str(file.pk))
    for revision in _open_revisions().filter(text__contains=str(file.pk)).iterator(chunk_size=50):
        draft = revision.as_object()
        references = ReferenceIndex._extract_references_from_object(draft)  # noqa: SLF001 - no other way in
        if any((str(content_type), str(key)) == target for content_type, key, *_paths in references):
            yield (revision.base_content_type_id, revision.object_id), str(draft)


def _open_revisions() -> Any:
    """Return the newest revision of each draft, and those scheduled to go live, with their content as `text`."""
    newest = Q(approved_go_live_at__isnull=False)
    for model in ReferenceIndex.indexed_models:
        if issubclass(model, DraftStateMixin):
            drafts = model._base_manager.filter(has_unpublished_changes=True)  # noqa: SLF001 - hidden rows count too
            newest |= Q(pk__in=drafts.values("latest_revision"))
    return Revision.objects.filter(newest).annotate(text=Cast("content", TextField()))
