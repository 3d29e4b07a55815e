"""Chosen terms that are above each other or mean nearly the same are pointed out."""

import pytest

from showcase.vocabulary.tagging.pairs import Relation, pairs
from showcase.vocabulary.tagging.terms import Tag, Tags

GROUP = Tag("technique:1", "technique", "T02", "余热余压余气利用")
HEAT = Tag("technique:2", "technique", "T02.01", "余热回收", "Waste heat recovery", ("热回收",), parent=GROUP.key)
SOLVENT = Tag("technique:3", "technique", "T10.07", "溶剂与物料回收", "Solvent recovery", ("溶剂回收",))
VOCS = Tag("technique:4", "technique", "T09.01", "VOCs治理", "VOC abatement", ("溶剂回收",))
HEATS = Tag("technique:5", "technique", "T99", "余热的回收")
BOILER = Tag("process:1", "process", "P003", "余热回收器")
TEXTILES = Tag("industry:1", "industry", "G08", "纺织")
DIVISION = Tag("industry:2", "industry", "C17", "纺织业", group=TEXTILES.key)
TAGS = Tags([GROUP, HEAT, SOLVENT, VOCS, HEATS, BOILER, TEXTILES, DIVISION])


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ((HEAT, GROUP), [(GROUP, HEAT, Relation.BROADER, "")]),
        ((DIVISION, TEXTILES), [(TEXTILES, DIVISION, Relation.BROADER, "")]),
        ((SOLVENT, VOCS), [(SOLVENT, VOCS, Relation.SAME_WORD, "溶剂回收")]),
        ((HEAT, HEATS), [(HEAT, HEATS, Relation.ALIKE, "")]),
        ((HEAT, BOILER), []),  # alike, but of two vocabularies
        ((HEAT, SOLVENT), []),
        ((HEAT,), []),
    ],
)
def test_pairs_of_chosen_terms(chosen, found):
    assert [(pair.first, pair.second, pair.relation, pair.word) for pair in pairs(chosen, TAGS)] == found
