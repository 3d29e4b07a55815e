"""A search that finds nothing helps on: what each filter costs, what was tried, what is near, what is new."""

import pytest
from django.test import Client

from tests.factories import make_case, technique
from tests.search.scenes import lay_down

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def site(index: None) -> None:
    lay_down(three_stories)


def three_stories() -> None:
    make_case("定型机废气余热回收", techniques=["T02.01"], industries=["C1713"], regions=["350582"])
    make_case("染色废水中水回用", techniques=["T08.03"], industries=["C1713"], regions=["350500"])
    make_case("烧结余热发电", techniques=["T02.01"], industries=["C31"], regions=["360000"])


@pytest.mark.usefixtures("site")
def test_each_filter_tells_the_number_of_results_without_it_and_that_number_is_true(client: Client) -> None:
    page = client.get("/search/", {"q": "余热", "industry": "C17", "region": "360000"})

    nothing = page.context["nothing"]
    assert [removal.total for removal in nothing.removals] == [2, 1]
    for removal in nothing.removals:
        assert client.get(f"/search/{removal.url}").context["total"] == removal.total
        assert f'href="{removal.url.replace("&", "&amp;")}"' in page.content.decode()


@pytest.mark.usefixtures("site")
def test_one_of_several_values_of_a_facet_is_removed_alone(client: Client) -> None:
    page = client.get("/search/", {"q": "余热", "technique": ["T08.03", "T08"], "region": "350582"})

    totals = {removal.label: removal.total for removal in page.context["nothing"].removals}
    assert sorted(totals.values()) == [0, 0, 1]
    assert len(totals) == 3


@pytest.mark.usefixtures("site")
def test_widened_figures_are_removed_like_a_filter(client: Client) -> None:
    page = client.get("/search/", {"q": "余热", "energy": "900000-", "figures": "all"})

    totals = [removal.total for removal in page.context["nothing"].removals]
    assert totals == [3, 0]


@pytest.mark.usefixtures("site")
def test_the_names_that_were_tried_are_told(client: Client) -> None:
    page = client.get("/search/", {"q": "中水回用", "industry": "C31"})

    assert "Reclaimed water reuse" in page.context["nothing"].tried
    assert "Reclaimed water reuse" in page.content.decode()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"q": "中水回用", "industry": "C31"}, "T08.03"),
        ({"q": "余热回", "region": "350500", "industry": "C31"}, "T02.01"),
        ({"technique": "T08.03", "industry": "C31"}, "T08.03"),
    ],
)
def test_the_nearest_technique_is_offered_with_its_stories(
    client: Client, params: dict[str, str], expected: str
) -> None:
    page = client.get("/search/", params)

    (chip,) = page.context["nothing"].techniques
    assert chip.code == expected
    assert client.get(chip.url).context["total"] == chip.count


@pytest.mark.usefixtures("site")
def test_a_technique_without_stories_is_not_the_nearest(client: Client) -> None:
    technique("T09.01")

    page = client.get("/search/", {"technique": "T09.01"})

    assert page.context["nothing"].techniques == ()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("params", "titles"),
    [
        ({"q": "氢能", "industry": "C1713"}, {"染色废水中水回用", "定型机废气余热回收"}),
        ({"q": "xyzzyplugh", "industry": "C31"}, {"烧结余热发电"}),
        ({"q": "xyzzyplugh"}, {"烧结余热发电", "染色废水中水回用", "定型机废气余热回收"}),
    ],
)
def test_the_newest_stories_of_the_industry_are_shown(client: Client, params: dict[str, str], titles: set[str]) -> None:
    page = client.get("/search/", params)

    assert page.context["total"] == 0
    assert {card.title for card in page.context["nothing"].cards} == titles


def test_an_empty_site_says_so_and_breaks_nothing(client: Client) -> None:
    for address in ("/search/?q=余热", "/en/search/?q=heat", "/search/"):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("site")
def test_a_page_with_results_asks_for_no_help(client: Client) -> None:
    assert client.get("/search/?q=余热").context["nothing"] is None
