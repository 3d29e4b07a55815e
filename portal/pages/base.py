"""The base class of all pages, and the information page, which belongs to no domain."""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import FieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.log_actions import get_active_log_context
from wagtail.models import Locale, Page, PagePermissionTester
from wagtail_localize.fields import BaseTranslatableField

from portal.admin.edit_panels import FormRowsPanel, SourceOnlyPanel
from portal.admin.page_forms import BasePageForm
from portal.blocks import BodyBlock, figures
from portal.files.shown_picture import FIGURE, read_renditions
from portal.frame.context import language_links
from portal.pages.content import has_context, page_context, page_response
from portal.pages.permissions import page_policy, permissions_of
from portal.pages.publishing_rules import PublishingRules
from portal.pages.rows import DraftRows, Row
from portal.pages.sources import BodySource, SourceForm
from portal.translation.comparing import Kind, Unfinished
from portal.translation.locales import source_locale_id
from portal.translation.reader_note import reader_note
from portal.translation.reasons import refuse_unfinished
from portal.translation.untranslated import refuse_untranslated

SHORTEST_SLUG = 4  # the Latin letters of a Chinese title are often only a number or a letter
SLUG_LENGTH = 80


def facts_stay_on_source(*names: str) -> list[BaseTranslatableField]:
    """Return `override_translatable_fields` for fields and child relations of the Chinese page only.

    They are neither translated nor synchronised, so nothing is copied and nothing can differ
    (portal.translation.translation clears what Wagtail copies when it creates a translation).
    """
    return [BaseTranslatableField(name) for name in ("slug", "unfinished_rows", *names)]


class BasePage(DraftRows, PublishingRules, Page):
    """Chinese first: the zh-hans page is the source, an English page is the translation of a live Chinese one."""

    fact_relations: ClassVar[tuple[str, ...]] = ()
    slug_prefix: ClassVar[str] = "page"
    override_translatable_fields = facts_stay_on_source()
    base_form_class = BasePageForm
    show_in_menus_default = False
    # While a live page is saved: a save that changes no text (a lock, a new address) publishes nothing.
    is_only_saved = False

    class Meta:
        abstract = True

    @cached_property
    def source(self) -> BasePage:
        """The zh-hans page of this translation group; the page itself where it is the source."""
        if self.is_source:
            return self
        found = type(self).objects.filter(translation_key=self.translation_key, locale=source_locale_id()).first()
        return found or self

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Allow pages below Chinese ones only; English pages are made as translations."""
        return parent.locale_id == Locale.get_default().pk and bool(super().can_create_at(parent))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        read_renditions(figures(getattr(self, "body", ())), FIGURE)
        note = None if self.is_source else reader_note(self)
        own = {"language_links": language_links(request, self), "translation_note": note}
        return {**context, **own, **page_context(self, request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return page_response(self, request)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return addresses under SITE_URL, like every absolute address; the Site row may be outdated."""
        location = settings.SITE_URL + (self.get_url(request) or "")
        return [{**entry, "location": location} for entry in super().get_sitemap_urls(request)]

    @property
    def is_source(self) -> bool:
        return self.locale_id == source_locale_id()

    def get_admin_display_title(self) -> str:
        """Return the draft's title, or the published one for users who may not see the draft."""
        user = get_active_log_context().user
        is_told = self.live and self.draft_title == self.title
        if user is None or self.pk is None or is_told or page_policy().sees_draft(user, self):
            return str(super().get_admin_display_title())
        return str(self.title) if self.live else str(_("(unpublished page)"))

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return permissions_of(user, self)

    @classmethod
    def fact_names(cls) -> set[str]:
        """Return the fields and child relations that only the source page has."""
        return {field.field_name for field in cls.override_translatable_fields} - {"slug"}

    def spare_slug(self, title: str, parent: Page | None) -> str:
        """Return a free slug below `parent`: the title's Latin letters, else the kind of page and six digits."""
        latin = slugify(title)
        wanted = latin if len(latin) >= SHORTEST_SLUG else f"{self.slug_prefix}-{secrets.token_hex(3)}"
        return find_available_slug(parent, wanted[:SLUG_LENGTH]) if parent else wanted[:SLUG_LENGTH]

    def _set_core_field_defaults(self) -> None:
        placed = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if placed and not getattr(self, "slug", ""):
            self.slug = self.spare_slug(self.title, self.get_parent())
        super()._set_core_field_defaults()

    def publishing_faults(self) -> list[str]:
        """Return why this page may not go live, in the editor's language; empty: it may.

        A translation waits for its source, must not show Chinese, and shows what is not finished only with a reason.
        Kinds of pages add their own rules.
        """
        if self.is_source:
            return self.row_faults()
        sources = type(self).objects.filter(translation_key=self.translation_key, locale=Locale.get_default())
        if not sources.filter(live=True).exists():
            return [str(_("The Chinese page is not published, so its translation stays a draft."))]
        return [*refuse_untranslated(self), *refuse_unfinished(self)]

    def unfinished_facts(self) -> tuple[Unfinished, ...]:
        """Return facts of the source whose English words are outdated: those of sources; kinds of pages add theirs."""
        sources = None if self.is_source else getattr(self.source, "sources", None)
        if sources is None:
            return ()
        return tuple(
            Unfinished(Kind.OUTDATED, "sources", words.chinese, words.english, words.former)
            for source in sources.all()
            for words in source.outdated_english()
        )

    def save(self, clean: bool = True, *args: Any, **kwargs: Any) -> Any:
        """Save as Wagtail does; raises RefusedError for a live page that breaks a publishing rule."""
        if clean and self.live:
            self._set_core_field_defaults()
            self.is_only_saved = True
            try:
                self.refuse_faults()
            finally:
                self.is_only_saved = False
        return super().save(clean, *args, **kwargs)


