"""What stands in the head of every public page: address, description, card, structured data; and where it is listed."""

import html
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from wagtail.models import Page, PageViewRestriction

from portal.caching import content_version
from tests import factories as make
from tests.showcase.pages import test_public_pages as public

pytestmark = pytest.mark.django_db

HOST = "http://127.0.0.1"
content = public.content
ALONE = ("/search/", "/for-your-plant/", "/contribute/", "/register/statistics/", "/about/statistics/")


def all_pages(made: dict[str, Any]) -> list[str]:
    stories = [made[name].get_url() for name in ("case", "technology", "practice", "announcement")]
    plain = [address for address in (*public.addresses(made), *ALONE, *stories) if "?" not in address]
    return [*plain, *(f"/en{address}" for address in plain if address not in stories), made["english"].get_url()]


def meta(text: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', text)
    return html.unescape(found[1]) if found else ""


def structured(text: str) -> dict[str, dict[str, Any]]:
    found = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL))
    return {one["@type"]: one for one in found}


def test_every_page_says_what_it_is_and_where(content, client: Client, settings: Any) -> None:
    settings.DEMO = False
    descriptions = {}
    for address in all_pages(content):
        text = client.get(address).content.decode()
        descriptions[address] = meta(text, "description")
        assert meta(text, "og:title"), address
        assert meta(text, "og:description") == descriptions[address] != "", address
        if 'name="robots" content="noindex"' not in text:
            assert f'<link rel="canonical" href="{HOST}{address}">' in text, address
            assert meta(text, "og:url") == f"{HOST}{address}"
            assert f"{HOST}{address}</loc>" in client.get("/sitemap.xml").content.decode(), address
            card = client.get(meta(text, "og:image").removeprefix(HOST))
            assert Image.open(io.BytesIO(card.content)).size == (1200, 630), address
    # Stories made for tests have the same summary.
    own = [
        text for address, text in descriptions.items() if not re.search("/(cases|technologies|practices)/.", address)
    ]
    assert len(set(own)) == len(own)


def test_a_further_page_of_a_list_is_its_own_address_and_a_narrowed_one_is_not(client: Client) -> None:
    for _ in range(30):
        make.make_case()

    further, narrowed = (client.get(f"/techniques/T02/?{query}").content.decode() for query in ("page=2", "x=1"))

    assert f'rel="canonical" href="{HOST}/techniques/T02/?page=2"' in further
    assert f'rel="canonical" href="{HOST}/techniques/T02/"' in narrowed


def test_pages_describe_themselves_for_machines(content, client: Client) -> None:
    story = structured(client.get(content["case"].get_url()).content.decode())
    enterprise = structured(client.get(content["enterprise"].get_absolute_url()).content.decode())
    register = structured(client.get("/register/").content.decode())["Dataset"]

    assert {"headline", "datePublished", "author", "publisher", "mainEntityOfPage"} <= story["Article"].keys()
    assert story["Article"]["about"] == [{"@type": "Organization", "name": "示例纺织"}]
    steps = story["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[0]["item"] == f"{HOST}/"
    assert enterprise["Organization"]["alternateName"] == "Example Textile"
    for download in register["distribution"]:
        assert client.get(download["contentUrl"].removeprefix(HOST)).status_code == 200


def test_an_invented_enterprise_is_described_to_no_machine(client: Client) -> None:
    invented = make.make_enterprise("示例企业甲", is_example=True)

    assert "Organization" not in structured(client.get(invented.get_absolute_url()).content.decode())


def test_a_term_without_content_asks_to_be_left_out(client: Client) -> None:
    empty = make.industry("C26")

    text = client.get(f"/industries/{empty.code}/").content.decode()

    assert 'name="robots" content="noindex"' in text
    assert 'rel="canonical"' not in text


def test_a_term_without_an_english_name_is_titled_by_its_code_in_english(client: Client) -> None:
    term = make.industry("C2521")
    term.zh, term.en = "炼焦", ""
    term.save()

    english, chinese = (client.get(f"{prefix}/industries/C2521/").content.decode() for prefix in ("/en", ""))

    assert meta(english, "og:title") == "C2521 (炼焦)"
    assert meta(chinese, "og:title") == "炼焦"


def test_other_names_of_a_technique_have_small_digits_and_stand_once(client: Client) -> None:
    term = make.technique("T09.07")
    term.aliases_zh, term.aliases_en = ["N2O减排"], ["N2O abatement", "N₂O abatement"]
    term.save()

    text = client.get("/en/techniques/T09.07/").content.decode()

    assert text.count("N₂O abatement") == 1
    assert "N2O" not in text


def test_the_card_of_a_page_is_private_with_it(client: Client) -> None:
    case = make.make_case("余热回收 “a” <b> " + "很长的标题" * 30)
    address = f"/social/{case.translation_key}.png"
    assert client.get(address).headers["Content-Type"] == "image/png"
    assert client.get(f"/en{address}").status_code == 404

    PageViewRestriction.objects.create(page=Page.objects.get(pk=case.pk), restriction_type="login")
    content_version.move()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/", "/en/", "/cases/", "/en/technologies/", "/notices/", "/en/notices/", "/register/", "/register/statistics/"],
)
@pytest.mark.usefixtures("content")
def test_programs_that_read_news_find_the_feed_of_every_list(client: Client, address: str) -> None:
    link = r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"'

    found = re.search(link, client.get(address).content.decode())

    assert found
    feed = html.unescape(found[1])
    # Those of stories are answered by the search, which has no index here.
    is_found = "format=atom" in feed or client.get(feed).headers["Content-Type"].startswith("application/atom+xml")
    assert is_found, feed


def test_the_switch_of_language_keeps_the_query_of_a_page(client: Client, content: dict[str, Any]) -> None:
    """Given a story in both languages; when it is asked for with a query; then its translation is offered with it."""
    source, english = content["case"].get_url(), content["english"].get_url()

    asked, plain = client.get(f"{source}?unit=kwh&x=%22%3E").text, client.get(source).text

    assert 'hreflang="en"' in plain
    assert f'{english}?unit=kwh&amp;x=%22%3E"' in asked
    assert f"{english}?" not in plain
