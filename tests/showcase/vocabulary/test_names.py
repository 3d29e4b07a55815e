"""A word that people use for one term is not the name of another, in either language and however it is written."""

import csv
import shutil
from dataclasses import dataclass

import pytest
from django.urls import reverse

from search.analysis import normalise
from showcase.models import Technique
from showcase.vocabulary import loading, tables
from showcase.vocabulary.loading import load_vocabulary
from showcase.vocabulary.names import MEANT, clashes, fold_name
from showcase.vocabulary.rows import VocabularyError
from tests.factories import industry, make_superuser, process, technique

tables_check = tables.check_names


@dataclass(frozen=True)
class Term:
    code: str
    zh: str = ""
    en: str = ""
    aliases_zh: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    ambiguous: object = ()


BOILER = Term("P1", "余热锅炉", "Waste-heat boiler")


@pytest.mark.parametrize("alias", ["余热锅炉", "餘熱鍋爐", "WASTE-HEAT  boiler", "Ｗaste-heat boiler"])
def test_an_alias_is_compared_as_the_search_compares_it(alias):
    other = Term("T1", aliases_zh=(alias,))
    assert [clash.others for clash in clashes([other], [other, BOILER])] == [("P1",)]


@pytest.mark.parametrize("name", ["餘熱鍋爐", "Ｗaste-heat Boiler", "ORC（有机朗肯循环）", "CO₂ 捕集"])
def test_names_fold_as_in_the_search(name):
    assert fold_name(name) == " ".join(normalise(name).split())


def test_ones_own_name_or_an_ambiguous_word_is_no_clash():
    own = Term("P1", "余热锅炉", aliases_zh=("余热锅炉",))
    said = Term("T1", aliases_zh=("余热锅炉",), ambiguous=("余热锅炉",))
    assert not list(clashes([own, said, Term("P2", aliases_zh=("余热锅炉",), ambiguous=True)], [own, BOILER]))


def test_the_vocabulary_has_no_clash_but_those_that_are_meant():
    rows = [
        *tables.read_industry_groups(),
        *tables.read_industries(),
        *tables.read_techniques(),
        *tables.read_processes(),
    ]
    assert list(clashes(rows, rows)) == []
    held = {(row.code, alias) for row in rows for alias in row.aliases_zh}
    assert held >= MEANT


@pytest.mark.django_db
def test_a_file_with_a_clash_is_not_loaded_and_the_place_is_named(tmp_path, monkeypatch):
    shutil.copytree(tables.DATA, tmp_path / "data")
    path = tmp_path / "data/processes.csv"
    rows = list(csv.reader(path.open(encoding="utf-8-sig")))
    rows[1][rows[0].index("aliases_zh")] += "|分布式光伏"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    monkeypatch.setattr(loading.tables, "check_names", lambda: tables_check(tmp_path / "data"))

    with pytest.raises(VocabularyError) as refused:
        load_vocabulary()

    assert (refused.value.file, refused.value.row, refused.value.column) == ("processes.csv", 2, "aliases_zh")
    assert "T06.01" in str(refused.value)
    assert not Technique.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("make", [industry, technique, process])
def test_the_form_refuses_the_name_of_another_term(client, make):
    client.force_login(make_superuser())
    other = technique("T08.03")
    term = make()
    address = reverse(f"terms_{term._meta.model_name}:edit", args=[term.pk])
    data = {"zh": term.zh, "en": term.en, "aliases_en": other.en.upper(), "aliases_zh": "自己的词"}
    data |= {"profile_zh": "", "profile_en": "", "definition_zh": "", "definition_en": ""}
    data |= {f"sources-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}

    refused = client.post(address, data)
    assert other.code in str(refused.context["form"].errors["aliases_en"])
    term.refresh_from_db()
    assert other.en.upper() not in term.aliases_en

    assert client.post(address, {**data, "aliases_en": "words of its own"}).status_code == 302
    named = client.post(reverse("terms_technique:edit", args=[other.pk]), {**data, "zh": "自己的词", "en": "x"})
    if term != other:
        assert named.context["form"].errors
