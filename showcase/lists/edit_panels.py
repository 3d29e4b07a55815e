"""The edit form of an announcement. Once its events are written, the fields that they copied are fixed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminDateTimeInput

from portal.admin.edit_panels import FormRowsPanel, SourceOnlyTab
from portal.admin.page_forms import BasePageForm
from portal.guides.links import explained
from portal.pages.sources import SourceForm
from showcase.lists.notice_state import SHANGHAI

# What every event of the announcement carries; corrections are new events.
FIXED_BY_EVENTS = ("kind", "level", "year", "effective_on", "effective_precision", "basis", "decides")


class BeijingTimeField(forms.DateTimeField):
    """A moment as a notice prints it: China time, whatever time zone the editor has chosen."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> Any:
        with timezone.override(SHANGHAI):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(SHANGHAI):
            return super().prepare_value(value)


class AnnouncementForm(BasePageForm):
    """Shows the fixed fields, disabled, once events are written."""

    objections_until = BeijingTimeField(
        required=False,
        label=_("objections until"),
        help_text=_("China time, as printed: the online form closes at exactly this time."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.is_locked:
            for name in FIXED_BY_EVENTS:
                if name in self.fields:
                    self.fields[name].disabled = True


NOTICE_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
            FieldRowPanel([FieldPanel("year"), FieldPanel("batch")]),
            FieldPanel("issuer"),
            FieldPanel(
                "document_number",
                help_text=_("As printed: 闽工信规〔2025〕1号. A list based on press reports has none."),
            ),
            FieldPanel("decides", help_text=_("For a final list: the proposal it decides on.")),
        ],
        heading=_("The notice"),
        help_text=explained("notice"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("published_on"),
            FieldRowPanel([FieldPanel("effective_on"), FieldPanel("effective_precision")]),
            FieldRowPanel([FieldPanel("objections_from"), FieldPanel("objections_until")]),
        ],
        heading=_("Dates"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("basis"),
                    FieldPanel(
                        "coverage", help_text=_("Set automatically from the counts where the notice states a total.")
                    ),
                ]
            ),
            FieldPanel("stated_total"),
            FieldPanel("count_note"),
            FieldPanel("is_example"),
        ],
        heading=_("Basis and coverage"),
        help_text=_(
            "What the list is based on, and how much of it is in our records: both are shown beside "
            "every number calculated from it."
        ),
    ),
    MultiFieldPanel(
        [FieldPanel("office_contact"), FieldPanel("discipline_contact"), FieldPanel("takes_objections_online")],
        heading=_("Contacts"),
        help_text=_("An official notice of a proposed list needs both."),
    ),
    MultiFieldPanel(
        [FieldPanel("change_reason"), FieldPanel("early_reason")],
        heading=_("Reasons that readers see"),
    ),
    MultiFieldPanel(
        [FieldPanel("withdrawn_on"), FieldPanel("withdrawal_reason")], heading=_("Withdrawal"), classname="collapsed"
    ),
]


def _sources_panel() -> FormRowsPanel:
    return FormRowsPanel("sources", form_class=SourceForm, heading=_("Sources"), label=_("source"))


def announcement_tabs() -> TabbedInterface:
    """Return the tabs text, notice, sources, promote. Rows are edited in the listing of entries."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title", help_text=_("The title as printed.")),
                    FieldPanel("introduction"),
                    FieldPanel("body"),
                ],
                heading=_("Text"),
            ),
            SourceOnlyTab(NOTICE_PANELS, heading=_("Notice")),
            SourceOnlyTab([_sources_panel()], heading=_("Sources")),
            ObjectList(
                [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), CommentPanel()],
                heading=_("Promote"),
            ),
        ],
        base_form_class=AnnouncementForm,
    )
