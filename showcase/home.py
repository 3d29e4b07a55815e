"""The home page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.pages.base import BasePage


class HomePage(BasePage):
    """Search box, matrix, notices open now, newest cases, tile map, how a factory gets listed."""

    headline = models.CharField(_("headline"), max_length=120)
    introduction = models.TextField(_("introduction"), blank=True)
    examples = models.TextField(
        _("example searches"), blank=True, help_text=_("One search per line, shown under the search box.")
    )

    template = "showcase/home.html"
    max_count_per_parent = 1
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("examples"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
