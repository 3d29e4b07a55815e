"""The form of a collection: its chosen stories, and which of them readers do not see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import Panel
from wagtail.models import Page

from portal.pages.visibility import public_pages


class RemarkForm(WagtailAdminModelForm):
    """A row of chosen stories: notes for which Chinese remark its English one was given."""

    english_is_right = forms.BooleanField(
        required=False,
        label=_("The English is right as it is"),
        help_text=_("After a change of the Chinese remark: tick it if the English words stay."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.note_translated()  # before what is posted changes the Chinese words

    def _post_clean(self) -> None:
        super()._post_clean()
        is_right = bool(self.cleaned_data.get("english_is_right"))
        self.instance.note_translated(given=is_right or "remark_en" in self.changed_data)


@dataclass(frozen=True, slots=True)
class HiddenStory:
    """A chosen story that is not public. `place`: its place in the selection, from 1."""

    place: int
    title: str


def hidden_stories(page: Any) -> Iterator[HiddenStory]:
    """Yield the chosen stories that readers do not see now, in the order of the selection."""
    items = list(page.items.all())
    shown = public_pages(Page.objects.filter(pk__in=[item.story_id for item in items]))
    public = set(shown.values_list("pk", flat=True))
    for place, item in enumerate(items, start=1):
        if item.story_id not in public:
            yield HiddenStory(place, item.story.get_admin_display_title())


class HiddenStoriesPanel(Panel):
    """Says which of the chosen stories are left out of the public page, because they are not public themselves."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "showcase/admin/hidden_stories.html"

        @cached_property
        def hidden(self) -> tuple[HiddenStory, ...]:
            return tuple(hidden_stories(self.instance)) if self.instance.pk else ()

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.hidden)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "hidden": self.hidden}
