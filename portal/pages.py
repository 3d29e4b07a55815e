"""What every page of the site has, and the two page kinds that belong to no domain."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Orderable, Page
from wagtail_localize.fields import BaseTranslatableField

from portal.blocks import BodyBlock
from portal.sources import CitedSource


def facts_stay_on_source(*names: str) -> list[BaseTranslatableField]:
    """For `override_translatable_fields`: these fields and child relations live on the Chinese source page alone.

    They are neither translated nor synchronised, so nothing is copied and nothing can drift
    (portal.translation clears what Wagtail copies when it creates a translation).
    """
    return [BaseTranslatableField(name) for name in ("slug", *names)]


class BasePage(Page):
    """Chinese first: the zh-hans page is the source, an English page is the translation of a live Chinese one."""

    fact_relations: ClassVar[tuple[str, ...]] = ()
    override_translatable_fields = facts_stay_on_source()
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

    @property
    def is_source(self) -> bool:
        return self.locale_id == Locale.get_default().pk


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
        InlinePanel("sources", label=_("source"), heading=_("sources")),
        FieldPanel("confirmed_on"),
    ]
    page_description = _("Explains rules, terms or the portal itself; every paragraph of fact names its source.")

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


class InfoPageSource(Orderable, CitedSource):
    page = ParentalKey(InfoPage, on_delete=models.CASCADE, related_name="sources")

    class Meta(Orderable.Meta):
        pass
