"""The vocabulary that ships with the project."""

import csv
import json
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from portal.text.formulas import with_small_digits
from showcase.lists.register.fold import LEVELS
from showcase.vocabulary.ancestry import industry_filter_codes, region_filter_codes, technique_filter_codes
from showcase.vocabulary.tables import (
    IndustryRow,
    TermRow,
    read_catalogues,
    read_goal_mapping,
    read_goals,
    read_industries,
    read_industry_groups,
    read_levels,
    read_processes,
    read_programmes,
    read_regions,
    read_techniques,
)

SMALL_DIGITS = dict.fromkeys(map(ord, "₂ₓ"))
COLLECTED = Path(__file__).parents[4] / "shared/data/vocabulary"
needs_collected = pytest.mark.skipif(
    not COLLECTED.exists() and os.environ.get("CI") != "true", reason="reads ../shared, not part of the project"
)

INDUSTRIES = {row.code: row for row in read_industries()}
GROUPS = {row.code: row.industry_group for row in INDUSTRIES.values() if row.industry_group}
REGIONS = {row.code: row for row in read_regions()}


def collected(name: str) -> list[dict[str, str]]:
    with (COLLECTED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tree_of_gb_t_4754_is_whole() -> None:
    assert Counter(row.level for row in INDUSTRIES.values()) == {
        "section": 20,
        "division": 97,
        "group": 473,
        "class": 1381,
    }


@pytest.mark.parametrize(
    ("division", "section"),
    [
        ("01", "A"),
        ("06", "B"),
        ("12", "B"),
        ("13", "C"),
        ("43", "C"),
        ("44", "D"),
        ("46", "D"),
        ("47", "E"),
        ("53", "G"),
        ("60", "G"),
        ("66", "J"),
        ("76", "N"),
        ("83", "P"),
        ("97", "T"),
    ],
)
def test_every_division_stands_in_its_section(division: str, section: str) -> None:
    assert INDUSTRIES[section + division].parent == section


def test_every_industry_stands_below_the_code_it_begins_with() -> None:
    for row in INDUSTRIES.values():
        above = row.code[:1] if row.level == "division" else row.code[:-1]
        assert row.parent == above
        assert len(row.code) == {"section": 1, "division": 3, "group": 4, "class": 5}[row.level]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("C1713", "棉印染精加工"),
        ("C3531", "食品、酒、饮料及茶生产专用设备制造"),
        ("C37", "铁路、船舶、航空航天和其他运输设备制造业"),
        ("C4023", "导航、测绘、气象及海洋专用仪器制造"),
        ("D4414", "核力发电"),
    ],
)
def test_names_are_those_of_the_standard_in_full(code: str, name: str) -> None:
    assert INDUSTRIES[code].zh == name


def test_every_industry_has_an_industry_group_by_its_most_specific_row() -> None:
    known = {group.code for group in read_industry_groups()}
    for code in INDUSTRIES:
        if code != "C":
            assert industry_filter_codes([code], GROUPS) & known
    assert industry_filter_codes(["C3841"], GROUPS) == {"C3841", "C384", "C38", "G11"}
    assert industry_filter_codes(["C1713"], GROUPS) == {"C1713", "C171", "C17", "G08"}


def test_manufacturing_divisions_carry_their_isic_and_nace() -> None:
    divisions = [row for row in INDUSTRIES.values() if row.parent == "C"]
    assert len(divisions) == 31
    assert all(row.isic and row.nace for row in divisions)


def names(row: TermRow) -> set[str]:
    return {word.casefold() for word in (row.zh, row.en, *row.aliases_zh, *row.aliases_en) if word}


def lineage(code: str) -> set[str]:
    return {code[:length] for length in range(1, len(code) + 1)}


def test_a_word_names_industries_of_one_lineage_only() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in INDUSTRIES.values():
        for word in {*row.aliases_zh, *row.aliases_en}:
            bearers[word.casefold()] |= {row.code}
    for row in INDUSTRIES.values():
        if row.zh.casefold() in bearers:
            bearers[row.zh.casefold()] |= {row.code}
    for word, codes in bearers.items():
        assert codes <= lineage(max(codes, key=len)), word


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("印染", "C1713"),
        ("钢铁", "G01"),
        ("水泥", "C3011"),
        ("造纸", "C222"),
        ("锂电池", "C3841"),
        ("光伏", "C3825"),
        ("化纤", "C28"),
        ("陶瓷", "C307"),
        ("玻璃", "C304"),
        ("cement", "C3011"),
        ("papermaking", "C222"),
        ("lithium-ion batteries", "C3841"),
    ],
)
def test_trade_words_lead_to_their_industry(word: str, code: str) -> None:
    rows: list[TermRow] = [*INDUSTRIES.values(), *read_industry_groups()]
    assert [row.code for row in rows if word in names(row)] == [code]


def test_trade_words_of_industries_are_not_names_of_techniques_or_processes() -> None:
    # a word that several concepts share is offered to searchers and not expanded: techniques and processes come first
    taken = {word for row in (*read_techniques(), *read_processes()) for word in names(row)}
    for row in (*INDUSTRIES.values(), *read_industry_groups()):
        assert not taken & {word.casefold() for word in (*row.aliases_zh, *row.aliases_en)}, row.code


