"""The records of the bench: loaded whole or not shown, found and shown beside stories, and taken out again."""

import gzip
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client

from bench.iac import loading
from bench.iac.amounts import amounts_of
from bench.iac.management.commands.load_iac import Command
from bench.iac.models import Plant, Recommendation
from bench.iac.reading import DataSetFault, read_plants, read_recommendations
from bench.iac.tables import TECHNIQUE_GROUPS, divisions, states, technique_for
from search.index import source
from search.index.reconcile import reconcile
from showcase.models import Enterprise, Industry, Region, StoryPage
from showcase.vocabulary.loading import load_vocabulary
from showcase.vocabulary.trees import industry_codes
from tests.bench.iac.dataset import PLANTS, RECOMMENDATIONS, write, write_dataset
from tests.factories import industry, make_case, make_enterprise, technique
from tests.search.finding import found, ids, titles

Load = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_dataset(tmp_path)


@pytest.fixture
def load(folder: Path, installed: None, index: None) -> Load:
    """Run the command with the terms of these plants in place; returns what it said."""
    for code in ("C17", "C31"):
        industry(code)
    technique("T02.01")

    def run(*arguments: str) -> str:
        said = StringIO()
        call_command(Command(), *(arguments or (str(folder),)), stdout=said)
        return said.getvalue()

    return run


@pytest.fixture
def loaded(load: Load) -> Load:
    load()
    return load


# What a row becomes -------------------------------------------------------------------------------------------------


def test_a_technique_is_taken_from_the_groups_of_its_class_and_always_the_same():
    for arc_class, groups in TECHNIQUE_GROUPS.items():
        given = {technique_for(f"X{n}", arc_class) for n in range(2000)}
        assert {code.partition(".")[0] for code in given} == set(groups)
        assert all("." in code for code in given)
    assert technique_for("AM000102", 2) == technique_for("AM000102", 2)


@pytest.mark.parametrize("arc_class", [4, None])
def test_other_classes_get_no_technique(arc_class: int | None):
    assert technique_for("AM000104", arc_class) == ""


@pytest.mark.django_db
def test_every_division_of_the_table_is_one_of_the_vocabulary_and_in_an_industry_group():
    load_vocabulary()
    known = set(Industry.objects.filter(level="division").values_list("code", flat=True))
    assert set(divisions().values()) <= known
    assert all(any(code[0] == "G" for code in industry_codes([division])) for division in divisions().values())


def test_regions_of_states_stand_outside_the_codes_of_china():
    assert all(state.code.startswith("99") for state in states().values())
    assert len({state.code for state in states().values()}) == len(states())


def test_plants_are_read_as_far_as_the_row_says(folder: Path):
    cotton, steel, unknown = read_plants(folder)
    assert (cotton.division, cotton.state, cotton.employees) == ("C17", "994800", 206)
    assert (steel.division, steel.state, steel.employees) == ("C31", "991700", None)
    assert (unknown.division, unknown.state, unknown.employees) == ("", "", None)


def test_recommendations_are_read_as_far_as_the_row_says(folder: Path):
    energy, waste, productivity, whole_code, empty, _ = read_recommendations(folder)
    assert (energy.arc_class, energy.cost, energy.saving, energy.payback, energy.year) == (2, 900, 600, 1.5, 1987)
    assert (waste.cost, waste.payback) == (None, None)
    assert (productivity.technique, productivity.payback) == ("", None)
    assert (whole_code.arc_class, whole_code.saving, whole_code.payback) == (2, 8, None)
    assert (empty.arc_class, empty.cost, empty.saving, empty.year) == (None, None, None, None)


@pytest.mark.parametrize("file", ["assessments.csv.gz", "recommendations.csv.gz"])
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"not gzip")], ids=["absent", "damaged"])
def test_a_bad_file_is_named(load: Load, folder: Path, file: str, spoil: Callable[[Path], object]):
    spoil(folder / file)
    with pytest.raises(CommandError, match=file):
        load()


def test_a_missing_column_is_named(load: Load, folder: Path):
    write(folder / "assessments.csv.gz", [{"id": "AM0001"}])
    with pytest.raises(CommandError, match=r"assessments\.csv\.gz, line 1: no column employees, products, sic, state"):
        load()


@pytest.mark.parametrize(
    ("resource", "conserved", "tonnes"),
    [("EC", 10_000.0, 1.229), ("E1", 10_000.0, 1.229), ("E2", 100.0, 3.6), ("W1", 5.0, None), ("E2", -5.0, None)],
)
def test_energy_saved_is_compared_in_coal_equivalent(resource: str, conserved: float, tonnes: float | None):
    row = Recommendation(resource=resource, conserved=conserved, cost=900, saving=600)
    expected = {"payback": (1.5,)} | ({"energy": (pytest.approx(tonnes, rel=1e-3),)} if tonnes else {})
    assert amounts_of(row) == expected


# Found like stories -------------------------------------------------------------------------------------------------


