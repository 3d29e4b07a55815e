"""Ranges, orders by amount and page sizes as a reader meets them."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from search.core import query
from search.page import search_page as page
from showcase.filters import FilterGroup
from showcase.models import Effect
from tests.factories import make_case, make_effect, paragraph
from tests.search.finding import found, ids, titles
from tests.search.scenes import lay_down, two_pages_of_stories

pytestmark = pytest.mark.usefixtures("index")


def saving(tonnes: float, **fields: Any) -> Effect:
    return make_effect(low=Decimal(str(tonnes)), high=Decimal(str(tonnes)), **fields)


def payback(years: float, **fields: Any) -> Effect:
    number = Decimal(str(years))
    given = {"quantity": "payback", "unit": "a", "per": "none", "direction": "level", **fields}
    return make_effect(low=number, high=number, **given)


def investment(yuan: int, **fields: Any) -> Effect:
    given = {"quantity": "investment", "unit": "CNY", "per": "none", "direction": "invested", **fields}
    return make_effect(low=Decimal(yuan), high=Decimal(yuan), **given)


@pytest.fixture
def eight(index: None) -> None:
    lay_down(stories_that_save)


def stories_that_save() -> None:
    """Eight stories that save 100, 200 … 800 tce a year, one with two paybacks, one with an expected saving alone."""
    for number in range(1, 9):
        effects = [saving(100 * number), investment(1_000_000 * number)]
        make_case(f"余热{number}", effects=[*effects, payback(2), payback(9)] if number == 1 else effects)
    make_case("余热待建", effects=[saving(9000, evidence="design_or_expected"), saving(70_000, scope="park")])


def groups(client: Client, address: str) -> dict[str, FilterGroup]:
    return {group.name: group for group in client.get(address).context["groups"]}


@pytest.mark.usefixtures("eight")
def test_ranges_show_from_eight_stories_on_with_their_counts(client: Client) -> None:
    energy = groups(client, "/en/search/")["energy"]

    shown = [(value.code, value.label, value.count) for value in energy.values]
    assert shown == [("-100", "up to 100", 1), ("100-500", "100–500", 5), ("500-1000", "500–1,000", 4)]
    assert energy.label == "Energy saved a year"
    assert energy.unit == "tce a year; 1 tce = 29.3 GJ"


@pytest.mark.usefixtures("eight")
def test_fewer_than_eight_get_one_line(client: Client) -> None:
    response = client.get("/en/search/")

    assert "payback" not in {group.name for group in response.context["groups"]}
    assert response.context["figure_choice"].notes == ("1 gives a payback",)
    assert "1 gives a payback" in response.content.decode()


@pytest.mark.usefixtures("eight")
def test_money_is_in_ten_thousands_in_chinese_and_millions_in_english(client: Client) -> None:
    chinese, english = groups(client, "/search/")["investment"], groups(client, "/en/search/")["investment"]

    assert [value.label for value in english.values] == ["up to 1", "1–5", "5–10"]
    assert [value.code for value in chinese.values] == [value.code for value in english.values]
    assert chinese.values[1].label == "100–500"
    assert english.unit == "CNY million"


@pytest.mark.usefixtures("eight")
def test_a_typed_range_leads_to_an_address_that_means_the_same_in_both_languages(client: Client) -> None:
    response = client.get("/en/search/?q=余热&investment_from=2.5&investment_to=&energy_from=&energy_to=")

    assert response.status_code == 302
    assert response["Location"].endswith("investment=2500000-")
    english, chinese = client.get(response["Location"]), client.get(response["Location"].removeprefix("/en"))
    assert english.context["total"] == chinese.context["total"] == 6
    (chip,) = english.context["chosen"]
    assert chip.label == "Investment: at least CNY 2.5 million"
    own = [value for value in groups(client, response["Location"])["investment"].values if value.selected]
    assert [(value.label, value.count) for value in own] == [("2.5 or more", 6)]


@pytest.mark.usefixtures("eight")
def test_a_fragment_names_the_address_to_keep_instead_of_leading_there(client: Client) -> None:
    fragment = client.get("/en/search/?energy_from=150&energy_to=&energy=-100", headers={"HX-Request": "true"})

    assert fragment.status_code == 200
    assert fragment["HX-Push-Url"] == "/en/search/?energy=-100&energy=150-"
    assert fragment.context["total"] == 8


@pytest.mark.usefixtures("eight")
def test_a_chosen_range_can_be_removed_and_stays_even_where_nothing_has_it(client: Client) -> None:
    response = client.get("/en/search/?payback=0.1-0.2&energy=100-500")

    chosen = {chip.code: chip for chip in response.context["chosen"]}
    assert chosen["100-500"].label == "Energy saved a year: 100–500 tce a year (about 2.93–14.7 TJ)"
    without = client.get(f"/en/search/{chosen['0.1-0.2'].remove_url}")
    assert (response.context["total"], without.context["total"]) == (0, 5)
    boxes = {group.name: group.values for group in response.context["groups"]}["payback"]
    assert [(value.label, value.count) for value in boxes if value.selected] == [("0.1–0.2", 0)]


@pytest.mark.usefixtures("eight")
def test_expected_figures_and_those_of_parks_count_only_when_the_reader_widens_them(client: Client) -> None:
    assert found(client, energy="5000-")["total"] == 0

    widened = client.get("/en/search/?energy=5000-&figures=all")

    assert [str(card.title) for card in widened.context["cards"]] == ["余热待建"]
    assert widened.context["cards"][0].effects[0].value == "70,000"
    assert widened.context["figure_choice"].selected
    removable = next(chip for chip in widened.context["chosen"] if chip.name == "figures")
    assert "figures" not in removable.remove_url


@pytest.mark.usefixtures("eight")
def test_the_largest_saving_comes_first_and_what_gives_none_last_which_the_page_says(client: Client) -> None:
    response = client.get("/en/search/?sort=saving")

    assert [card.title for card in response.context["cards"]] == [f"余热{n}" for n in range(8, 0, -1)]
    assert [card.title for card in response.context["unplaced"]] == ["余热待建"]
    assert "1 result gives no comparable energy saving and comes last." in response.content.decode()
    (current,) = [link for link in response.context["sort_links"] if link.current]
    assert current.label == "Largest saving"


@pytest.mark.usefixtures("eight")
def test_the_figure_one_sorts_or_filters_by_stands_first_on_the_hit(client: Client) -> None:
    shortest = client.get("/en/search/?sort=payback").context["cards"][0]
    within = client.get("/en/search/?payback=8-").context["cards"][0]

    assert (shortest.effects[0].label, shortest.effects[0].value) == ("Payback", "2")
    assert (within.effects[0].label, within.effects[0].value) == ("Payback", "9")


@pytest.mark.usefixtures("eight")
def test_where_a_range_of_the_order_is_chosen_nothing_is_said_of_missing_figures(client: Client) -> None:
    response = client.get("/en/search/?sort=saving&energy=500-1000")

    assert titles(client, sort="saving", energy="500-1000") == ["余热8", "余热7", "余热6", "余热5"]
    assert response.context["order_note"] == ""
    assert response.context["unplaced"] == []


def test_pages_hold_twenty_fifty_or_a_hundred(client: Client) -> None:
    lay_down(two_pages_of_stories)

    first, second = (client.get(f"/search/?q=余热&page={number}") for number in (1, 2))
    larger = client.get("/search/?q=余热&per=50")

    assert [len(response.context["cards"]) for response in (first, second, larger)] == [20, 1, 21]
    assert ids(client, "余热", page="1") + ids(client, "余热", page="2") == ids(client, "余热", per="50")
    links = {link.label: link for link in first.context["size_links"]}
    assert links["20"].current
    assert "per=100" in links["100"].url
    assert ("per", "50") in larger.context["hidden"]


def test_paging_beyond_ten_thousand_says_why_it_is_refused(client: Client) -> None:
    response = client.get("/en/search/?page=501")

    assert response.status_code == 404
    assert "shows the first 10,000 results" in response.content.decode()


def test_the_last_page_a_reader_may_reach_says_that_there_are_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_down(two_pages_of_stories)
    for module in (page, query):
        monkeypatch.setattr(module, "MAX_HITS", 20)

    response = client.get("/en/search/")

    assert "shows the first 20 results" in response.content.decode()
    assert response.context["pager"].count == 1
    assert client.get("/en/search/?page=2").status_code == 404


def test_ranges_and_amounts_are_in_the_json(client: Client, eight: None) -> None:
    answer = found(client, language="en", energy="500-1000", sort="saving")

    selected = [value for value in answer["facets"]["energy"] if value["selected"]]
    assert selected == [
        {
            "code": "500-1000",
            "label": "500–1,000 tce a year (about 14.7–29.3 TJ)",
            "count": 4,
            "selected": True,
        }
    ]
    assert answer["facets"]["payback"] == []
    assert answer["amounts"]["payback"] == {"label": "Payback", "unit": "a", "given": 0, "offered": False}
    assert answer["amounts"]["energy"]["offered"]
    assert answer["hits"][0]["amounts"] == {"energy": [800.0], "investment": [8_000_000.0]}
    assert answer["sort"] == "saving"


MATCHED = "Matched by technique"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, True),
        ({"title": "定型机余热回收"}, False),
        ({"summary": "余热回收之后能耗下降。"}, False),
        ({"techniques": ["T08.03"], "title": "余热回收"}, False),
        ({"techniques": ["T08.03", "T02.01"], "title": "余热回收"}, False),
    ],
)
def test_a_technique_that_a_hit_was_found_by_is_named_where_nothing_shown_names_it(
    client: Client, fields: dict[str, Any], said: bool
) -> None:
    make_case(
        **{
            "title": "烘干工序改造",
            "summary": "排气用于预热。",
            "body": [paragraph("见来源。", 1)],
            "techniques": ["T02.01"],
            **fields,
        }
    )

    (card,) = client.get("/en/search/?q=余热回收").context["cards"]

    assert any(sentence.startswith(MATCHED) for sentence in card.matched_by) is said


def test_a_technique_that_only_shares_a_word_with_the_text_is_not_named(client: Client) -> None:
    make_case("烘干改造", summary="排气用于预热。", body=[paragraph("见来源。", 1)], techniques=["T02.01", "T08.03"])

    def matched(text: str) -> tuple[str, ...]:
        (card,) = client.get("/en/search/", {"q": text}).context["cards"]
        return card.matched_by

    assert matched("余热回收") == (f"{MATCHED}: Waste heat recovery",)
    assert matched("中水回用") == (f"{MATCHED}: Reclaimed water reuse",)
    assert matched("回用") == (f"{MATCHED}: Reclaimed water reuse",)
    assert matched("余热回用") == ()


def test_a_name_shown_in_the_other_language_is_seen_all_the_same(client: Client) -> None:
    make_case("WHR 改造", summary="排气用于预热。", body=[paragraph("见来源。", 1)], techniques=["T02.01"])

    (card,) = client.get("/search/?q=waste heat recovery").context["cards"]

    assert card.matched_by == ()
