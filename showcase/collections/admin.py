"""Collections as a flat list in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.pages import PageListingViewSet

from showcase.admin.menu import SectionMenuItem
from showcase.collections.models import CollectionPage


class CollectionListing(PageListingViewSet):
    """The list of collections; its address has another name than Wagtail's collections of files."""

    model = CollectionPage
    icon = "list-ol"
    menu_label = _("Collections of stories")
    menu_name = "story-collections"
    menu_order = 125
    menu_item_class = SectionMenuItem.of("collections")
    add_to_admin_menu = True


LISTING = CollectionListing("admin_collections", url_prefix="story-collections")
