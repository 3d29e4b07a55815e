"""The search page: the same answer in both languages, true counts, and a clear word for every bad parameter."""

import itertools
import re

import pytest
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from showcase.pages.matrix import matrix
from tests.factories import make_case, make_effect, make_practice, make_technology, make_translation
from tests.search.finding import found, ids, titles
from tests.search.scenes import lay_down

pytestmark = pytest.mark.usefixtures("index")

NASTY = [
    "(" * 5000,
    '"' * 99,
    "*?~^:[]{}\\/&&||!",
    "title:foo AND (bar OR",
    "\x00\x07\x1b",
    "\u202e\u200f余热",
    "😀" * 50,
    "'; DROP TABLE x; --",
    "%E0%80%80",
    "a" * 10_000,
    "余" * 10_000,
    "<script>alert(1)</script>",
]


@pytest.fixture
def site(index: None) -> None:
    lay_down(six_stories)


def six_stories() -> None:
    """Six stories over three industries and three techniques, two of them translated."""
    heat = make_case("定型机废气余热回收", techniques=["T02.01"], industries=["C1713"], year=2023)
    make_translation(heat, "Waste heat recovery from stenter exhaust")
    water = make_case("染色废水中水回用", techniques=["T08.03"], industries=["C1713"], regions=["350500"])
    make_translation(water, "Reuse of dye-house effluent")
    listings = [("green-factory", "national")]
    make_case("烧结余热发电", techniques=["T02.01", "T08.03"], industries=["C31"], listings=listings)
    make_technology("余热锅炉", techniques=["T02.01"], industries=["C26", "C384"])
    make_technology("反渗透", techniques=["T08.03"], industries=[], cross_industry=True, regions=[])
    make_practice("余热台账", techniques=["T02.01"], industries=["C1713"], regions=["360000"])


@pytest.mark.usefixtures("site")
def test_both_languages_find_the_same_stories_for_two_names_of_one_technique(client: Client) -> None:
    chinese, english = ids(client, "余热回收"), ids(client, "waste heat recovery", "en")

    assert set(chinese) == set(english)
    assert chinese


