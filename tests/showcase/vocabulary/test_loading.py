"""The vocabulary comes from its files, again and again, and a vocabulary editor's work survives it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from showcase.models import Catalogue, Goal, Industry, Level, Process, Programme, Region, Technique
from showcase.vocabulary import loading, tables
from showcase.vocabulary.loading import load_vocabulary
from showcase.vocabulary.rows import VocabularyError

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    load_vocabulary()


@pytest.mark.usefixtures("loaded")
def test_every_row_of_the_files_is_a_term() -> None:
    for model, rows in (
        (Technique, tables.read_techniques()),
        (Process, tables.read_processes()),
        (Industry, (*tables.read_industries(), *tables.read_industry_groups())),
        (Region, tables.read_regions()),
        (Goal, tables.read_goals()),
        (Catalogue, tables.read_catalogues()),
        (Programme, tables.read_programmes()),
        (Level, tables.read_levels()),
    ):
        assert rows
        assert sorted(model.objects.values_list("code", flat=True)) == sorted(row.code for row in rows), model
    assert Level.objects.order_by("position").first().code == "municipal"
    assert Catalogue.objects.get(code="energy-saving-2025").edition == "2025"


@pytest.mark.usefixtures("loaded")
def test_terms_stand_below_their_parents_and_in_their_groups() -> None:
    assert Industry.objects.get(code="C1713").parent.parent.code == "C17"
    assert Industry.objects.get(code="C17").industry_group.code == "G08"
    assert Industry.objects.get(code="C384").industry_group.code == "G11"
    assert Region.objects.get(code="350582").parent.code == "350500"
    assert Technique.objects.get(code="T02.01").parent.code == "T02"
    assert Goal.objects.get(code="2018-2").successors.exists()


@pytest.mark.usefixtures("loaded")
def test_names_that_occur_twice_are_two_terms() -> None:
    smelting = Industry.objects.filter(zh="炼铁")

    assert smelting.count() == 2
    assert len({term.name for term in smelting}) == 2


@pytest.mark.usefixtures("loaded")
def test_loading_again_changes_nothing(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(40):
        again = load_vocabulary()

    assert all((loaded.made, loaded.updated) == (0, 0) for loaded in again)
    assert sum(loaded.unchanged for loaded in again) > 2000


@pytest.mark.usefixtures("loaded")
def test_a_vocabulary_editors_alias_survives_the_next_load() -> None:
    term = Technique.objects.get(code="T02.01")
    term.aliases_zh = [*term.aliases_zh, "车间土话"]
    term.save()

    load_vocabulary()

    assert "车间土话" in Technique.objects.get(code="T02.01").aliases_zh


@pytest.mark.usefixtures("loaded")
def test_a_changed_row_updates_its_term_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Level.objects.get(code="municipal")
    changed = [tables.LevelRow("municipal", 1, "市级名单", "Municipal level"), *tables.read_levels()[1:]]
    monkeypatch.setattr(loading.tables, "read_levels", lambda *_folder: tuple(changed))

    report = {loaded.name: loaded for loaded in load_vocabulary()}

    after = Level.objects.get(code="municipal")
    assert (after.pk, after.zh, after.en) == (before.pk, "市级名单", "Municipal level")
    assert sum(loaded.updated for loaded in report.values()) == 1


def test_a_fault_in_a_file_is_named_and_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_folder: object) -> None:
        raise VocabularyError("levels.csv", 3, "code", "empty")

    monkeypatch.setattr(loading.tables, "read_levels", fail)

    with pytest.raises(CommandError, match=r"levels\.csv"):
        call_command("load_vocabulary")
    assert not Technique.objects.exists()


def test_the_command_says_what_it_loaded() -> None:
    out = StringIO()
    call_command("load_vocabulary", stdout=out)

    assert "101 made" in out.getvalue()
