"""Industries, techniques and regions: their names, stories and the other axis of the matrix."""

import pytest
from django.test import Client

from showcase.models import IndustrySource, Technique
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    return [
        make.make_case("印染余热", industries=["C1713"], techniques=["T02.01"]),
        make.make_technology("化工余热", industries=["C26"], techniques=["T02.01"], regions=[]),
        make.make_practice("中水", industries=["C17"], techniques=["T08.03"], regions=["350500"]),
    ]


def titles(response):
    return sorted(card.title for card in response.context["cards"])


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/techniques/T02/", ["化工余热", "印染余热"]),
        ("/techniques/T08.03/", ["中水"]),
        ("/industries/G08/", ["中水", "印染余热"]),
        ("/industries/C171/", ["印染余热"]),
        ("/industries/C/", ["中水", "化工余热", "印染余热"]),
        ("/regions/350000/", ["中水", "印染余热"]),
        ("/regions/350582/", ["印染余热"]),
    ],
)
def test_a_term_lists_what_carries_it_or_something_below_it(stories, client: Client, address, found):
    response = client.get(address)

    assert titles(response) == found
    assert response.context["total"] == len(found)


def test_the_other_axis_is_a_bar_list_that_leads_to_the_search(stories, client: Client):
    bars = client.get("/en/techniques/T02/").context["bars"]

    assert [(bar.label, bar.value, bar.share) for bar in bars] == [
        ("Petrochemicals and chemicals", 1, 100),
        ("Textiles", 1, 100),
    ]
    assert bars[1].url == "/en/search/?technique=T02&industry=G08"


def test_a_group_shows_what_is_within_it_with_counts(stories, client: Client):
    assert [(chip.code, chip.count) for chip in client.get("/techniques/T02/").context["children"]] == [("T02.01", 2)]
    assert [(chip.code, chip.count) for chip in client.get("/industries/G08/").context["children"]] == [("C17", 2)]
    assert [(chip.code, chip.count) for chip in client.get("/regions/350000/").context["children"]] == [("350500", 2)]


def test_a_technique_shows_its_definition_in_the_reader_s_language_and_all_its_names(client: Client):
    make.technique("T02.01")
    Technique.objects.filter(code="T02.01").update(definition_zh="回收废热", definition_en="Using waste heat")

    term = client.get("/en/techniques/T02.01/").context["term"]

    assert (term.label, term.other_name, term.definition) == ("Waste heat recovery", "余热回收", "Using waste heat")
    assert "废热回收" in term.aliases
    assert "WHR" in term.aliases


def test_an_industry_shows_where_its_energy_goes_with_sources(client: Client):
    make.industry("C17")
    group = make.industry("G08")
    group.profile_zh, group.profile_en = (
        "蒸汽最多。[1]\n热随废气排出。[portal]",
        "Mostly steam. [1]\nHeat leaves. [portal]",
    )
    group.sources.add(IndustrySource(number=1, publisher="示例协会", title="行业用能", date="2020"))
    group.save()

    chinese = client.get("/industries/G08/")
    english = client.get("/en/industries/G08/").content.decode()

    assert [(line.text, line.citations, line.own) for line in chinese.context["term"].profile] == [
        ("蒸汽最多。", (1,), False),
        ("热随废气排出。", (), True),
    ]
    assert "示例协会" in chinese.content.decode()
    assert "Mostly steam." in english
    assert "Where energy, water and waste go" in english


def test_a_section_letter_is_a_plain_page_that_leads_to_no_search(stories, client: Client):
    context = client.get("/industries/C/").context

    assert context["search_url_all"] == ""
    assert context["bars"] == ()


def test_a_region_shows_its_published_units_with_what_is_in_force(client: Client):
    listed, other = make.make_enterprise("在册", "Zaice"), make.make_enterprise("别家", "Biejia")
    make.make_enterprise("草稿", live=False)
    make.make_enterprise("外省", region_code="360000")
    make.make_announcement(entries=[other], live=True)

    cards = client.get("/en/regions/350500/").context["enterprises"]

    assert [(card.name, card.standing_label) for card in cards] == [
        ("Biejia", "On the list: Provincial green factory"),
        ("Zaice", ""),
    ]
    assert listed.name_en == cards[1].name


@pytest.mark.parametrize(
    "address",
    [
        "/industries/C99/",
        "/industries/G99/",
        "/industries/xyz/",
        "/techniques/T99/",
        "/techniques/T02.99/",
        "/techniques/t02/",
        "/regions/999999/",
        "/regions/35/",
        "/industries/Z/",
        "/techniques/T02.01/%00",
    ],
)
def test_a_code_that_does_not_exist_is_not_found(client: Client, address):
    assert client.get(address).status_code == 404


def test_drafts_are_on_no_term_page(client: Client):
    make.make_case("草稿", live=False)

    assert titles(client.get("/techniques/T02/")) == []
