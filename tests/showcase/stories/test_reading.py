"""A story is listed once, in the reader's language where that is live and public, else in Chinese and marked."""

import pytest
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from showcase.models import StoryPage
from showcase.stories.card_builder import story_cards
from showcase.stories.reading import readings
from tests import factories as make

pytestmark = pytest.mark.django_db


def read_in(language):
    return readings(StoryPage.objects.sources().published().newest_first(), language)


def test_a_chinese_reader_gets_the_source_and_no_second_page():
    case = make.make_case("余热回收")
    make.make_translation(case)

    (reading,) = read_in("zh-hans")

    assert (reading.text.title, reading.is_fallback) == ("余热回收", False)


def test_an_english_reader_gets_the_live_translation():
    case = make.make_case("余热回收")
    make.make_translation(case, "Heat recovery")

    (reading,) = read_in("en")

    assert (reading.text.title, reading.language, reading.is_fallback) == ("Heat recovery", "en", False)
    assert reading.source.pk == case.pk


@pytest.mark.parametrize("reason", ["no translation", "a draft", "private"])
def test_what_an_english_reader_may_not_see_falls_back_to_chinese_marked_with_its_language(reason):
    case = make.make_case("余热回收")
    if reason != "no translation":
        english = make.make_translation(case, "Heat recovery", live=reason != "a draft")
    if reason == "private":
        PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)

    with override("en"):
        (card,) = story_cards(StoryPage.objects.sources().published())

    assert (card.title, card.language, card.is_fallback_language) == ("余热回收", "zh-hans", True)
    assert card.language_label == "中文"


def test_a_draft_or_private_story_is_not_listed_in_any_language():
    make.make_case("草稿", live=False)
    private = make.make_case("内部")
    make.make_translation(private, "Internal")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert read_in("zh-hans") == []
    assert read_in("en") == []


def test_a_card_leads_an_english_reader_to_the_english_page_and_reads_facts_from_the_source():
    enterprise = make.make_enterprise("示例纺织", "Example Textile")
    case = make.make_case("余热回收", enterprises=[enterprise], year=2023)
    english = make.make_translation(case, "Heat recovery")

    with override("en"):
        (card,) = story_cards(StoryPage.objects.sources().published())

    assert card.url == english.get_url()
    assert (card.enterprise_names, card.year, card.place) == (("Example Textile",), "2023", "Jinjiang, Quanzhou")
    assert [figure.value for figure in card.effects] == ["1,200"]
    assert [chip.code for chip in card.techniques] == ["T02.01"]


def test_the_name_of_an_unpublished_enterprise_is_on_no_card():
    draft = make.make_enterprise("未公开企业", "Not Yet Public", live=False)
    make.make_case("余热回收", enterprises=[draft])

    (card,) = story_cards(StoryPage.objects.sources().published())

    assert card.enterprise_names == ()
