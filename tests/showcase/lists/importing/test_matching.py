"""A row is recognised by code, then by name and place, then by former names; what is only likely is never sure."""

import pytest

from showcase.lists.importing.deciding import DecidedRow, Decision, Rules, first_decision, plan
from showcase.lists.importing.matching import Finding, KnownUnit, Match, Matcher
from showcase.lists.importing.rows.list_rows import ListRow
from tests.showcase.lists.importing.real_rows import regions

QUANZHOU, JINJIANG, XIAMEN = "350500", "350582", "350200"
KNOWN = [
    KnownUnit(1, "示例纺织（福建）有限公司", ("示例染织有限公司",), "CODE1", JINJIANG),
    KnownUnit(2, "福建片仔癀药业股份有限公司", region="350600"),
    KnownUnit(3, "大同机械有限公司", region=QUANZHOU),
    KnownUnit(4, "大同机械有限公司", region=XIAMEN),
    KnownUnit(5, "新示例化工有限公司", region=XIAMEN),
]


def find(name, **fields):
    row = ListRow(file="a.xlsx", sheet="S", row=2, name=name, **fields)
    return Matcher(KNOWN, regions()).find(row)


@pytest.mark.parametrize(
    ("name", "fields", "match", "enterprises"),
    [
        ("示例纺织(福建)有限公司", {"credit_code": "CODE1"}, Match.CREDIT_CODE, (1,)),
        ("随便什么名称", {"credit_code": "CODE1"}, Match.CONTRADICTED, (1,)),
        ("示例纺织(福建)有限公司", {"region": JINJIANG}, Match.NAME, (1,)),
        ("示例纺织(福建)有限公司", {"region": QUANZHOU}, Match.NAME, (1,)),
        ("示例纺织(福建)有限公司", {}, Match.NAME, (1,)),
        ("示例紡織（福建）有限公司", {}, Match.NAME, (1,)),
        ("示例纺织(福建)有限公司", {"region": XIAMEN}, Match.LIKELY, (1,)),
        ("示例纺织(福建)有限公司", {"credit_code": "OTHER"}, Match.CONTRADICTED, (1,)),
        ("示例染织有限公司", {}, Match.FORMER_NAME, (1,)),
        ("全新名称有限公司", {"former_name": "示例纺织（福建）有限公司"}, Match.FORMER_NAME, (1,)),
        ("新示例化工有限公司", {"former_name": "示例纺织（福建）有限公司"}, Match.AMBIGUOUS, (5, 1)),
        ("大同机械有限公司", {}, Match.AMBIGUOUS, (3, 4)),
        ("大同机械有限公司", {"region": XIAMEN}, Match.NAME, (4,)),
        ("片仔癀药业", {}, Match.LIKELY, (2,)),
        ("福建片仔廣药业股份有限公司", {}, Match.NONE, ()),
        ("毫不相干科技有限公司", {}, Match.NONE, ()),
    ],
)
def test_how_a_row_is_recognised(name, fields, match, enterprises):
    found = find(name, **fields)
    assert (found.match, found.enterprises) == (match, enterprises)


def test_one_wrong_letter_in_a_long_name_is_likely():
    known = [KnownUnit(1, "福建省宏港纺织印染科技有限公司")]

    row = ListRow(file="a", sheet="", row=1, name="福建省宏港纺织印柒科技有限公司")

    assert Matcher(known, regions()).find(row) == Finding(Match.LIKELY, (1,))


@pytest.mark.parametrize(
    ("match", "doubtful", "decision"),
    [
        (Match.CREDIT_CODE, False, Decision.LINK),
        (Match.NAME, False, Decision.LINK),
        (Match.FORMER_NAME, False, Decision.LINK),
        (Match.LIKELY, False, Decision.OPEN),
        (Match.AMBIGUOUS, False, Decision.OPEN),
        (Match.NONE, False, Decision.OPEN),
        (Match.CREDIT_CODE, True, Decision.OPEN),
    ],
)
def test_only_a_sure_match_without_doubts_decides_itself(match, doubtful, decision):
    assert first_decision(Finding(match, (1,)), doubtful, Rules()) is decision


def test_a_rule_never_chooses_between_candidates():
    rules = Rules(likely=Decision.LINK)

    assert first_decision(Finding(Match.LIKELY, (1,)), needs_decision=False, rules=rules) is Decision.LINK
    assert first_decision(Finding(Match.LIKELY, (1, 2)), needs_decision=False, rules=rules) is Decision.KEEP
    assert first_decision(Finding(Match.AMBIGUOUS, (1, 2)), needs_decision=False, rules=rules) is Decision.KEEP


def decided(key, decision, **fields):
    values = {"enterprise": None, "unit": f"unit{key}", "has_region": True, "name": "甲", **fields}
    return DecidedRow(key, decision, **values)


def test_two_rows_of_one_new_unit_make_one_enterprise():
    planned = plan([decided(1, Decision.CREATE, unit="甲"), decided(2, Decision.CREATE, unit="甲")])

    assert (planned.entries, planned.units, planned.is_ready) == ((1, 2), {"甲": 1}, True)


def test_what_stops_a_plan_is_named_by_row():
    planned = plan(
        [
            decided(1, Decision.OPEN),
            decided(2, Decision.LINK),
            decided(3, Decision.CREATE, has_region=False),
            decided(4, Decision.KEEP, name=" "),
            decided(5, Decision.SKIP, name=""),
        ]
    )

    assert not planned.is_ready
    assert (planned.open, planned.without_target, planned.without_region, planned.without_name) == (
        (1,),
        (2,),
        (3,),
        (4,),
    )
    assert planned.skipped == 1
