"""The models of announcements and their rows. Their events, from which the register follows: `register.events`."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.blocks import BodyBlock
from portal.pages.base import BasePage, facts_stay_on_source
from portal.pages.rows import Row
from portal.pages.sources import BodySource
from portal.text.dates import Precision
from showcase.lists.choices import AnnouncementKind, Basis, Coverage, EntryAction
from showcase.lists.document_numbers import DocumentNumberError, parse_document_number
from showcase.lists.edit_panels import announcement_tabs
from showcase.lists.online_objections import online_faults
from showcase.lists.publishing.coverage import count_fault
from showcase.lists.publishing.early import early_faults
from showcase.lists.screening.notices import personal_data_faults
from showcase.lists.tracing.recording import change_faults

_DOCUMENT_NUMBER_FAULTS = {
    "form": _("A document number looks like 闽工信规〔2025〕3号."),
    "issuer": _("The document number must begin with its issuer in two or more Chinese characters."),
    "year": _("The year of the document number must have four digits."),
    "serial": _("The serial of the document number must be a number from 1."),
}


class AnnouncementIndexPage(BasePage):
    """公示公告: all announcements, newest first."""

    introduction = models.TextField(_("introduction"), blank=True)

    template = "showcase/announcement_index.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["showcase.HomePage"]
    subpage_types = ["showcase.AnnouncementPage"]

    class Meta:
        verbose_name = _("announcement section")
        verbose_name_plural = _("announcement sections")


class AnnouncementPage(BasePage):
    """A notice of a proposed list, a final list or an adjustment, with its basis and coverage."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text of the notice"))
    kind = models.CharField(_("kind"), max_length=16, choices=AnnouncementKind)
    level = models.ForeignKey("showcase.Level", on_delete=models.PROTECT, related_name="+", verbose_name=_("level"))
    year = models.PositiveSmallIntegerField(_("year"))
    batch = models.CharField(
        _("batch"),
        max_length=32,
        blank=True,
        help_text=_("For example 第五批, for lists published in numbered batches."),
    )
    issuer = models.CharField(_("issuer"), max_length=255, blank=True)
    document_number = models.CharField(_("document number"), max_length=64, blank=True)
    published_on = models.DateField(_("date of the notice"), null=True, blank=True)
    effective_on = models.DateField(
        _("effective on"),
        help_text=_("A final list known only by its year is treated as effective from 31 December of that year."),
    )
    effective_precision = models.CharField(
        _("precision of the date"), max_length=8, choices=Precision, default=Precision.DAY
    )
    objections_from = models.DateField(_("objections from"), null=True, blank=True)
    objections_until = models.DateTimeField(_("objections until"), null=True, blank=True)
    office_contact = models.TextField(_("contact of the responsible office"), blank=True)
    discipline_contact = models.TextField(_("contact of the discipline office"), blank=True)
    takes_objections_online = models.BooleanField(
        _("also receives objections through the online form"),
        default=False,
        help_text=_(
            "In addition to both contacts, during the objection period. Only the group that handles "
            "objections reads them; the public sees only their number."
        ),
    )
    basis = models.CharField(_("basis"), max_length=16, choices=Basis)
    coverage = models.CharField(_("coverage"), max_length=16, choices=Coverage, default=Coverage.UNKNOWN)
    stated_total = models.PositiveIntegerField(
        _("total number of units stated in the notice"), null=True, blank=True, help_text=_("The N in “n of N”.")
    )
    count_note = models.TextField(
        _("why the counts differ"),
        blank=True,
        help_text=_("Where the text and the rows do not agree; shown with the list."),
    )
    decides = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_by",
        verbose_name=_("decides on the proposal"),
    )
    early_reason = models.TextField(
        _("reason for publishing before the objection period ends"),
        blank=True,
        help_text=_(
            "For a final list published during the objection period of its proposal: shown permanently on its page."
        ),
    )
    change_reason = models.TextField(
        _("reason for the change"),
        blank=True,
        help_text=_(
            "Required when dates, contacts or the document number of a published notice change. Readers see the "
            "old value, the new value, the time of the change and this reason."
        ),
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason for the withdrawal"), blank=True)
    is_example = models.BooleanField(_("invented for demonstration"), default=False)
    events_recorded_at = models.DateTimeField(null=True, blank=True, editable=False)

    template = "showcase/announcement_page.html"
    slug_prefix = "notice"
    edit_handler = announcement_tabs()
    parent_page_types = ["showcase.AnnouncementIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    fact_relations = ("sources",)
    override_translatable_fields = facts_stay_on_source(
        "kind",
        "level",
        "year",
        "batch",
        "issuer",
        "document_number",
        "published_on",
        "effective_on",
        "effective_precision",
        "objections_from",
        "objections_until",
        "office_contact",
        "discipline_contact",
        "takes_objections_online",
        "basis",
        "coverage",
        "stated_total",
        "count_note",
        "decides",
        "early_reason",
        "change_reason",
        "withdrawn_on",
        "withdrawal_reason",
        "is_example",
        "sources",
    )
    page_description = _(
        "A proposed list, a final list or an adjustment. Publishing it records its events permanently."
    )

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def clean(self) -> None:
        super().clean()
        if self.document_number:
            try:
                self.document_number = str(parse_document_number(self.document_number))
            except DocumentNumberError as error:
                raise ValidationError({"document_number": _DOCUMENT_NUMBER_FAULTS[error.fault]}) from error
        if self.basis == Basis.PRESS and self.published_on and self.objections_until:
            raise ValidationError({"objections_until": _("A list based on press reports receives no objections.")})
        if self.is_source and (online := online_faults(self)):
            raise ValidationError({"takes_objections_online": online})

    @property
    def is_locked(self) -> bool:
        """Whether its events are written: then rows and events are fixed, and corrections are new events."""
        return self.source.events_recorded_at is not None

    def publishing_faults(self) -> list[str]:
        own = self._notice_faults() if self.is_source else []
        return [*super().publishing_faults(), *own, *personal_data_faults(self)]

    def _notice_faults(self) -> list[str]:
        faults = [*online_faults(self), *early_faults(self), *change_faults(self)]
        if self.kind == AnnouncementKind.PROPOSAL and self.basis != Basis.PRESS:
            if not (self.office_contact and self.discipline_contact):
                faults.append(str(_("An official proposal needs both contacts.")))
            if not self.objections_until:
                faults.append(str(_("An official proposal needs the end of its objection window.")))
        if self.expire_at is not None:
            faults.append(str(_("An announcement is never unpublished, so it has no expiry date.")))
        if fault := count_fault(self):
            faults.append(fault)
        return faults


class AnnouncementSource(Row, BodySource):
    """A source the announcement cites by number."""

    page = ParentalKey(AnnouncementPage, on_delete=models.CASCADE, related_name="sources")

    class Meta(Row.Meta):
        ordering = ["sort_order", "number"]
        verbose_name = _("source of the notice")


class PrintedRow(models.Model):
    """What a list prints of one unit: the columns that an import reads, previews (ImportRow) and stores (ListEntry).

    A new field needs its column in `importing.rows` and its place in preview, form and table;
    `test_printed_columns` follows each from a file to the page.
    """

    serial = models.CharField(_("serial number as printed"), max_length=32, blank=True)
    name = models.CharField(_("name as printed"), max_length=255)
    former_name = models.CharField(_("former name as printed"), max_length=255, blank=True)
    region_printed = models.CharField(_("region as printed"), max_length=255, blank=True)
    industry_printed = models.CharField(_("industry as printed"), max_length=255, blank=True)
    evaluator_printed = models.CharField(_("evaluator as printed"), max_length=255, blank=True)
    product_printed = models.CharField(_("product as printed"), max_length=255, blank=True)
    reason_printed = models.TextField(_("reason as printed"), blank=True)

    class Meta:
        abstract = True


PRINTED_FIELDS = tuple(field.name for field in PrintedRow._meta.local_fields)


class ListEntry(PrintedRow):
    """A row as printed. Not a child row of the page, because 5,000 of them would slow down each publish."""

    announcement = models.ForeignKey(
        AnnouncementPage, on_delete=models.PROTECT, related_name="entries", verbose_name=_("announcement")
    )
    position = models.PositiveIntegerField(_("position"))
    action = models.CharField(_("action"), max_length=16, choices=EntryAction, default=EntryAction.LIST)
    programme = models.ForeignKey(
        "showcase.Programme", on_delete=models.PROTECT, related_name="entries", verbose_name=_("programme")
    )
    enterprise = models.ForeignKey(
        "showcase.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("enterprise"),
    )
    region = models.ForeignKey(
        "showcase.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_sheet = models.CharField(_("sheet or page"), max_length=64, blank=True)
    file_row = models.PositiveIntegerField(_("row"), null=True, blank=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["announcement", "position"]
        constraints = [models.UniqueConstraint(fields=["announcement", "position"], name="unique_entry_position")]

    def __str__(self) -> str:
        return self.name
