"""What stands around every page: its policy, its weight, the mark of the demonstration, the page of an error."""

import pytest
from django.test import RequestFactory
from playwright.sync_api import expect

from portal.frame.errors import server_error
from tests.browser.axe import violations
from tests.browser.conftest import Visit
from tests.browser.test_public_pages import LANGUAGES

pytestmark = pytest.mark.browser

CASE = "/cases/stenter-exhaust-heat-fengzhu/"


@pytest.mark.parametrize("address", ["/", "/search/", CASE, "/register/", "/nothing-here/", "/healthz", "/matrix.csv"])
def test_no_answer_goes_without_its_policy(visit: Visit, console_errors: list[str], address: str) -> None:
    answer = visit("/about/").request.get(address)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demonstration_says_that_it_is_one_and_stays_out_of_search_engines(visit: Visit, language: str) -> None:
    tab = visit(f"{LANGUAGES[language]}/cases/")

    said = {"zh-hans": "非政府网站", "en": "not a government site"}[language]
    expect(tab.locator(".demo-banner")).to_contain_text(said)
    assert tab.locator("meta[name=robots]").get_attribute("content") == "noindex"


@pytest.mark.parametrize("address", ["/", "/search/", CASE, "/register/"])
def test_a_page_weighs_less_than_150_kilobytes(visit: Visit, address: str) -> None:
    """HTML, style and script, compressed as they travel (LOOK)."""
    tab = visit("/about/")
    requests = []
    tab.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 - playwright marks it
    tab.goto(address)
    tab.wait_for_load_state("networkidle")

    heavy = [request for request in requests if request.resource_type in ("document", "stylesheet", "script")]
    assert len(heavy) > 5
    assert sum(request.sizes()["responseBodySize"] for request in heavy) < 150_000


def test_the_page_of_an_error_is_whole_too(visit: Visit) -> None:
    answer = server_error(RequestFactory().get("/"))
    tab = visit("/about/")
    tab.set_content(answer.content.decode())

    assert answer.status_code == 500
    assert tab.locator("html").get_attribute("lang") == "zh-hans"
    assert tab.locator("h1").inner_text() == "暂时无法显示"
    assert tab.locator("[lang=en]").count() == 1
    assert tab.locator("script").count() == 0
    assert violations(tab) == []
