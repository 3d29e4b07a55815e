"""Concepts made of terms: kinds, main names and aliases, ambiguous names, names a broader industry has already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search.text.concepts import concepts
from search.text.expansion import ConceptKind, Name


@dataclass
class Term:
    code: str
    zh: str
    en: str = ""
    aliases_zh: Sequence[str] = ()
    aliases_en: Sequence[str] = ()
    ambiguous: Any = ()


def names(term: Term, kind: str) -> list[tuple[str, bool, bool]]:
    (concept,) = concepts(**{"techniques": (), "industries": (), "processes": (), kind: (term,)})
    return [(name.text, name.main, name.ambiguous) for name in concept.names]


def test_terms_come_in_the_order_techniques_industries_processes_with_their_kind():
    made = list(concepts([Term("T02", "余热")], [Term("C17", "纺织业")], [Term("P012", "定型机", ambiguous=False)]))

    assert [(concept.code, concept.kind) for concept in made] == [
        ("T02", ConceptKind.TECHNIQUE),
        ("C17", ConceptKind.INDUSTRY),
        ("P012", ConceptKind.PROCESS),
    ]


def test_names_are_main_and_aliases_are_not():
    term = Term("T02", "余热回收", "Waste heat recovery", ["废热回收"], ["WHR"], ambiguous=["WHR"])

    assert names(term, "techniques") == [
        ("余热回收", True, False),
        ("Waste heat recovery", True, False),
        ("废热回收", False, False),
        ("WHR", False, True),  # this name alone also means other things
    ]


def test_a_term_without_an_english_name_has_its_chinese_one():
    assert names(Term("C17", "纺织业"), "industries") == [("纺织业", True, False)]


def test_of_an_ambiguous_process_every_name_is_ambiguous():
    term = Term("P026", "热风炉", "Stove", ["热风发生炉"], ["Furnace"], ambiguous=True)

    assert [ambiguous for _, _, ambiguous in names(term, "processes")] == [True] * 4
    term.ambiguous = False
    assert [ambiguous for _, _, ambiguous in names(term, "processes")] == [False] * 4


def test_a_name_that_a_broader_industry_has_is_left_out_of_every_narrower_one():
    broad = Term("C31", "炼铁业", "Iron", ["炼铁"])
    narrow = Term("C311", "炼铁", "Ironmaking", ["炼生铁"])
    narrowest = Term("C3110", "炼铁", "Ironmaking", ["炼铁业", "高炉炼铁"])

    made = [
        concept.names for concept in concepts([], [broad, narrow, narrowest], [Term("P1", "炼铁", ambiguous=False)])
    ]

    assert made == [
        (Name("炼铁业", main=True), Name("Iron", main=True), Name("炼铁")),
        (Name("Ironmaking", main=True), Name("炼生铁")),
        (Name("高炉炼铁"),),
        (Name("炼铁", main=True),),  # a process may share the name of an industry
    ]
