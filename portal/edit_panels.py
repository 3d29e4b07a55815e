"""Panels of the admin's page editor."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import MultiFieldPanel, ObjectList
from wagtail.models import Locale


def is_translation(page: Any) -> bool:
    """Whether this page, perhaps not saved yet, is in another language than the sources."""
    return bool(page is not None and page.locale_id and page.locale_id != Locale.get_default().pk)


class _SourceOnlyBound:
    """The children of a translation's panel are none: their fields are not in its form either."""

    @cached_property
    def children(self) -> list[Any]:
        return [] if is_translation(self.instance) else super().children  # type: ignore[attr-defined,misc]


class SourceOnlyTab(ObjectList):
    """A tab that the Chinese page alone has: facts live on the source."""

    class BoundPanel(_SourceOnlyBound, ObjectList.BoundPanel):
        pass


class SourceOnlyPanel(MultiFieldPanel):
    """A group of fields that the Chinese page alone has."""

    class BoundPanel(_SourceOnlyBound, MultiFieldPanel.BoundPanel):
        pass