def test_they_are_found_with_facets_and_lead_to_those_that_are_similar(loaded: Load, client: Client):
    answer = found(client, "cotton finishing", "en")

    assert answer["total"] == 3
    hit = answer["hits"][0]
    assert (hit["kind"], hit["standing"], hit["locale"]) == ("practice", "compiled", "en")
    assert [value["code"] for value in answer["facets"]["region"]] == ["990000", "994800"]
    assert {value["code"] for value in answer["facets"]["industry"]} == {"C17", "G08"}
    assert [value["code"] for value in answer["facets"]["evidence"]] == ["estimated"]
    assert "/en/search/?like=" in hit["url"]
    assert client.get(hit["url"].removeprefix("http://127.0.0.1")).status_code == 200


def test_a_card_says_what_the_row_says(loaded: Load, client: Client):
    page = client.get("/en/search/", {"q": "AM000102"}).content.decode()

    assert "Texas" in page
    assert "Cost US$ 900. Status: implemented." in page
    assert "US$ a year" in page


def test_they_stand_beside_stories_and_are_similar_to_each_other(loaded: Load, client: Client):
    case = make_case("棉印染余热回收")

    assert len(ids(client)) == 6
    assert case.story_id in ids(client)
    assert titles(client, "棉印染余热回收")[0] == case.title


def test_a_plant_that_is_not_there_takes_its_recommendation_along(loaded: Load):
    assert Recommendation.objects.count() == len(RECOMMENDATIONS) - 1
    assert not Recommendation.objects.filter(number="AM999901").exists()


def test_they_are_no_stories_and_no_enterprises(loaded: Load, client: Client):
    assert StoryPage.objects.count() == Enterprise.objects.count() == 0
    for address in ("/register/", "/enterprises/"):
        assert "COTTON FINISHING" not in client.get(address).content.decode()


# Loading again, in parts, and taking out ---------------------------------------------------------------------------


def test_a_limit_takes_the_first_recommendations_and_their_plants(load: Load, folder: Path):
    assert "2 records loaded" in load(str(folder), "--limit", "2")
    assert list(Plant.objects.values_list("pk", flat=True)) == ["AM0001"]
    assert set(Region.objects.filter(kind="bench").values_list("code", flat=True)) == {"990000", "994800"}


def test_loading_again_goes_on_and_doubles_nothing(load: Load, folder: Path, client: Client):
    load(str(folder), "--limit", "2")
    before = set(ids(client))
    assert "5 records loaded" in load()
    assert "5 records loaded" in load()

    assert len(before) == 2
    assert before < set(ids(client))
    assert Plant.objects.count() == len(PLANTS)


def test_an_interrupted_load_shows_nothing(load: Load, folder: Path, client: Client):
    def broken_off(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loading.load(folder, None, broken_off)
    reconcile()

    assert Recommendation.objects.exists()
    assert source.public_ids() == set()
    assert found(client)["total"] == 0
    assert "5 records loaded" in load()
    assert len(ids(client)) == 5


def test_a_file_cut_short_shows_nothing(load: Load, folder: Path):
    whole = (folder / "recommendations.csv.gz").read_bytes()
    (folder / "recommendations.csv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataSetFault, match="recommendations"):
        loading.load(folder)
    assert source.public_ids() == set()


def test_removing_takes_all_of_it_out(loaded: Load, client: Client):
    case = make_case("棉印染余热回收")

    assert "5 records removed" in loaded("--remove")

    assert not Plant.objects.exists()
    assert not Recommendation.objects.exists()
    assert not Region.objects.filter(code__startswith="99").exists()
    assert ids(client) == [case.story_id]
    assert found(client, kind="practice")["total"] == 0
    assert client.get("/regions/990000/").status_code == 404


def test_removing_what_is_not_there_is_no_fault(load: Load):
    assert "0 records removed" in load("--remove")


def test_a_region_that_an_enterprise_names_is_not_taken_away(loaded: Load):
    enterprise = make_enterprise(region_code="994800")
    with pytest.raises(CommandError, match="names one of their regions"):
        loaded("--remove")

    assert Recommendation.objects.exists()
    enterprise.refresh_from_db()
    with pytest.raises(ProtectedError):
        Region.objects.get(code="994800").delete()


def test_the_vocabulary_comes_first(folder: Path, db: None):
    with pytest.raises(CommandError, match="load_vocabulary"):
        call_command(Command(), str(folder))


@pytest.mark.parametrize("arguments", [(), ("--limit", "0")], ids=["no folder", "no record"])
def test_a_request_for_nothing_is_refused(load: Load, folder: Path, arguments: tuple[str, ...]):
    given = (str(folder), *arguments) if arguments else ()
    with pytest.raises(CommandError):
        call_command(Command(), *given)


def test_the_size_of_a_page_decides_its_queries_not_the_kind_of_its_hits(loaded: Load, client: Client, folder: Path):
    from django.core.cache import cache
    from django.test.utils import CaptureQueriesContext

    def queries(**params: str) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/search/", params).status_code == 200
        return len(captured)

    queries()  # makes the frame of the site, which moves the version
    queries()
    assert queries(year="2024") == queries(year="1987"), "one record and three"


def test_an_empty_gzip_is_a_file_without_columns(load: Load, folder: Path):
    with gzip.open(folder / "recommendations.csv.gz", "wt"):
        pass
    with pytest.raises(CommandError, match="no column"):
        load()
