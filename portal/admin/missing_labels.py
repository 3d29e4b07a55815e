"""Labels that Wagtail and wagtail-localize leave English, or fix in the language of the first import.

A field or column without a label is called by its English name in code; a text that a module translates while it is
imported stays in the site's language for every user. tests/showcase/admin/test_admin_language.py finds such places.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.forms.workflows import WorkflowContentTypeForm, WorkflowPageForm
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.models import Site
from wagtail.sites.views import IndexView as SiteIndexView
from wagtail.users.forms import PagePermissionsForm
from wagtail_localize.views.report import TranslationsReportFilterSet

_LINK_LABELS = {
    "link_text": _("Link text"),
    "email_address": _("E-mail address"),
    "subject": _("Subject"),
    "body": _("Text of the e-mail"),
    "phone_number": _("Telephone number"),
}


def fill_in() -> None:
    """Give them labels in the language of whoever reads; once, when the apps are loaded."""
    for form in (WorkflowPageForm, PagePermissionsForm):
        form.base_fields["page"].label = _("Page")
    WorkflowContentTypeForm.base_fields["content_types"].label = _("Content types")
    for form in (ExternalLinkChooserForm, AnchorLinkChooserForm, EmailLinkChooserForm, PhoneLinkChooserForm):
        for name, field in form.base_fields.items():
            field.label = field.label or _LINK_LABELS[name]
    TranslationsReportFilterSet.base_filters["source_locale"].label = _("Source language")
    TranslationsReportFilterSet.base_filters["target_locale"].label = _("Target language")
    for column in SiteIndexView.columns:
        if column.name in {"port", "site_name", "root_page"}:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
    _translate_later()


def _translate_later() -> None:
    ChooserViewSet.choose_one_text = _("Choose")
    ChooserViewSet.choose_another_text = _("Choose another")
    ChooserViewSet.edit_item_text = _("Edit")
    ChooserViewSet.search_tab_label = _("Search")
    ChooserViewSet.create_action_label = _("Create")
    kind = RedirectsReportFilterSet.base_filters["is_permanent"]
    kind.label = _("Type")
    kind.extra.update(choices=[(True, _("Permanent")), (False, _("Temporary"))], empty_label=_("All"))
