"""名单查询: who is on a list on a day, on what basis, and how much of each list we hold."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.caching import forget_caches

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists():
    """A provincial list of 2023 with two units of Quanzhou and one of Jiangxi; one was removed in 2025."""
    stays = make.make_enterprise("留厂", "Liuchang", former_names=["旧厂"])
    leaves = make.make_enterprise("离厂", "Lichang", industries=["C26"])
    far = make.make_enterprise("远厂", "Yuanchang", region_code="360000")
    make.make_announcement(
        "二〇二三年名单",
        entries=[stays, leaves, far],
        year=2023,
        effective_on=dt.date(2023, 12, 31),
        coverage="partial",
        stated_total=131,
        live=True,
    )
    removal = make.make_announcement(
        "调整",
        kind="adjustment",
        year=2025,
        effective_on=dt.date(2025, 3, 1),
        effective_precision="day",
        basis="official_page",
    )
    make.make_entry(removal, leaves, action="remove")
    removal.save_revision().publish()
    return {"stays": stays, "leaves": leaves, "far": far}


def names(response):
    return [row.name for row in response.context["rows"]]


def test_the_register_of_today_leaves_out_who_was_removed(lists, client: Client):
    assert names(client.get("/register/")) == ["留厂", "远厂"]


def test_the_register_of_an_earlier_day_still_has_them(lists, client: Client):
    assert names(client.get("/register/?as_of=2025-02-28")) == ["留厂", "离厂", "远厂"]
    assert names(client.get("/register/?as_of=2023-12-30")) == []


def test_the_headings_sort_the_register_and_say_the_order_in_force(lists, client: Client):
    response = client.get("/register/?year=2023&sort=city")
    page = response.content.decode()

    assert names(response) == ["留厂", "远厂"]
    assert [(column.label, column.order) for column in response.context["columns"] if column.order] == [
        ("所在地", "ascending")
    ]
    assert [column.url for column in response.context["columns"]] == [
        f"/register/?year=2023{sort}" for sort in ("&sort=name", "", "&sort=city", "&sort=since")
    ]
    assert '<th scope="col" aria-sort="ascending">' in page
    assert '<input type="hidden" name="sort" value="city">' in page  # the filters keep it


def test_the_register_is_sorted_by_the_names_of_the_language(lists, client: Client):
    asked = "register/?as_of=2025-02-28&sort=name"
    assert names(client.get(f"/{asked}")) == ["离厂", "留厂", "远厂"]
    assert names(client.get(f"/en/{asked}")) == ["Lichang", "Liuchang", "Yuanchang"]


def test_basis_and_coverage_stand_on_the_page_and_in_every_row(lists, client: Client):
    response = client.get("/en/register/")

    (first, *sentences) = response.context["coverage"]
    assert first.startswith("Our records are incomplete")
    assert "二〇二三年名单: press report · partial: 3 of 131 units" in sentences
    assert response.context["rows"][0].basis_label == "press report · partial: 3 of 131 units"
    assert response.context["rows"][0].since_note == "2023 (day not stated)"


def test_a_unit_nobody_finds_is_not_in_our_records_and_never_not_listed(client: Client):
    page = client.get("/en/register/?q=nobody").content.decode()

    assert "Not in our records" in page
    assert "does not mean that a unit is not listed" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("region=350500", ["留厂"]),
        ("region=360000", ["远厂"]),
        ("region=350500&region=360000", ["留厂", "远厂"]),
        ("industry=G08&as_of=2024-01-01", ["留厂", "远厂"]),
        ("industry=G03&as_of=2024-01-01", ["离厂"]),
        ("level=national", []),
        ("level=provincial&programme=green-factory&year=2023", ["留厂", "远厂"]),
        ("year=2025", []),
        ("basis=press", ["留厂", "远厂"]),
        ("basis=official_file", []),
        ("list=999999", []),
        ("xiamen=with", ["留厂", "远厂"]),
        ("q=旧厂", ["留厂"]),
        ("q=LIUCHANG", ["留厂"]),
        ("programme=unknown-programme", []),
        ("anything=else", ["留厂", "远厂"]),
    ],
)
def test_filters_narrow_the_register(lists, client: Client, query, found):
    assert names(client.get(f"/register/?{query}")) == found


def test_every_count_is_the_total_one_gets_by_choosing_the_value_alone_in_its_facet(lists, client: Client):
    base = "as_of=2024-01-01&region=350500"
    groups = client.get(f"/register/?{base}").context["groups"]
    assert sum(len(group.values) for group in groups) > 5
    for group in groups:
        others = "as_of=2024-01-01" if group.name == "region" else base
        for value in group.values:
            forget_caches()  # a page from the cache has no context
            response = client.get(f"/register/?{others}&{group.name}={value.code}")
            assert response.context["total"] == value.count, (group.name, value.code)


def test_a_chosen_filter_can_be_removed(lists, client: Client):
    (chosen,) = client.get("/register/?region=350500&as_of=2024-01-01").context["chosen"]

    assert (chosen.label, chosen.remove_url) == ("泉州市", "/register/?as_of=2024-01-01")


@pytest.mark.parametrize(
    "query",
    [
        "as_of=2025-02-30",
        "as_of=yesterday",
        "as_of=20250101",
        "as_of=0001-01-01",
        "level=royal",
        "region=35",
        "region=３５０５００",
        "year=23",
        "programme=A%20B",
        "industry=xyz",
        "format=xml",
        "basis=rumour",
        "xiamen=maybe",
        "list=x",
        "known_at=yesterday",
        "known_at=2025-02-30T00:00:00Z",
        "known_at=2025-02-30",
        "known_at=9999-12-31T23:59:59-12:00",
        "as_of=9999-12-31",
        "known_at=0001-01-01T00:00:00Z",
        "page=-1",
        "page=1e9",
        "as_of=%FF",
        "region=" + "&region=1" * 9,
    ],
)
def test_what_is_malformed_is_answered_with_a_bad_request(client: Client, query):
    assert client.get(f"/register/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["q=" + "厂" * 10_000, "q=%00%07", "q=%FF%FE", "as_of=1900-01-01"])
def test_what_is_odd_is_answered(client: Client, query):
    assert client.get(f"/register/?{query}").status_code == 200


def test_a_page_beyond_the_last_is_not_found(client: Client):
    assert client.get("/register/?page=2").status_code == 404


def test_json_gives_the_same_set_with_basis_and_coverage(lists, client: Client):
    answer = client.get("/register/?format=json&region=350500").json()

    (listing,) = answer["listings"]
    assert (answer["total"], answer["as_of"]) == (1, timezone.localdate().isoformat())
    assert listing["enterprise"]["name_zh"] == "留厂"
    assert (listing["since"], listing["since_precision"], listing["basis"]) == ("2023-12-31", "year", "press")
    assert listing["coverage"]
    assert answer["coverage"]


def test_csv_gives_the_same_set_with_basis_and_coverage(lists, client: Client):
    response = client.get("/en/register/?format=csv&as_of=2024-01-01")

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["name in Chinese"] for row in rows] == ["留厂", "离厂", "远厂"]
    assert {row["basis and coverage"] for row in rows} == {"press report · partial: 3 of 131 units"}
    assert response["Content-Disposition"] == 'attachment; filename="register-2024-01-01.csv"'


def test_a_cell_that_a_spreadsheet_would_run_is_text(client: Client):
    make.make_announcement(entries=[make.make_enterprise("=HYPERLINK(1)")], live=True)

    assert b"'=HYPERLINK(1)" in client.get("/register/?format=csv").content


def test_an_enterprise_that_is_not_published_is_not_in_the_register(client: Client):
    make.make_announcement(entries=[make.make_enterprise("未公开", live=False)], live=True)

    assert names(client.get("/register/")) == []
    assert "未公开" not in client.get("/register/?format=json").content.decode()


def test_an_english_reader_gets_the_enterprise_s_own_name_and_then_the_chinese_one(lists, client: Client):
    row = client.get("/en/register/").context["rows"][0]

    assert (row.name, row.other_name) == ("Liuchang", "留厂")


def test_the_listings_are_summed_up_by_level_programme_and_city_with_a_link_to_those_alone(lists, client: Client):
    context = client.get("/en/register/").context

    for line in context["summary"]:
        for term in line.terms:
            narrowed = client.get(term.url).context
            assert narrowed["total"] == term.total
            assert any(again.is_chosen for other in narrowed["summary"] for again in other.terms)
    assert [line.label for line in context["summary"]][:2] == ["Level", "Programme"]


def test_the_search_of_a_phone_keeps_day_and_filters(lists, client: Client):
    page = client.get("/en/register/?as_of=2024-05-01&level=national&q=x")

    assert page.context["kept"] == [("as_of", "2024-05-01"), ("level", "national")]
