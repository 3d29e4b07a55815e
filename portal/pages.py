"""What every page of the site has, and the two page kinds that belong to no domain."""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.log_actions import get_active_log_context
from wagtail.models import Locale, Page, PagePermissionTester
from wagtail_localize.fields import BaseTranslatableField

from portal.blocks import BodyBlock
from portal.edit_panels import InlinePanel, SourceOnlyPanel
from portal.page_forms import BasePageForm
from portal.page_permissions import page_policy, permissions_of
from portal.publishing_rules import PublishingRules
from portal.rows import DraftRows, Row
from portal.sources import CitedSource
from portal.untranslated import refuse_untranslated

SHORTEST_SLUG = 4  # what a Chinese title keeps of Latin letters is often a number or a letter
SLUG_LENGTH = 80


def facts_stay_on_source(*names: str) -> list[BaseTranslatableField]:
    """For `override_translatable_fields`: these fields and child relations live on the Chinese source page alone.

    They are neither translated nor synchronised, so nothing is copied and nothing can drift
    (portal.translation clears what Wagtail copies when it creates a translation).
    """
    return [BaseTranslatableField(name) for name in ("slug", "unfinished_rows", *names)]


class BasePage(DraftRows, PublishingRules, Page):
    """Chinese first: the zh-hans page is the source, an English page is the translation of a live Chinese one."""

    fact_relations: ClassVar[tuple[str, ...]] = ()
    slug_prefix: ClassVar[str] = "page"
    override_translatable_fields = facts_stay_on_source()
    base_form_class = BasePageForm
    show_in_menus_default = False

    class Meta:
        abstract = True

    @cached_property
    def source(self) -> BasePage:
        """The zh-hans page of this translation group; the page itself where it is the source."""
        if self.locale_id == Locale.get_default().pk:
            return self
        found = type(self).objects.filter(translation_key=self.translation_key, locale=Locale.get_default()).first()
        return found or self

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.context import language_links

        context = super().get_context(request, *args, **kwargs)
        return {**context, "language_links": language_links(request, self)}

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Under SITE_URL, like every absolute address: the Site row keeps the address of the first start."""
        location = settings.SITE_URL + (self.get_url(request) or "")
        return [{**entry, "location": location} for entry in super().get_sitemap_urls(request)]

    @property
    def is_source(self) -> bool:
        return self.locale_id == Locale.get_default().pk

    def get_admin_display_title(self) -> str:
        """The draft's title; for who may not see the draft the published one, or none, wherever the admin names it."""
        user = get_active_log_context().user
        is_told = self.live and self.draft_title == self.title
        if user is None or self.pk is None or is_told or page_policy().sees_draft(user, self):
            return str(super().get_admin_display_title())
        return str(self.title) if self.live else str(_("(unpublished page)"))

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return permissions_of(user, self)

    @classmethod
    def fact_names(cls) -> set[str]:
        """Fields and child relations that stand on the source page alone."""
        return {field.field_name for field in cls.override_translatable_fields} - {"slug"}

    def spare_slug(self, title: str, parent: Page | None) -> str:
        """A free slug below `parent`: of the title's Latin letters, else the kind of page and six digits."""
        latin = slugify(title)
        wanted = latin if len(latin) >= SHORTEST_SLUG else f"{self.slug_prefix}-{secrets.token_hex(3)}"
        return find_available_slug(parent, wanted[:SLUG_LENGTH]) if parent else wanted[:SLUG_LENGTH]

    def _set_core_field_defaults(self) -> None:
        placed = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if placed and not getattr(self, "slug", ""):
            self.slug = self.spare_slug(self.title, self.get_parent())
        super()._set_core_field_defaults()

    def publishing_faults(self) -> list[str]:
        """Why this page may not go live, in the editor's language; empty = it may.

        A translation waits for its source, and shows no Chinese. Kinds of pages add their own rules.
        """
        if self.is_source:
            return self.row_faults()
        sources = type(self).objects.filter(translation_key=self.translation_key, locale=Locale.get_default())
        if not sources.filter(live=True).exists():
            return [str(_("The Chinese page is not published, so its translation stays a draft."))]
        return refuse_untranslated(self)

    def save(self, clean: bool = True, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's; a live page that breaks a publishing rule is not written (RefusedError)."""
        if clean and self.live:
            self._set_core_field_defaults()
            self.refuse_faults()
        return super().save(clean, *args, **kwargs)


class InfoPage(BasePage):
    """A page of explanation: how a factory gets listed, the five goals, about the portal."""

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
                InlinePanel("sources", label=_("source"), heading=_("sources")),
                FieldPanel("confirmed_on"),
            ],
            heading=_("Sources"),
        ),
    ]
    page_description = _("Explains rules, terms or the portal itself; every paragraph of fact names its source.")

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.info import info_context

        return {**super().get_context(request, *args, **kwargs), **info_context(self)}


class InfoPageSource(Row, CitedSource):
    """A source the page cites by number."""

    page = ParentalKey(InfoPage, on_delete=models.CASCADE, related_name="sources")

    class Meta(Row.Meta):
        pass
