"""The admin's list of visits."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from showcase.admin.menu import SectionMenuItem
from showcase.visits.models import VisitPage


class VisitFilterSet(PageFilterSet):
    class Meta:
        model = VisitPage
        fields = ["locale", "is_cancelled"]


class VisitListing(PageListingViewSet):
    model = VisitPage
    icon = "calendar"
    add_to_admin_menu = True
    menu_label = _("Visits")
    menu_name = "visits"
    menu_order = 135
    menu_item_class = SectionMenuItem.of("visits")
    filterset_class = VisitFilterSet
