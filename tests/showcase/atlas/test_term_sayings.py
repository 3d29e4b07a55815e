"""What the pages of terms say over their stories, and what they show while there is none."""

import pytest
from django.test import Client

from tests import factories as make
from tests.showcase.replications.reports import make_replication

pytestmark = pytest.mark.django_db

LIMITS = [("section", "limits"), make.paragraph("只适用于连续生产的印染厂。", 1)]


def titles(context):
    return [card.title for card in context["cards"]]


def metered(amount: int, **fields):
    effect = make.make_effect(low=amount, high=amount, printed=f"年节约标准煤{amount}吨", **fields)
    return {"effects": [effect], "enterprises": [make.make_enterprise()]}


def test_the_best_documented_stories_come_first_and_newer_ones_before_older(client: Client):
    make.make_case("第三方核证", **metered(1, evidence="verified"))
    make.make_case("估算", **metered(2, evidence="estimated"))
    make.make_case("企业自述，较早", **metered(3))
    make.make_case("企业自述，较新", **metered(4))

    shown = titles(client.get("/techniques/T02/").context)

    assert shown == ["第三方核证", "企业自述，较新", "企业自述，较早", "估算"]


@pytest.mark.parametrize("address", ["/techniques/T08.03/", "/industries/C2511/", "/regions/350181/"])
def test_a_term_without_content_is_not_indexed_and_says_where_to_look(client: Client, address):
    make.technique("T08.03"), make.industry("C2511"), make.region("350181")
    make.make_case(industries=["C25"], techniques=["T08.04"], regions=["350100"])

    answer = client.get(address)
    links = [link.url for link in answer.context["instead"]]

    assert answer.context["noindex"] is True
    assert links[0] in ("/techniques/T08/", "/industries/C25/", "/regions/350100/")
    assert links[1].startswith("/search/?q=")
    assert "/contribute/" in links
    assert all(f'href="{link}"'.replace("&", "&amp;") in answer.content.decode() for link in links)


def test_nothing_leads_to_a_term_without_content(client: Client):
    make.industry("C18"), make.industry("C2511"), make.technique("T08.04"), make.region("350200")
    make.make_case(industries=["C17"], techniques=["T08.03"], regions=["350582"])

    pages = [
        client.get(address).content.decode() for address in ("/industries/C/", "/techniques/T08/", "/regions/350000/")
    ]
    above = client.get("/industries/C2511/").context["parent"]

    assert "/industries/C17/" in pages[0]
    assert not any("/industries/C18/" in page or "T08.04" in page or "/regions/350200/" in page for page in pages)
    assert above is None or above.code == "C"


def test_limits_and_reasons_against_it_are_shown_with_links_and_counts(client: Client):
    case = make.make_case("连续生产", body=LIMITS)
    make.make_case("草稿", body=LIMITS, live=False)
    for reasons in (["space", "economic"], ["space"]):
        make_replication(case, outcome="not_adopted", reasons=reasons)
    make_replication(case, outcome="not_adopted", reasons=["safety"], is_example=True)

    said = client.get("/techniques/T02/").context["said"].obstacles

    assert [(one.text, one.title) for one in said.shown] == [("只适用于连续生产的印染厂。", "连续生产")]
    assert said.shown[0].url == f"{case.get_url()}#limits"
    assert [(reason.count) for reason in said.reasons] == [2, 1]
    assert (said.total, said.not_adopted) == (1, 2)


def test_english_pages_quote_english_where_it_is_public(client: Client):
    make.make_case("连续生产", body=LIMITS)

    (said,) = client.get("/en/techniques/T02/").context["said"].obstacles.shown

    assert (said.language, said.section) == ("zh-hans", "Limits")


def test_an_industry_shows_the_levels_that_its_plants_publish_with_their_owners(client: Client):
    level = {"quantity": "water_intensity", "direction": "level", "unit": "m3/t", "per": "none"}
    case = make.make_case("取水", **metered(90, printed_language="zh-hans", **level))
    make.make_case("草稿", live=False, **metered(10, **level))

    (line,) = client.get("/industries/G08/").context["said"].levels

    assert line.owner == case.enterprise_items.get().enterprise.name_zh
    assert line.figure.value == "90"
    assert line.url == case.get_url()


def test_neighbours_stand_beside_with_their_number_and_lead_to_the_search(client: Client):
    for industry in ("C17", "C26"):
        make.make_case(industries=[industry], techniques=["T02.01", "T08.03"])

    technique = client.get("/techniques/T02.01/").context["said"].neighbours
    industry = client.get("/industries/G08/").context["said"].neighbours

    assert [(line.chip.code, line.shared, line.url) for line in technique] == [("T08.03", 2, "")]
    assert [(line.shared, line.url.partition("?")[2].partition("&")[2]) for line in industry] == [
        (2, "technique=T02.01&technique=T08.03")
    ]
