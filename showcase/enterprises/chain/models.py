"""The table of links between enterprises."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from portal.pages.rows import Row
from portal.pages.sources import CitedSource
from showcase.enterprises.choices import LinkKind


class EnterpriseLink(Row, CitedSource):
    """What one source says of the enterprise and another one; a further source is a further row.

    The source is in the row, because it is shown on the pages of both.
    """

    # No field of the table: the source stands beside the link and is not cited by a text.
    number = None  # type: ignore[assignment]
    enterprise = ParentalKey("showcase.Enterprise", on_delete=models.CASCADE, related_name="links")
    link = models.CharField(_("link"), max_length=16, choices=LinkKind)
    other = models.ForeignKey(
        "showcase.Enterprise", on_delete=models.CASCADE, related_name="links_here", verbose_name=_("other enterprise")
    )

    panels = [
        FieldRowPanel([FieldPanel("link"), FieldPanel("other")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("publisher_en")]),
        FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
        FieldPanel("title_is_topic"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("date_note_zh"), FieldPanel("date_note_en")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("link to another enterprise")
        verbose_name_plural = _("links to other enterprises")
        constraints = [
            models.CheckConstraint(condition=~Q(publisher="") & ~Q(title=""), name="link_has_source"),
            models.CheckConstraint(condition=~Q(enterprise=F("other")), name="link_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.get_link_display()}: {self.other}"