def test_no_alias_repeats_the_name_it_belongs_to() -> None:
    rows: list[TermRow] = [*INDUSTRIES.values(), *REGIONS.values(), *read_industry_groups()]
    for row in rows:
        assert row.zh not in row.aliases_zh
        assert row.en not in row.aliases_en


def test_english_names_are_in_latin_letters() -> None:
    rows: list[TermRow] = [*INDUSTRIES.values(), *REGIONS.values(), *read_techniques(), *read_industry_groups()]
    for row in rows:
        names = (name.translate(SMALL_DIGITS) for name in (row.en, *row.aliases_en))
        assert all(name.isascii() for name in names), row.code


def test_techniques_stand_below_the_group_that_their_code_begins_with() -> None:
    techniques = read_techniques()
    groups = [row.code for row in techniques if not row.parent]
    assert groups == [f"T{number:02d}" for number in range(1, len(groups) + 1)]
    for row in techniques:
        assert row.code in groups or row.parent == row.code[:3]
        assert technique_filter_codes([row.code]) == {row.code, row.parent or row.code}


def test_exactly_the_words_with_several_meanings_are_marked() -> None:
    marked = {word for row in read_techniques() for word in row.ambiguous}
    assert marked == {"EMS", "EPC", "SVG", "RO", "MES", "风机", "热回收"}
    for row in read_techniques():
        assert marked & {*row.aliases_zh, *row.aliases_en} == set(row.ambiguous)


@needs_collected
def test_no_collected_name_of_a_technique_or_process_is_lost() -> None:
    for file, rows in (("technique_glossary.csv", read_techniques()), ("processes.csv", read_processes())):
        ours = {row.code: row for row in rows}
        for theirs in collected(file):
            row = ours[theirs["code"]]
            assert theirs["zh"] in (row.zh, *row.aliases_zh)
            assert row.en == with_small_digits(theirs["en"])
            for column, names in (("aliases_zh", row.aliases_zh), ("aliases_en", row.aliases_en)):
                assert set(filter(None, theirs[column].split("|"))) <= set(names)


@needs_collected
def test_no_collected_industry_or_grouping_is_lost() -> None:
    tree = json.loads((COLLECTED / "gbt4754_2017.json").read_text(encoding="utf-8"))
    assert {entry["code"] for entry in tree} < {row.code[1:] or row.code for row in INDUSTRIES.values()}
    assert {row["gb4754"]: row["group_code"] for row in collected("industry_groups.csv")} == GROUPS


def test_processes_name_industries_that_exist() -> None:
    processes = read_processes()
    known = INDUSTRIES.keys() | {group.code for group in read_industry_groups()}
    assert {code for row in processes for code in row.industries} <= known
    assert any(row.industries for row in processes)
    assert any(not row.industries for row in processes)
    assert {row.kind for row in processes} == {"equipment", "process", "utility", "material"}


def test_fujian_has_nine_cities_and_pingtan_on_its_own() -> None:
    prefectures = [row.code for row in REGIONS.values() if row.kind == "prefecture"]
    assert len(prefectures) == 10
    assert REGIONS["350128"].parent == "350000"
    assert REGIONS["350582"].en == "Jinjiang"
    assert REGIONS["350524"].en == "Anxi County"
    assert len([row for row in REGIONS.values() if row.kind == "province"]) == 34


def test_counties_stand_below_the_city_their_code_begins_with() -> None:
    parents = {row.code: row.parent for row in REGIONS.values()}
    for row in REGIONS.values():
        if row.kind == "county":
            assert row.parent == row.code[:4] + "00"
            assert region_filter_codes([row.code], parents) == {row.code, row.parent, "350000"}


def test_no_two_regions_share_a_name() -> None:
    for names in ([row.zh for row in REGIONS.values()], [row.en for row in REGIONS.values()]):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_goals_of_2025_weigh_a_hundred_and_follow_from_those_of_2018() -> None:
    goals = {goal.code: goal for goal in read_goals()}
    new = [goal for goal in goals.values() if goal.version == 2025]
    assert [goal.weight for goal in new] == [30, 30, 16, 16, 8]
    assert [goal.order for goal in new] == [1, 2, 3, 4, 5]
    mapping = read_goal_mapping()
    assert {goals[old].version for old, _ in mapping} == {2018}
    assert {goals[new].version for _, new in mapping} == {2025}
    assert {old for old, _ in mapping} == {code for code, goal in goals.items() if goal.version == 2018}
    assert [goals[new].zh for old, new in mapping if goals[old].zh == "原料无害化"] == ["资源高效化", "产品绿色化"]


def test_levels_programmes_and_catalogues_are_the_named_ones() -> None:
    assert tuple(level.code for level in sorted(read_levels(), key=lambda level: level.rank)) == LEVELS
    assert [programme.code for programme in read_programmes()] == [
        *("green-factory", "green-park", "green-supply-chain", "green-product", "zero-carbon-factory")
    ]
    assert len(read_catalogues()) == 8


def test_an_industry_without_an_english_name_is_a_group_or_a_class() -> None:
    def unnamed(row: IndustryRow) -> bool:
        return not row.en

    assert {row.level for row in INDUSTRIES.values() if unnamed(row)} == {"group", "class"}


def test_every_technique_and_group_is_defined_in_both_languages() -> None:
    techniques = read_techniques()
    assert techniques
    assert [row.code for row in techniques if not (row.definition_zh and row.definition_en)] == []
