"""What else editors can find a page by, besides its title."""

from django.db.models import Q

from showcase.enterprises.models import Enterprise
from showcase.enterprises.name_keys import bearing

NAMES_OF_PAGES = (
    "storypage__industry_items__tag__code",
    "storypage__technique_items__tag__code",
    "announcementpage__document_number",
)


def about_enterprises(word: str) -> Q:
    """Return a filter on pages: stories about an enterprise of this name, merged records included."""
    found = Enterprise.objects.filter(bearing(word, drafts=True)).values("pk")
    enterprise = "storypage__enterprise_items__enterprise"
    return Q(**{f"{enterprise}__in": found}) | Q(**{f"{enterprise}__merged__into__in": found})
