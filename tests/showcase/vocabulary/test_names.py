"""A word that people use for one term is not the name of another, in either language and however it is written."""

import csv
import shutil
from dataclasses import dataclass

import pytest
from django.urls import reverse

from search.text.analysis import normalise
from showcase.models import Technique
from showcase.vocabulary import file_names, loading, tables
from showcase.vocabulary.loading import load_vocabulary
from showcase.vocabulary.names import MEANT, Use, clashes, fold_name, same_names, shared_words
from showcase.vocabulary.rows import VocabularyError
from tests.factories import industry, make_superuser, make_user, process, region, technique

check_names = file_names.check_names


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


REUSE = Term("T08.03", "中水回用与废水资源化", "Wastewater reuse", aliases_zh=("再生水",))


@pytest.mark.parametrize(
    ("word", "use"), [("再生水", Use.ALIAS), ("中水回用", Use.PART), ("wastewater  REUSE", Use.NAME), ("中水", None)]
)
def test_a_word_that_another_term_uses_too_is_named_with_its_use(word, use):
    found = [(one.use, one.others) for one in shared_words([Term("T02.01", "余热回收", aliases_zh=(word,))], [REUSE])]
    assert found == ([(use, ("T08.03",))] if use else [])


def test_a_new_name_is_compared_with_aliases_and_parts_of_names():
    found = {one.word: one.use for one in shared_words([Term("P9", "再生水", "中水回用")], [REUSE])}
    assert found == {"再生水": Use.ALIAS, "中水回用": Use.PART}


def test_a_marked_word_or_a_part_of_the_broader_name_is_not_shared():
    marked = Term("T02.01", "余热回收", aliases_zh=("再生水",), ambiguous=("再生水",))
    broader = Term("T08", "节水与废水回用", aliases_zh=("再生水",), ambiguous=True)
    assert not list(shared_words([marked, Term("T08.03", "废水回用")], [REUSE, broader, marked]))


def test_a_name_may_be_that_of_a_broader_term_and_of_no_other():
    ironmaking = [Term("C311", "炼铁"), Term("C3110", "炼铁")]
    assert not list(same_names(ironmaking[1], ironmaking))
    assert [one.others for one in same_names(Term("C17", "炼铁"), ironmaking)] == [("C311", "C3110")]


def test_the_words_that_two_terms_of_the_files_share_are_those_that_are_meant_so():
    shared = [str(fault) for fault in file_names.shared_names()]
    assert sorted(shared) == sorted(
        f"{file}, row {row}, column {column}: {word!r} is also {use} of {other}"
        for file, row, column, word, use, other in (
            ("techniques.csv", 34, "aliases_zh", "自然采光", "another name", "T13.03"),
            ("techniques.csv", 95, "aliases_zh", "自然采光", "another name", "T05.03"),
            ("techniques.csv", 61, "aliases_zh", "溶剂回收", "another name", "T10.07"),
            ("techniques.csv", 75, "aliases_zh", "溶剂回收", "another name", "T09.01"),
            ("techniques.csv", 61, "aliases_en", "solvent recovery", "another name", "T10.07"),
            ("techniques.csv", 75, "aliases_en", "solvent recovery", "another name", "T09.01"),
            ("techniques.csv", 65, "aliases_zh", "清洁运输", "another name", "T13.02"),
            ("techniques.csv", 94, "aliases_zh", "清洁运输", "another name", "T09.05"),
            ("techniques.csv", 86, "aliases_zh", "绿色设计产品", "the name", "green-product"),
            ("programmes.csv", 5, "zh", "绿色设计产品", "another name", "T12.01"),
        )
    )


@pytest.mark.django_db
def test_a_file_with_a_clash_is_not_loaded_and_the_place_is_named(tmp_path, monkeypatch):
    shutil.copytree(tables.DATA, tmp_path / "data")
    path = tmp_path / "data/processes.csv"
    rows = list(csv.reader(path.open(encoding="utf-8-sig")))
    rows[1][rows[0].index("aliases_zh")] += "|分布式光伏"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    monkeypatch.setattr(loading.file_names, "check_names", lambda: check_names(tmp_path / "data"))

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
    data |= {f"{rows}-{name}_FORMS": "0" for rows in ("sources", "shares") for name in ("TOTAL", "INITIAL")}

    refused = client.post(address, data)
    assert other.code in str(refused.context["form"].errors["aliases_en"])
    term.refresh_from_db()
    assert other.en.upper() not in term.aliases_en

    assert client.post(address, {**data, "aliases_en": "words of its own"}).status_code == 302
    named = client.post(reverse("terms_technique:edit", args=[other.pk]), {**data, "zh": "自己的词", "en": "x"})
    if term != other:
        assert named.context["form"].errors


TERM = {"definition_zh": "", "definition_en": ""}


@pytest.mark.django_db
def test_a_word_that_means_two_terms_is_saved_only_after_it_was_confirmed(client):
    client.force_login(make_user("vocabulary editor"))
    term, other = technique("T02.01"), technique("T08.03")
    Technique.objects.filter(pk=other.pk).update(aliases_zh=["再生水"])
    address = reverse("terms_technique:edit", args=[term.pk])
    data = {**TERM, "zh": term.zh, "en": term.en, "aliases_zh": "再生水", "aliases_en": ""}
    assert 'name="share_words"' not in client.get(address).content.decode()

    asked = client.post(address, data)
    assert f"T08.03 {other.zh}" in str(asked.context["form"].errors["share_words"])
    assert 'name="share_words"' in asked.content.decode()
    term.refresh_from_db()
    assert "再生水" not in term.aliases_zh

    assert client.post(address, {**data, "share_words": "on"}).status_code == 302
    term.refresh_from_db()
    assert term.aliases_zh == ["再生水"]
    # What has been confirmed is not asked again.
    assert client.post(address, data).status_code == 302


@pytest.mark.django_db
def test_a_confirmation_does_not_allow_the_name_of_another_term(client):
    client.force_login(make_user("vocabulary editor"))
    term, other = region("350500"), region("360000")
    address = reverse("terms_region:edit", args=[term.pk])
    data = {"zh": other.zh, "en": term.en, "aliases_zh": "", "aliases_en": "", "share_words": "on"}

    refused = client.post(address, data).context["form"].errors
    assert other.code in str(refused["zh"])
    refused = client.post(address, {**data, "zh": term.zh, "aliases_zh": other.zh}).context["form"].errors
    assert other.code in str(refused["aliases_zh"])
