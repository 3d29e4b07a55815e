"""Where a code and a name lead to different units nothing decides but a person, by whatever way the file comes."""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from portal.refusals import RefusedError
from showcase.enterprises.credit_codes import check_character
from showcase.lists.importing.applying import apply_import
from showcase.lists.importing.choosing import GROUPS
from showcase.lists.importing.contradictions import within_file
from showcase.lists.importing.deciding import Decision, Rules, first_decision
from showcase.lists.importing.matching import SURE, KnownUnit, Match, Matcher
from showcase.lists.importing.preview import decide_group, decide_rows
from showcase.lists.importing.rows.list_rows import ListRow
from showcase.lists.importing.runs import Upload
from showcase.models import AnnouncementPage, Enterprise
from tests.factories import make_enterprise, make_superuser
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.real_rows import regions
from tests.showcase.lists.importing.starting import begun, decide

CASES = next((path for path in Path(__file__).parents if (path / "shared/cases/lists").exists()), Path()) / (
    "shared/cases/lists"
)
HAS_CASES = pytest.mark.skipif(
    not CASES.exists() and os.environ.get("CI") != "true", reason="reads ../shared/cases, not part of the project"
)


def code(number: int) -> str:
    body = f"91350582MA{number:07d}"
    return body + check_character(body)


def row(name: str, code: str = "", **fields: str) -> ListRow:
    return ListRow(file="a.xlsx", sheet="S", row=2, name=name, credit_code=code, **fields)


NAMES = [f"示例{letter}纺织有限公司" for letter in "甲乙丙丁戊己庚辛"]
KNOWN = [KnownUnit(pk, name, credit_code=code(pk)) for pk, name in enumerate(NAMES, start=1)]


# Pure ----------------------------------------------------------------------------------------------------


@given(st.permutations(range(1, 9)), st.sampled_from(list(Decision)), st.sampled_from(list(Decision)))
def test_of_codes_in_another_order_those_in_their_place_alone_are_sure(order, likely, doubtful):
    matcher = Matcher(KNOWN, regions())
    rules = Rules(likely, likely, doubtful)
    for pk, (name, other) in enumerate(zip(NAMES, order, strict=True), start=1):
        finding = matcher.find(row(name, code(other)))
        decision = first_decision(finding, needs_decision=False, rules=rules)
        if other == pk:
            assert (finding.match, finding.enterprises) == (Match.CREDIT_CODE, (pk,))
        else:
            assert (finding.match, finding.enterprises) == (Match.CONTRADICTED, (other, pk))
            assert decision is Decision.OPEN


@pytest.mark.parametrize(
    ("found", "match", "fault"),
    [
        (row("另一家公司", code(1)), Match.CONTRADICTED, "code_of_another"),
        (row(NAMES[0], code(99)), Match.CONTRADICTED, "name_under_other_code"),
        (row("福建示例甲纺织股份有限公司", code(1)), Match.CREDIT_CODE, "name_differs"),
        (row("示例甲紡織（有限公司）", code(1)), Match.CREDIT_CODE, None),
        (row("改了名的公司", code(1), former_name=NAMES[0]), Match.CREDIT_CODE, None),
        (row("从未见过的公司", code(99)), Match.NONE, None),
    ],
)
def test_what_contradicts_what_we_hold(found, match, fault):
    finding = Matcher(KNOWN, regions()).find(found)

    assert (finding.match, finding.problem.fault if finding.problem else None) == (match, fault)


def test_a_former_or_once_printed_name_under_its_own_code_contradicts_nothing():
    known = [KnownUnit(1, "新名有限公司", ("旧名有限公司",), code(1), printed=("登报名有限公司",))]
    matcher = Matcher(known, regions())

    for name in ("新名有限公司", "旧名有限公司", "登报名有限公司"):
        assert matcher.find(row(name, code(1))).match is Match.CREDIT_CODE
    assert matcher.find(row("登报名有限公司")).match is Match.LIKELY


def test_a_file_contradicts_itself_by_one_code_under_two_names_or_one_name_under_two_codes():
    rows = [
        row("甲公司", code(1)),
        row("乙公司", code(1)),
        row("丙公司", code(2)),
        row("丙公司", code(3)),
        row("福建丁纺织公司", code(4)),
        row("丁纺织有限公司", code(4)),
        row("戊公司", code(5)),
        row("戊公司"),
    ]

    found = within_file(rows)

    assert {place: problem.fault for place, problem in found.items()} == {
        **dict.fromkeys((0, 1), "one_code_two_names"),
        **dict.fromkeys((2, 3), "one_name_two_codes"),
    }
    assert all(problem.severity == "decide" for problem in found.values())


@pytest.mark.parametrize("decision", [Decision.LINK, Decision.CREATE])
def test_no_rule_may_choose_between_a_code_and_a_name(decision):
    with pytest.raises(ValueError, match="decided by a person"):
        Rules(contradicted=decision)
    assert Match.CONTRADICTED not in SURE


# In the database -----------------------------------------------------------------------------------------


