"""What a row becomes: terms by any name, figures beside their words, citations in place; problems with their cell."""

import pytest

from showcase.lists.importing.rows.regions import KnownRegion, RegionIndex
from showcase.stories.many.choices import labels_of, value_of
from showcase.stories.many.reading.cases import read_cases
from showcase.stories.many.reading.child import parsed
from showcase.stories.many.terms import Terms
from showcase.stories.many.understanding import understand
from showcase.stories.many.wording import FAULTS, fault_text
from showcase.vocabulary.tagging.typed import spelt
from tests.showcase.stories.many.workbooks import EFFECT, SOURCE, TAGS, case, filled

TERMS = Terms(TAGS, spelt(TAGS), RegionIndex([KnownRegion("350582", ("晋江市",))]))
CODE = "91350582MA2XN6KP6W"


def understood(fields=None, effects=(), sources=(SOURCE,)):
    (one,) = read_cases(parsed("案例.xlsx", filled([case(**(fields or {}))], effects, sources))).cases
    return understand(one, TERMS, "zh-hans")


def codes(found, vocabulary):
    return [tag.code for tag in found.terms[vocabulary]]


def said(found):
    return {(fault.code, fault.label) for fault in found.faults}


# Terms ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("C1713", ["C1713"]),
        ("c1713 棉印染精加工", ["C1713"]),
        ("印染", ["C1713"]),
        ("Dyeing；C176", ["C1713", "C176"]),
        ("针织、编织物制造", ["C176"]),
        ("印染、针织、编织物制造", ["C1713"]),
    ],
)
def test_a_term_is_found_by_code_or_any_name(words, expected):
    assert codes(understood({"industries": words}), "industry") == expected


def test_a_word_with_two_meanings_is_not_guessed():
    found = understood({"techniques": "热回收"})

    assert found.terms["technique"] == ()
    (fault,) = found.faults
    assert (fault.code, fault.hints) == ("no_such_term", ("T02.01 余热回收", "T02.02 余压利用"))


def test_an_unknown_term_names_its_cell_and_what_may_be_meant():
    found = understood({"techniques": "余热"})

    (fault,) = found.faults
    assert "T02.01 余热回收" in fault.hints
    assert fault_text(fault).startswith(f"案例 {fault.cell} 技术")


def test_a_place_is_found_by_its_name():
    assert codes(understood(), "region") == ["350582"]
    assert ("no_such_term", "地区") in said(understood({"region": "某地"}))


# Facts ----------------------------------------------------------------------------------------------------


def test_closed_lists_are_read_in_either_language_or_as_codes():
    for words in (labels_of("standing", "zh-hans")["reference"], labels_of("standing", "en")["reference"], "reference"):
        assert value_of("standing", words) == "reference"


@pytest.mark.parametrize("words", ["很好", "compiled"])
def test_what_is_no_choice_is_left_out_and_named(words):
    found = understood({"standing": words})

    assert "standing" not in found.fields
    assert ("no_such_choice", "收录依据") in said(found)


def test_a_credit_code_may_stand_in_place_of_the_name():
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")

    found = understood({"enterprise": wrong})

    assert {fault.code for fault in found.faults} == {"code_check", "no_enterprise"}


def test_a_year_in_words_is_read_and_two_are_not():
    assert understood({"year": "2024年"}).fields["year"] == 2024
    assert ("not_a_year", "年份") in said(understood({"year": "2023-2024"}))


# Texts ----------------------------------------------------------------------------------------------------


def test_sections_have_their_paragraphs_and_citations_of_the_cases_own_sources():
    body = understood({"practices": "加装换热器。[1]\n另见[7]。"}).draft.body

    assert [value for kind, value in body if kind == "section"] == ["background", "practices", "lessons"]
    assert body[3][1] == '<p>加装换热器。<a id="1" linktype="source"></a></p><p>另见[7]。</p>'


def test_a_citation_of_no_source_is_named():
    assert ("cites_no_source", "做法") in said(understood({"practices": "见[7]。"}))


def test_sources_keep_their_numbers_and_the_others_get_the_next():
    rows = [{**SOURCE, "number": "2"}, SOURCE, {**SOURCE, "number": "2", "url": "example.org", "date": "去年"}]

    found = understood(sources=rows)

    assert [source.number for source in found.draft.sources] == [1, 2, 3]
    assert said(found) >= {("source_twice", "编号"), ("not_an_address", "网址"), ("not_a_date", "日期")}


# Figures --------------------------------------------------------------------------------------------------


def test_the_words_of_a_source_are_read_in_their_scale():
    (figure,) = understood(effects=[EFFECT]).figures

    expected = {
        "printed": "年节约电约186万kWh",
        "low": "186",
        "unit": "万kWh",
        "quantity": "electricity_saved",
        "per": "year",
        "scope": "project",
        "evidence": "company_statement",
        "source_number": "1",
    }
    assert {name: figure.fields.get(name) for name in expected} == expected


def test_number_and_unit_may_stand_in_columns():
    row = {"case": "1", "quantity": "节约电量", "value": "18.6万", "unit": "kWh", "per": "每年"}
    row["quantity"], row["per"] = labels_of("quantity", "zh-hans")["electricity_saved"], labels_of("per", "en")["year"]

    (figure,) = understood(effects=[row]).figures

    expected = {"low": "18.6", "unit": "万kWh", "quantity": "electricity_saved", "direction": "saved", "per": "year"}
    assert {name: figure.fields.get(name) for name in expected} == expected


def test_where_words_and_columns_differ_the_columns_count_and_it_is_said():
    found = understood(effects=[{**EFFECT, "value": "200", "unit": "万kWh"}])

    assert found.figures[0].fields["low"] == "200"
    assert ("words_differ", "数值") in said(found)


def test_words_with_several_figures_become_several_rows():
    assert len(understood(effects=[{**EFFECT, "words": "年节电18.6万kWh，年减排二氧化碳100吨。"}]).figures) == 2


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"words": "效果显著"}, ("words_unread", "来源原文")),
        ({"words": None}, ("effect_empty", "来源原文")),
        ({"value": "很多"}, ("value_unread", "数值")),
        ({"scope": "全球"}, ("no_such_choice", "范围")),
        ({"source": "8"}, ("no_such_source", "来源编号")),
        ({"period": "去年"}, ("not_a_date", "时间")),
    ],
)
def test_a_problem_of_an_effect_names_its_column(row, expected):
    found = understood(effects=[{**EFFECT, **row}])

    assert expected in said(found)
    assert all(fault.cell for fault in found.faults)


def test_words_that_cannot_be_read_wait_in_the_draft():
    (figure,) = understood(effects=[{**EFFECT, "words": "效果显著"}]).figures

    assert (figure.effect, figure.fields["printed"]) == (None, "效果显著")


def test_every_fault_has_its_words():
    assert all(str(words) for words in FAULTS.values())