class InfoPage(BasePage):
    """An explanation: how a factory gets listed, the five goals, about the portal."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)

    template = "portal/info_page.html"
    fact_relations = ("sources",)
    override_translatable_fields = facts_stay_on_source("sources", "confirmed_on")
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        SourceOnlyPanel(
            [
                FormRowsPanel("sources", form_class=SourceForm, label=_("source"), heading=_("sources")),
                FieldPanel("confirmed_on"),
            ],
            heading=_("Sources"),
        ),
    ]
    page_description = _("Explains rules, terms or the portal itself; every factual paragraph names its source.")

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


class InfoPageSource(Row, BodySource):
    """A source the page cites by number."""

    page = ParentalKey(InfoPage, on_delete=models.CASCADE, related_name="sources")

    class Meta(Row.Meta):
        ordering = ["sort_order", "number"]
        verbose_name = _("source of the page")


@checks.register
def every_page_type_says_what_it_shows(**_options: Any) -> list[checks.CheckMessage]:
    """Find page types for which no module registered `page_context`: their template would miss what it names."""
    return [
        checks.Error(
            f"{model.__name__} has no page_context",
            hint="Register one (portal.pages.content) and import its module when the app is ready.",
            obj=model,
            id="portal.E001",
        )
        for model in apps.get_models()
        if issubclass(model, BasePage) and not has_context(model)
    ]


@checks.register
def every_row_of_a_page_stays_on_its_source(**_options: Any) -> list[checks.CheckMessage]:
    """Find child rows that a translation would copy from the Chinese page: the two could differ."""
    return [
        checks.Error(
            f"{model.__name__}.{name} is copied to translations",
            hint="Name it in fact_relations, and pass those to facts_stay_on_source (portal.pages.base).",
            obj=model,
            id="portal.E002",
        )
        for model in apps.get_models()
        if issubclass(model, BasePage)
        for name in sorted(_own_rows(model) - (set(model.fact_relations) & model.fact_names()))
    ]


def _own_rows(model: type[BasePage]) -> set[str]:
    """Return the child relations of a page type without Wagtail's own (comments)."""
    relations = get_all_child_relations(model)
    return {one.get_accessor_name() for one in relations if not one.related_model.__module__.startswith("wagtail.")}
