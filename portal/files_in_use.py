"""Images and documents that something shows or links to are not deleted, by whatever route."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, ProtectedError, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, ReferenceIndex, Revision

NAMED = 3


def keep_files_in_use(instance: Model, **kwargs: Any) -> None:
    """Receiver of `pre_delete`: raise ProtectedError that names the first users of this image or document.

    A receiver, because bulk actions, collections and querysets delete too. Wagtail's reference index knows what is
    saved; a draft holds its pictures as JSON that no index sees.
    """
    users = list(users_of(instance))
    if users:
        named = ", ".join(f"“{user}”" for user in users[:NAMED])
        values = {"thing": instance, "count": len(users), "named": named}
        raise ProtectedError(
            _("“%(thing)s” is in use %(count)s times and cannot be deleted: %(named)s.") % values, {instance}
        )


def users_of(file: Model) -> Iterator[str]:
    """The titles of what names this image or document, in what is saved or in a draft; each once."""
    seen: set[tuple[int, str]] = set()
    for key, title in (*_saved(file), *_drafted(file)):
        if key not in seen:
            seen.add(key)
            yield title


def _saved(file: Model) -> Iterator[tuple[tuple[int, str], str]]:
    references = ReferenceIndex.get_references_to(file).values_list("base_content_type", "object_id").distinct()
    for content_type, key in references:
        model = ContentType.objects.get_for_id(content_type).model_class()
        # An index row may outlive what it was made of.
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
    """The newest revision of each draft, and what is scheduled to go live, with their content as `text`."""
    newest = Q(approved_go_live_at__isnull=False)
    for model in ReferenceIndex.indexed_models:
        if issubclass(model, DraftStateMixin):
            drafts = model._base_manager.filter(has_unpublished_changes=True)  # noqa: SLF001 - hidden rows count too
            newest |= Q(pk__in=drafts.values("latest_revision"))
    return Revision.objects.filter(newest).annotate(text=Cast("content", TextField()))
