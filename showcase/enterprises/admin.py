"""Enterprises in the admin: drafts, preview, review; found by any name or code."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from portal.edit_panels import InlinePanel
from portal.row_forms import RowsForm
from portal.visibility import in_force
from showcase.admin_fields import EXAMPLE_MARK, TermLinesField
from showcase.enterprises.finding import find_enterprises
from showcase.enterprises.merging.views import merge_button
from showcase.enterprises.models import Enterprise
from showcase.vocabulary.models import Industry


class EnterpriseForm(RowsForm):
    industries = TermLinesField(
        queryset=Industry.objects.all(),
        required=False,
        label=_("Industries"),
        help_text=_("Codes of GB/T 4754, one a line: C1713."),
    )


class EnterpriseFilterForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Name or code"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Name or code")})
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return find_enterprises(objects, query)


class EnterpriseChooseMixin:
    filter_form_class = EnterpriseFilterForm

    @property
    def columns(self) -> list[Column]:
        columns = super().columns  # type: ignore[misc]
        return [
            *columns,
            Column("name_en", label=_("Name in English"), accessor="name_en"),
            Column("region", label=_("Region"), accessor="region"),
            EXAMPLE_MARK,
        ]

    def get_object_list(self) -> QuerySet[Any]:
        """A merged record is never chosen anew: its names find the enterprise that it counts as.

        Drafts are for those who keep enterprises: they come from lists that are not published yet.
        """
        found = super().get_object_list().unmerged().select_related("region")  # type: ignore[misc]
        may_see = self.request.user.has_perm("showcase.view_enterprise")  # type: ignore[attr-defined]
        return found if may_see else found.filter(in_force())


class EnterpriseChooseView(EnterpriseChooseMixin, ChooseView):
    pass


class EnterpriseChooseResultsView(EnterpriseChooseMixin, ChooseResultsView):
    pass


class EnterpriseChooserViewSet(SnippetChooserViewSet):
    choose_view_class = EnterpriseChooseView
    choose_results_view_class = EnterpriseChooseResultsView
    choose_one_text = _("Choose an enterprise")
    choose_another_text = _("Choose another enterprise")


class EnterpriseEditView(EditView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = self.object.head
        if kept != self.object:
            said = _("This record counts as “%(kept)s” (portal number %(number)s): readers find it there.")
            messages.info(request, said % {"kept": kept.name_zh, "number": kept.number})
        return super().get(request, *args, **kwargs)

    @property
    def header_more_buttons(self) -> list[Button]:
        button = merge_button(self.object, self.request.user)
        return [*super().header_more_buttons, *([button] if button else [])]


class EnterpriseIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("region", "merged__into")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return find_enterprises(queryset, self.search_query) if self.is_searching else queryset


MERGED_INTO = Column("merged", label=_("Merged into"), accessor=lambda unit: "" if unit.head == unit else unit.head)

PROFILE_PANELS = [
    FieldPanel("name_zh"),
    FieldPanel("name_en"),
    FieldRowPanel([FieldPanel("credit_code"), FieldPanel("region")]),
    FieldPanel("industries"),
    FieldRowPanel([FieldPanel("size"), FieldPanel("size_source_number")]),
    InlinePanel(
        "former_names",
        panels=[FieldRowPanel([FieldPanel("name_zh"), FieldPanel("name_en"), FieldPanel("until")])],
        heading=_("Former names"),
        label=_("former name"),
    ),
    MultiFieldPanel([FieldPanel("note_zh"), FieldPanel("note_en")], heading=_("Note")),
    FieldPanel("is_example"),
]


class EnterpriseViewSet(SnippetViewSet):
    model = Enterprise
    icon = "group"
    add_to_admin_menu = True
    menu_label = _("Enterprises")
    menu_name = "enterprises"
    menu_order = 130
    index_view_class = EnterpriseIndexView
    edit_view_class = EnterpriseEditView
    chooser_viewset_class = EnterpriseChooserViewSet
    list_display = ["name_zh", "name_en", "credit_code", "region", MERGED_INTO]
    list_filter = ["live", "is_example", "region"]
    search_fields = ["name_zh"]  # shows the search box; what is searched is said in EnterpriseIndexView
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = TabbedInterface(
        [
            ObjectList(PROFILE_PANELS, heading=_("Enterprise profile")),
            ObjectList(
                [
                    InlinePanel("sources", heading=_("Sources"), label=_("source")),
                    InlinePanel(
                        "mentions",
                        heading=_("Other mentions"),
                        label=_("other mention"),
                        help_text=_("A title that a source reports and no list in our records confirms."),
                    ),
                ],
                heading=_("Sources"),
            ),
        ],
        base_form_class=EnterpriseForm,
    )