def shifted() -> Upload:
    """Each name beside the code of the next unit."""
    lines = [["序号", "企业名称", "统一社会信用代码", "所属地区"]]
    lines += [[str(at), name, code(at % 8 + 1), "泉州市晋江市"] for at, name in enumerate(NAMES, start=1)]
    return Upload("附件.xlsx", make.xlsx(lines))


@pytest.fixture
def units(terms):
    return [make_enterprise(name, credit_code=code(at), is_example=True) for at, name in enumerate(NAMES, start=1)]


pytestmark = pytest.mark.django_db


def test_shifted_codes_are_decided_by_no_bulk_action_and_by_no_default(units):
    started = begun(shifted()).list_import

    assert {(found.match, found.decision, found.enterprise_id) for found in started.rows.all()} == {
        ("contradicted", "open", None)
    }
    for group in GROUPS:
        for decision in (Decision.LINK, Decision.CREATE):
            assert decide_group(started, group, decision) == 0
    with pytest.raises(RefusedError, match="8"):
        apply_import(started)
    assert not AnnouncementPage.objects.get().entries.exists()


def test_the_officer_decides_row_by_row_and_is_shown_both_units(client: Client, units):
    client.force_login(make_superuser())
    started = begun(shifted()).list_import
    first = started.rows.order_by("position").first()

    page = client.get(reverse("list_import", args=[started.pk])).content.decode()
    assert units[0].name_zh in page
    assert f"link:{units[0].pk}" in page
    assert f"link:{units[1].pk}" in page
    assert decide_rows(started, {f"decision-{first.pk}": f"link:{units[0].pk}"}) == 1
    assert started.rows.get(pk=first.pk).enterprise_id == units[0].pk


@pytest.mark.parametrize(("said", "entries"), [("refuse", None), ("keep", 8), ("skip", None)])
def test_the_command_refuses_a_contradiction_unless_it_is_told_what_becomes_of_it(units, tmp_path, said, entries):
    file = tmp_path / "附件.xlsx"
    file.write_bytes(shifted().data)
    options = ("--programme=green-factory", "--level=provincial", "--year=2024", "--kind=final")
    more = ("--basis=official_file", "--example", "--new=create", "--likely=link", "--doubtful=accept")

    def imported() -> None:
        call_command("import_list", str(file), *options, *more, f"--contradicted={said}")

    if entries is None:
        with pytest.raises(CommandError, match="nothing was changed"):
            imported()
        assert not AnnouncementPage.objects.exists()
    else:
        imported()
        page = AnnouncementPage.objects.get()
        assert page.entries.filter(enterprise=None).count() == entries
    assert Enterprise.objects.count() == len(NAMES)


def test_a_second_unit_of_one_name_made_meanwhile_is_not_made_once_more_in_silence(terms):
    """The preview knew of no such unit; by the time it is applied another import has made one with another code."""
    lines = [["序号", "企业名称", "统一社会信用代码", "所属地区"], ["1", NAMES[0], code(1), "泉州市晋江市"]]
    started = begun(Upload("附件.xlsx", make.xlsx(lines))).list_import
    make_enterprise(NAMES[0], credit_code=code(2), is_example=True)

    with pytest.raises(RefusedError, match="1"):
        decide(started, "create")
    assert Enterprise.objects.count() == 1


# Files that were read wrongly ----------------------------------------------------------------------------


def imported(name: str) -> list[tuple[str, str]]:
    started = begun(Upload(name, (CASES / name).read_bytes())).list_import
    return [(found.name, found.match) for found in started.rows.order_by("position")]


@HAS_CASES
def test_the_files_that_gave_wrong_firms_with_a_tick(terms):
    shifted_names = [name for name, _match in imported("X_shifted_codes.xlsx")]
    codes = [found.credit_code for found in AnnouncementPage.objects.get().imports.get().rows.order_by("position")]
    for at, name in enumerate(shifted_names):
        make_enterprise(name, credit_code=codes[(at + 1) % 8], is_example=True)
    AnnouncementPage.objects.get().imports.get().delete()
    AnnouncementPage.objects.get().delete()

    assert {match for _name, match in imported("X_shifted_codes.xlsx")} == {"contradicted"}
    assert {match for _name, match in imported("X_same_name_other_code.xlsx")} == {"contradicted"}
    assert {match for _name, match in imported("BX57_same_code_two_names.xlsx")} == {"contradicted"}
    twins = dict(imported("16_duplicates.xlsx"))
    assert twins["另名测试有限公司"] == twins["宁德测旭宏包装股份有限公司"] == "contradicted"


@HAS_CASES
def test_a_new_name_under_a_known_code_is_decided_and_then_found_by_the_name_printed(terms):
    (known,) = imported("BX92_code_2019_old_name.xlsx")
    unit = make_enterprise(known[0], credit_code="913301001234567831", is_example=True)

    assert imported("BX93_code_2021_new_name.xlsx") == [("甲生物科技有限公司", "contradicted")]
    assert unit.name_zh == "甲商贸有限公司"