@pytest.mark.usefixtures("site")
def test_filters_narrow_both_languages_alike(client: Client) -> None:
    narrowed = {"industry": "C17", "technique": "T02"}

    assert set(ids(client, "余热回收", **narrowed)) == set(ids(client, "waste heat recovery", "en", **narrowed))
    assert found(client, "余热回收", **narrowed)["total"] < found(client, "余热回收")["total"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("text", ["", "余热", "余热回收", "废水 回用", "waste heat"])
@pytest.mark.parametrize("chosen", [{}, {"industry": ["C17"]}, {"technique": ["T02"], "kind": ["case", "practice"]}])
def test_every_count_is_the_total_one_gets_by_choosing_that_value_alone(
    client: Client, text: str, chosen: dict[str, list[str]]
) -> None:
    """Given the first and the last value of each facet; search/contract holds both engines to every value."""
    answer = found(client, text, **chosen)

    assert any(answer["facets"].values())
    for facet, values in answer["facets"].items():
        for value in (*values[:1], *values[1:][-1:]):
            alone = found(client, text, **{**chosen, facet: [value["code"]]})
            assert alone["total"] == value["count"], (facet, value)


@pytest.mark.usefixtures("site")
def test_every_cell_of_the_matrix_is_the_total_of_its_search(client: Client) -> None:
    cells = list(itertools.chain.from_iterable(row.cells for row in matrix().rows))

    assert sum(cell.total for cell in cells) > 0
    for cell in cells:
        answer = found(client, industry=cell.row_code, technique=cell.column_code)
        assert answer["total"] == cell.total, (cell.row_code, cell.column_code)
        by_kind = {value["code"]: value["count"] for value in answer["facets"]["kind"]}
        assert by_kind.get("case", 0) == cell.cases
        assert by_kind.get("technology", 0) == cell.technologies
        assert by_kind.get("practice", 0) == cell.practices


@pytest.mark.usefixtures("site")
def test_a_matrix_cell_links_to_the_search_that_gives_its_number(client: Client) -> None:
    cell = next(cell for row in matrix().rows for cell in row.cells if cell.total)

    page = client.get(cell.url)

    assert page.status_code == 200
    assert page.context["total"] == cell.total


@pytest.mark.usefixtures("site")
def test_a_chosen_value_never_vanishes_and_can_be_removed(client: Client) -> None:
    page = client.get("/search/", {"q": "中水", "industry": "C31", "technique": "T02.01", "kind": "practice"})

    chosen = {choice.code: choice for choice in page.context["chosen"]}
    assert set(chosen) == {"C31", "T02.01", "practice"}
    without = client.get(f"/search/{chosen['practice'].remove_url}")
    assert {choice.code for choice in without.context["chosen"]} == {"C31", "T02.01"}
    shown = {value["code"]: value for value in found(client, "中水", industry="C31", kind="practice")["facets"]["kind"]}
    assert shown["practice"]["selected"]


@pytest.mark.usefixtures("site")
def test_the_page_says_what_else_was_searched_and_offers_the_words_as_typed(client: Client) -> None:
    page = client.get("/search/?q=余热回收")

    assert "Waste heat recovery" in page.context["searched_also"]
    typed = client.get(f"/search/{page.context['strict_url']}")
    assert typed.context["is_strict"]
    assert typed.context["searched_also"] == ()


@pytest.mark.usefixtures("site")
def test_matched_words_are_marked_and_everything_else_is_escaped(client: Client) -> None:
    make_case("余热 <b>与</b> 蒸汽")

    body = client.get("/search/?q=余热").content.decode()

    assert "<mark>余热</mark>" in body
    assert "<b>与</b>" not in body
    assert escape("<b>与</b>") in body


@pytest.mark.usefixtures("site")
def test_the_filter_column_puts_the_group_above_the_division(client: Client) -> None:
    groups = {group.name: group for group in client.get("/search/").context["groups"]}

    tree = {value.code: [child.code for child in value.children] for value in groups["industry"].values}
    assert tree["G08"] == ["C17"]
    assert tree["G11"] == ["C384"]
    technique = {value.code: [child.code for child in value.children] for value in groups["technique"].values}
    assert technique["T02"] == ["T02.01"]


def test_goal_evidence_and_scope_narrow_like_any_facet(client: Client) -> None:
    metered = make_effect(evidence="metered", scope="measure")
    make_case("余热一", goals=["2025-1", "2025-2"], effects=[metered, make_effect(scope="site")])
    make_case("余热二", goals=["2025-2"], effects=[make_effect(evidence="design_or_expected", scope="site")])

    facets = {name: {v["code"]: v["count"] for v in values} for name, values in found(client)["facets"].items()}

    assert facets["goal"] == {"2025-1": 1, "2025-2": 2}
    assert facets["evidence"] == {"metered": 1, "company_statement": 1, "design_or_expected": 1}
    assert facets["scope"] == {"measure": 1, "site": 2}
    assert titles(client, goal=["2025-1", "2025-2"], evidence="design_or_expected") == ["余热二"]
    labels = {v["label"] for v in found(client, language="en")["facets"]["goal"]}
    assert labels == {"Term 2025-1 (2025)", "Term 2025-2 (2025)"}


@pytest.mark.usefixtures("site")
def test_htmx_gets_the_results_alone(client: Client) -> None:
    fragment = client.get("/search/?q=余热", headers={"HX-Request": "true"})

    assert "<html" not in fragment.content.decode()
    assert 'id="results"' in fragment.content.decode()
    assert "HX-Request" in fragment["Vary"]


@pytest.mark.usefixtures("site")
def test_similar_stories_come_with_their_reason(client: Client) -> None:
    model = found(client, "定型机")["hits"][0]["id"]

    page = client.get("/search/", {"like": model})

    reasons = {card.title: card.reason for card in page.context["cards"]}
    assert reasons["烧结余热发电"] == "同技术、不同行业 · 规模相当：年节能量"
    assert model not in {card.id for card in page.context["cards"]}


@pytest.mark.usefixtures("site")
def test_a_page_of_results_costs_the_same_queries_however_many_hits(
    client: Client, django_assert_max_num_queries
) -> None:
    client.get("/search/?q=余热")  # fills what is kept by content version
    with django_assert_max_num_queries(40) as few:
        client.get("/search/?q=余热&page=1&x=1")
        expected = len(few)
    for number in range(15):
        make_case(f"余热回收之{number}")
    client.get("/search/?q=余热&x=2")
    with django_assert_max_num_queries(expected):
        client.get("/search/?q=余热&page=1&x=3")


@pytest.mark.parametrize("text", NASTY)
def test_no_text_breaks_the_search(client: Client, text: str) -> None:
    for address in ("/search/", "/en/search/"):
        assert client.get(address, {"q": text}).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=-1", 400),
        ("page=0", 400),
        ("page=abc", 400),
        ("page=1e9", 400),
        ("page=1000000000", 404),
        ("page=99", 404),
        ("format=exe", 400),
        ("industry=nonsense", 400),
        ("industry=C99", 404),
        ("technique=T99.99", 404),
        ("region=999999", 404),
        ("programme=no-such", 404),
        ("year=20x4", 400),
        ("goal=2099-9", 404),
        ("goal=low-carbon", 400),
        ("evidence=hearsay", 404),
        ("scope=galaxy", 404),
        ("energy=1000-5000", 200),
        ("energy=5000-1000", 400),
        ("payback=-", 400),
        ("investment=1%2B1", 400),
        ("per=30", 400),
        ("per=50", 200),
        ("per=100&page=101", 404),
        ("figures=everything", 200),
        ("like=../../etc/passwd", 400),
        ("like=abc", 404),
        ("like=11111111-1111-4111-8111-111111111111", 404),
        ("sort=price", 200),
        ("colour=blue&q=x", 200),
        ("q=%ff%fe", 200),
        ("q=%00", 200),
        ("%00=1", 200),
    ],
)
def test_a_bad_parameter_gets_a_clear_answer(client: Client, query: str, status: int) -> None:
    response = client.get(f"/search/?{query}")

    assert response.status_code == status
    if status >= 400:
        parameter = re.match(r"[^=]+", query)[0]
        assert parameter in response.content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), page=st.text(max_size=12), sort=st.text(max_size=12), code=st.text(max_size=12))
def test_no_address_makes_an_error(client: Client, text: str, page: str, sort: str, code: str) -> None:
    params = {"q": text, "page": page, "sort": sort, "technique": code}
    usable = {name: value.encode("utf-8", "replace").decode() for name, value in params.items()}

    assert client.get("/search/", usable).status_code in (200, 400, 404)
