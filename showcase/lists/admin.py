"""The admin's listings, forms and choosers of announcements and their rows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets import AdminPageChooser

from portal.admin.chooser_forms import search_form
from portal.refusals import RefusedError
from showcase.admin.fields import EXAMPLE_MARK
from showcase.admin.menu import SectionMenuItem
from showcase.lists.models import AnnouncementPage, ListEntry


class AnnouncementFilterSet(PageFilterSet):
    class Meta:
        model = AnnouncementPage
        fields = ["locale", "kind", "level", "year", "basis", "coverage"]


class AnnouncementListing(PageListingViewSet):
    model = AnnouncementPage
    icon = "clipboard-list"
    add_to_admin_menu = True
    menu_label = _("Announcements")
    menu_name = "announcements"
    menu_order = 140
    menu_item_class = SectionMenuItem.of("notices")
    filterset_class = AnnouncementFilterSet


class EntryForm(WagtailAdminModelForm):
    """The form of a row of a pending list: once its events are written, no form changes a row."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        announcements = [cleaned.get("announcement")]
        if self.instance.pk:
            announcements.append(ListEntry.objects.get(pk=self.instance.pk).announcement)
        if any(found is not None and found.is_locked for found in announcements):
            raise ValidationError(_("This list is published: its rows are fixed. Record a correction as a new event."))
        return cleaned


class EntryDeleteView(DeleteView):
    def form_valid(self, form: forms.Form) -> Any:
        if self.object.announcement.is_locked:
            raise RefusedError(_("This list is published: its rows are fixed. Record a correction as a new event."))
        return super().form_valid(form)


class EntryIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[ListEntry]:
        found: QuerySet[ListEntry] = super().get_base_queryset()
        return found.select_related("announcement", "programme", "enterprise")


class EntryFilterSet(WagtailFilterSet):
    class Meta:
        model = ListEntry
        fields = ["announcement", "programme", "action"]


class NoticeChooser(AdminPageChooser):
    """Wagtail's, whose text with the name of the type is made once, in the language of that moment."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"target_models": [AnnouncementPage], **kwargs})
        self.choose_one_text = _("Choose an announcement")


class EntryViewSet(ModelViewSet):
    model = ListEntry
    name = "entries"
    icon = "list-ol"
    add_to_admin_menu = True
    menu_label = _("Entries of lists")
    menu_name = "entries"
    menu_order = 145
    index_view_class = EntryIndexView
    delete_view_class = EntryDeleteView
    copy_view_enabled = False
    list_display = ["name", "announcement", "serial", "programme", "enterprise", "action"]
    list_per_page = 50
    filterset_class = EntryFilterSet
    search_fields = ["name", "former_name", "serial", "enterprise__name_zh", "enterprise__name_en"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("announcement", widget=NoticeChooser),
            FieldRowPanel([FieldPanel("position"), FieldPanel("serial"), FieldPanel("action")]),
            FieldRowPanel([FieldPanel("name"), FieldPanel("former_name")]),
            FieldRowPanel([FieldPanel("enterprise"), FieldPanel("programme"), FieldPanel("region")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("region_printed"), FieldPanel("industry_printed")]),
                    FieldRowPanel([FieldPanel("evaluator_printed"), FieldPanel("product_printed")]),
                    FieldPanel("reason_printed"),
                ],
                heading=_("As printed"),
            ),
        ],
        base_form_class=EntryForm,
    )


class EntryChooseMixin:
    filter_form_class = search_form(_("Name"), lambda entries, text: entries.filter(name__icontains=text))

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, EXAMPLE_MARK]  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Any]:
        return super().get_object_list().annotate(is_example=F("announcement__is_example"))  # type: ignore[misc]


class EntryChooseView(EntryChooseMixin, ChooseView):
    pass


class EntryChooseResultsView(EntryChooseMixin, ChooseResultsView):
    pass


ENTRY_CHOOSER = ChooserViewSet(
    "choose_entry",
    model=ListEntry,
    icon="list-ol",
    choose_view_class=EntryChooseView,
    choose_results_view_class=EntryChooseResultsView,
    choose_one_text=_("Choose an entry"),
    choose_another_text=_("Choose another entry"),
)
