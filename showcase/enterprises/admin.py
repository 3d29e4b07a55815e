"""Enterprises in the admin: drafts, preview, review; found by any name or code."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from portal.admin.chooser_forms import search_form
from portal.admin.edit_panels import InlinePanel
from portal.admin.row_forms import RowsForm
from portal.pages.visibility import in_force
from showcase.admin.fields import EXAMPLE_MARK, TermLinesField
from showcase.enterprises.finding import find_enterprises
from showcase.enterprises.merges import MAY_MERGE
from showcase.enterprises.models import Enterprise
from showcase.vocabulary.models import Industry

# Further buttons of an enterprise's page, which the layers above add.
BUTTONS: list[Callable[[Enterprise, Any], Button | None]] = []


class EnterpriseForm(RowsForm):
    industries = TermLinesField(
        queryset=Industry.objects.all(),
        required=False,
        label=_("Industries"),
        help_text=_("GB/T 4754 codes, one per line, for example C1713."),
    )


class EnterpriseChooseMixin:
    filter_form_class = search_form(_("Name or code"), find_enterprises)

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
        """Leave out merged records: their names find the enterprise they were merged into.

        Drafts are shown only to users who may view enterprises: they come from lists that are not published yet.
        """
        found = super().get_object_list().unmerged().select_related("region")  # type: ignore[misc]
        may_see = self.request.user.has_perm("showcase.view_enterprise")  # type: ignore[attr-defined]
        return found if may_see else found.filter(in_force())


class EnterpriseChooseView(EnterpriseChooseMixin, ChooseView):
    pass


class EnterpriseChooseResultsView(EnterpriseChooseMixin, ChooseResultsView):
    pass


class EnterpriseChooser(AdminSnippetChooser):
    """Says what its viewset says: Wagtail's makes texts of its own, once, in the language of that moment."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        del self.choose_one_text, self.choose_another_text, self.link_to_chosen_text


class EnterpriseChooserViewSet(SnippetChooserViewSet):
    base_widget_class = EnterpriseChooser
    choose_view_class = EnterpriseChooseView
    choose_results_view_class = EnterpriseChooseResultsView
    choose_one_text = _("Choose an enterprise")
    choose_another_text = _("Choose another enterprise")
    edit_item_text = _("Edit this enterprise")


class EnterpriseEditView(EditView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = self.object.head
        if kept != self.object:
            message = _("This record is merged into “%(kept)s” (portal number %(number)s): readers find it there.")
            messages.info(request, message % {"kept": kept.name_zh, "number": kept.number})
        return super().get(request, *args, **kwargs)

    @property
    def header_more_buttons(self) -> list[Button]:
        made = (button(self.object, self.request.user) for button in (merge_button, *BUTTONS))
        return [*super().header_more_buttons, *(button for button in made if button)]


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
    # Wagtail's own says Home in the language in which the site was started.
    breadcrumbs_items = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}]
    list_display = ["name_zh", "name_en", "credit_code", "region", MERGED_INTO]
    list_filter = ["live", "is_example", "region"]
    search_fields = ["name_zh"]  # shows the search box; EnterpriseIndexView decides what is searched
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
                        help_text=_("A title reported by a source but not confirmed by any list in our records."),
                    ),
                ],
                heading=_("Sources"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "links",
                        heading=_("Links to other enterprises"),
                        label=_("link"),
                        help_text=_(
                            "The park it is in, and the suppliers that it names: only what a source says, with that "
                            "source. Both enterprises show it. A further source is a further link."
                        ),
                    )
                ],
                heading=pgettext_lazy("tab", "Links"),
            ),
        ],
        base_form_class=EnterpriseForm,
    )


def merge_button(enterprise: Enterprise, user: Any) -> Button | None:
    """Return the button "Merge with another …" for users who may merge, else None."""
    if enterprise.pk is None or not user.has_perm(MAY_MERGE) or enterprise.head != enterprise:
        return None
    return Button(
        _("Merge with another …"), url=reverse("merge_choose", args=[enterprise.pk]), icon_name="link", priority=30
    )
