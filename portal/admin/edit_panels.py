"""Panels of the admin's edit form of pages."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin import panels
from wagtail.admin.panels import MultiFieldPanel, ObjectList
from wagtail.admin.panels.base import get_form_for_model
from wagtail.models import Locale

from portal.admin.row_forms import RowFormSet


class _Rows:
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()  # type: ignore[misc]
        for rows in options["formsets"].values():
            rows["formset"] = RowFormSet
        return options


class InlinePanel(_Rows, panels.InlinePanel):
    """Wagtail's panel, with rows that are saved once and may be incomplete in a draft."""


class FormRowsPanel(InlinePanel):
    """The same with a form of its own for each row."""

    def __init__(self, *args: Any, form_class: type[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self) -> dict[str, Any]:
        """Use the form for the rows; what a draft may lack stays as Wagtail has it."""
        options = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model, form_class=self.form_class, defer_required_on_fields=deferred
        )
        return options


class PlainFieldsPanel(MultiFieldPanel):
    """Fields side by side, without Wagtail's frame around each and without comments on them.

    The frame is a kilobyte a field, and a row of sources has eleven.
    """

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "portal/admin/plain_fields.html"


class MultipleChooserPanel(_Rows, panels.MultipleChooserPanel):
    """The same for rows that are chosen several at a time."""


def is_translation(page: Any) -> bool:
    """Say whether this page, saved or not, is in another language than the sources."""
    return bool(page is not None and page.locale_id and page.locale_id != Locale.get_default().pk)


class _SourceOnlyBound:
    """A bound panel without children on a translation: its fields are not in that form either."""

    @cached_property
    def children(self) -> list[Any]:
        return [] if is_translation(self.instance) else super().children  # type: ignore[attr-defined,misc]


class SourceOnlyTab(ObjectList):
    """A tab that only the Chinese page has: facts are on the source."""

    class BoundPanel(_SourceOnlyBound, ObjectList.BoundPanel):
        pass


class SourceOnlyPanel(MultiFieldPanel):
    """A group of fields that only the Chinese page has."""

    class BoundPanel(_SourceOnlyBound, MultiFieldPanel.BoundPanel):
        pass
