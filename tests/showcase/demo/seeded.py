"""The story and the list of the demonstration that are seeded in tests."""

from wagtail.models import Locale

from showcase.models import StoryPage

CASE = "stenter-exhaust-heat-fengzhu"
LIST = "fujian-provincial-2023"


def english_of(page: StoryPage) -> StoryPage:
    return page.get_translation(Locale.objects.get(language_code="en")).specific
