"""The models of collections: the page, its chosen stories, and the section page that lists all collections."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, ObjectList, PageChooserPanel, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import Page

from portal.admin.edit_panels import FormRowsPanel, SourceOnlyPanel
from portal.pages.base import BasePage, facts_stay_on_source
from portal.pages.rows import Row
from portal.text.english_fields import refuse_chinese
from portal.translation.comparing import Kind, Unfinished
from showcase.collections.panel import HiddenStoriesPanel, RemarkForm
from showcase.collections.selection import Chosen, Fault, selection_faults
from showcase.stories.edit_panels import PROMOTE_PANELS

NAMED = 5
TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]

_MESSAGES = {
    Fault.TOO_FEW: _("Choose at least two stories."),
    Fault.REPEATED: _("Chosen more than once: %(titles)s."),
}


class CollectionIndexPage(BasePage):
    """The section page 专题: all collections."""

    introduction = models.TextField(_("introduction"), blank=True)

    template = "showcase/collection_index.html"
    max_count_per_parent = 1
    parent_page_types = ["showcase.HomePage"]
    subpage_types: ClassVar[list[str]] = ["showcase.CollectionPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("section of collections")
        verbose_name_plural = _("sections of collections")


class CollectionPage(BasePage):
    """专题: chosen stories in an order. Texts are translated; selection and order are on the Chinese page alone.

    The remark on a story stands beside it in both languages; the English one is shown on the English page, and may be
    given later.
    """

    summary = models.TextField(
        _("summary"), help_text=_("One or two sentences for lists: for whom it is, and what it helps with.")
    )
    introduction = RichTextField(
        _("introduction"),
        features=TEXT_FEATURES,
        help_text=_("What the stories have in common and how to read them. What a plant achieved is in its story."),
    )

    slug_prefix = "collection"
    template = "showcase/collection_page.html"
    fact_relations = ("items",)
    override_translatable_fields = facts_stay_on_source("items")
    parent_page_types = ["showcase.CollectionIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Chosen stories in an order, with an introduction and a remark on each.")
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldPanel("introduction"),
                    SourceOnlyPanel(
                        [
                            HiddenStoriesPanel(),
                            FormRowsPanel(
                                "items", form_class=RemarkForm, heading=_("Chosen stories"), label=_("story")
                            ),
                        ],
                        heading=_("The selection"),
                    ),
                ],
                heading=_("Text"),
            ),
            ObjectList(PROMOTE_PANELS, heading=_("Promote")),
        ]
    )

    class Meta:
        verbose_name = _("collection of stories")
        verbose_name_plural = _("collections of stories")

    def publishing_faults(self) -> list[str]:
        source: Any = self.source
        own = [_message(found.fault, found.titles) for found in selection_faults(_chosen(source))]
        if self.is_source and not strip_tags(self.introduction).strip():
            own.append(_now("Write the introduction."))
        return [*super().publishing_faults(), *(own if self.is_source else _english_faults(source))]

    def unfinished_facts(self) -> tuple[Unfinished, ...]:
        source: Any = self.source
        outdated = () if self.is_source else tuple(item.outdated_english() for item in source.items.all())
        return (*(one for one in outdated if one), *super().unfinished_facts())


class CollectionItem(Row):
    """A chosen story and the remark on it.

    `remark_en_for`: the Chinese remark that the English one was given for; empty: not known.
    """

    page = ParentalKey(CollectionPage, on_delete=models.CASCADE, related_name="items")
    story = models.ForeignKey(
        "showcase.StoryPage", on_delete=models.CASCADE, related_name="collection_items", verbose_name=_("story")
    )
    remark_zh = models.TextField(
        _("remark in Chinese"), max_length=500, help_text=_("Why it is here, and what to look at.")
    )
    remark_en = models.TextField(
        _("remark in English"), max_length=500, blank=True, help_text=_("For the English page; may be given later.")
    )
    remark_en_for = models.TextField(blank=True, default="", editable=False)

    panels = [
        PageChooserPanel("story", "showcase.StoryPage"),
        FieldPanel("remark_zh"),
        FieldPanel("remark_en"),
        FieldPanel("english_is_right"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("story of the collection")
        verbose_name_plural = _("stories of the collection")

    def clean(self) -> None:
        super().clean()
        refuse_chinese(self)

    def before_saving(self) -> None:
        self.note_translated()

    def note_translated(self, *, given: bool = False) -> None:
        """Note for which Chinese remark the English one is: where that is not known, or where it was `given` now."""
        if not self.remark_en:
            self.remark_en_for = ""
        elif given or not self.remark_en_for:
            self.remark_en_for = self.remark_zh

    def outdated_english(self) -> Unfinished | None:
        """Return the English remark where the Chinese one has been changed since it was given."""
        if not self.remark_en or self.remark_en_for in ("", self.remark_zh):
            return None
        return Unfinished(Kind.OUTDATED, "items", self.remark_zh, self.remark_en, self.remark_en_for)


def _chosen(page: CollectionPage) -> list[Chosen]:
    return [Chosen(item.story.translation_key, item.story.title) for item in page.items.select_related("story")]


def _message(fault: Fault, titles: tuple[str, ...]) -> str:
    named = ", ".join(f"“{title}”" for title in titles[:NAMED])
    return str(_MESSAGES[fault]) % {"titles": named}


def _english_faults(source: CollectionPage) -> list[str]:
    """Return why the English page may not go live: remarks without English words."""
    left = [item.story.title for item in source.items.select_related("story") if not item.remark_en.strip()]
    if not left:
        return []
    named = ", ".join(f"“{title}”" for title in left[:NAMED])
    return [_now("Remarks without English words, on: %(titles)s.") % {"titles": named}]
