"""The three kinds of story as flat lists in the admin, each with its filters."""

from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from showcase.admin.menu import SectionMenuItem
from showcase.stories.many.rights import cases_section_for
from showcase.stories.models import CaseStudyPage, PracticePage, StoryPage, TechnologyPage
from showcase.stories.word.rights import section_for
from showcase.vocabulary.models import Industry, Region, Technique


def _used(model: type[Any]) -> Any:
    """Return a queryset of terms that any story carries: all terms would make a filter of two thousand boxes."""
    return lambda _request: model.objects.filter(story_items__isnull=False).distinct()


class StoryFilterSet(PageFilterSet):
    industry = django_filters.ModelMultipleChoiceFilter(
        field_name="industry_items__tag",
        queryset=_used(Industry),
        label=_("Industry"),
        widget=forms.CheckboxSelectMultiple,
    )
    technique = django_filters.ModelMultipleChoiceFilter(
        field_name="technique_items__tag",
        queryset=_used(Technique),
        label=_("Technique"),
        widget=forms.CheckboxSelectMultiple,
    )
    region = django_filters.ModelMultipleChoiceFilter(
        field_name="region_items__region",
        queryset=_used(Region),
        label=_("Region"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = StoryPage
        fields = ["locale", "standing", "year"]


class CaseFilterSet(StoryFilterSet):
    class Meta:
        model = CaseStudyPage
        fields = ["locale", "standing", "case_depth", "year"]


class StoryIndexView(IndexView):
    """Wagtail's list, with a button for a new draft from a Word file."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        section = section_for(self.request.user, self.model.kind)
        buttons: list[Button] = super().header_buttons
        if section is not None:
            address = reverse("word_import_new", args=[section.pk])
            buttons = [*buttons, HeaderButton(_("From a Word file"), url=address, icon_name="doc-full")]
        return buttons


class StoryListing(PageListingViewSet):
    index_view_class = StoryIndexView
    filterset_class = StoryFilterSet
    add_to_admin_menu = True


class CaseIndexView(StoryIndexView):
    """The list of cases, with a button for many drafts from one workbook too."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_buttons
        if cases_section_for(self.request.user) is None:
            return buttons
        return [*buttons, HeaderButton(_("Cases from a table"), url=reverse("case_imports"), icon_name="table")]


class CaseListing(StoryListing):
    model = CaseStudyPage
    index_view_class = CaseIndexView
    filterset_class = CaseFilterSet
    icon = "openquote"
    menu_label = _("Case studies")
    menu_name = "cases"
    menu_order = 100
    menu_item_class = SectionMenuItem.of("cases")


class TechnologyListing(StoryListing):
    model = TechnologyPage
    icon = "cogs"
    menu_label = _("Technologies")
    menu_name = "technologies"
    menu_order = 110
    menu_item_class = SectionMenuItem.of("technologies")


class PracticeListing(StoryListing):
    model = PracticePage
    icon = "tasks"
    menu_label = _("Practices")
    menu_name = "practices"
    menu_order = 120
    menu_item_class = SectionMenuItem.of("practices")


LISTINGS = [
    CaseListing("admin_cases", url_prefix="cases"),
    TechnologyListing("admin_technologies", url_prefix="technologies"),
    PracticeListing("admin_practices", url_prefix="practices"),
]
