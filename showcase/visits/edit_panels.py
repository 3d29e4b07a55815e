"""The edit form of a visit: text, facts, promote. Times are China time, whatever time zone the editor has chosen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from portal.admin.edit_panels import MultipleChooserPanel, SourceOnlyTab
from portal.admin.page_forms import BasePageForm
from showcase.lists.edit_panels import BeijingTimeField

_CHINA_TIME = _("China time.")


class VisitForm(BasePageForm):
    """Reads and shows every time as China time."""

    begins_at = BeijingTimeField(label=_("begins at"), help_text=_CHINA_TIME)
    ends_at = BeijingTimeField(label=_("ends at"), help_text=_CHINA_TIME)
    registration_opens_at = BeijingTimeField(label=_("registration opens at"), help_text=_CHINA_TIME)
    registration_closes_at = BeijingTimeField(
        label=_("registration closes at"),
        help_text=_("China time. A seat is given when somebody confirms by the link in the mail, until this time."),
    )


FACT_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("begins_at"), FieldPanel("ends_at")]),
            FieldRowPanel([FieldPanel("region"), FieldPanel("spoken_language")]),
        ],
        heading=_("When and where"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("registration_opens_at"), FieldPanel("registration_closes_at")]),
            FieldPanel(
                "seats",
                help_text=_("Confirmed registrations hold them in the order of their confirmations; the others wait."),
            ),
        ],
        heading=_("Registration"),
    ),
    FieldPanel("host", help_text=_("Leave it empty where an organiser invites, and name them in the text.")),
    MultipleChooserPanel("story_items", chooser_field_name="target", heading=_("Stories seen there"), label=_("story")),
    MultiFieldPanel([FieldPanel("is_cancelled"), FieldPanel("is_example")], heading=_("State")),
]


def visit_tabs() -> TabbedInterface:
    """Return the tabs of the form; a translation has no facts to edit."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("introduction"),
                    FieldPanel("body"),
                    FieldPanel("address"),
                    FieldPanel("organiser"),
                    FieldPanel("price"),
                    FieldPanel("cancellation_note"),
                ],
                heading=_("Text"),
            ),
            SourceOnlyTab(FACT_PANELS, heading=_("Facts")),
            ObjectList(
                [
                    FieldPanel("slug"),
                    FieldPanel("seo_title"),
                    FieldPanel("search_description"),
                    PublishingPanel(),
                    CommentPanel(),
                ],
                heading=_("Promote"),
            ),
        ],
        base_form_class=VisitForm,
    )
