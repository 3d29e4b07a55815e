"""A renaming keeps the enterprise and never makes a second one; between two that we hold it proposes a merge."""

import datetime as dt

import pytest
from django.urls import reverse

from portal.refusals import RefusedError
from portal.text.dates import PartialDate
from showcase.enterprises.credit_codes import check_character
from showcase.lists.importing.announcing import Notice
from showcase.lists.importing.applying import apply_import
from showcase.lists.importing.flow import Request, begin_import
from showcase.lists.importing.preview import decide_group, row_lines
from showcase.lists.importing.runs import Upload
from showcase.lists.register.record import record
from showcase.merging.actions import accept_proposal
from showcase.models import Enterprise, FormerName, ListEntry, ListingEvent, MergeProposal
from tests import factories
from tests.showcase.lists.importing import list_files as make

pytestmark = pytest.mark.django_db

OLD, NEW = "示例纺织有限公司", "新示例科技有限公司"
BODY = "91350582MA2XXXXX0"
CODE = BODY + check_character(BODY)


@pytest.fixture(autouse=True)
def terms():
    factories.region("350582"), factories.programme(), factories.level(), factories.section("notices")


@pytest.fixture
def unit():
    return factories.make_enterprise(OLD, "Example Textile", region_code="350582")


def renamed(unit, name=NEW, day=dt.date(2024, 5, 6), **fields):
    """A published adjustment with one row that gives the unit a name."""
    page = factories.make_announcement(kind="adjustment", effective_on=day, effective_precision="day")
    entry = factories.make_entry(page, unit, action="rename", **{"former_name": OLD, **fields})
    ListEntry.objects.filter(pk=entry.pk).update(name=name)
    page.save_revision().publish()
    return page


def names(unit):
    unit = Enterprise.objects.get(pk=unit.pk)
    return unit.name_zh, [(former.name_zh, former.until) for former in unit.former_names.all()]


def imported(rows, number=1, kind="final", header=("序号", "企业名称", "统一社会信用代码", "所属地区")):
    notice = Notice(
        *(factories.programme(), factories.level(), 2024, kind, "official_file", PartialDate(2024)), batch=str(number)
    )
    upload = Upload(f"附件{number}.xlsx", make.xlsx([list(header), *rows]))
    return begin_import(Request((upload,), factories.programme(), notice=notice)).list_import


# The enterprise follows ----------------------------------------------------------------------------------


def test_until_the_notice_is_published_the_enterprise_keeps_its_name(unit):
    started = imported([["1", NEW, OLD]], kind="adjustment", header=("序号", "企业名称", "原企业名称"))
    apply_import(started)

    assert names(unit) == (OLD, [])
    started.announcement.save_revision().publish()
    assert names(unit) == (NEW, [(OLD, "2024")])


def test_a_proposal_renames_nobody(unit):
    page = factories.make_announcement(kind="proposal")
    ListEntry.objects.filter(pk=factories.make_entry(page, unit, former_name=OLD).pk).update(name=NEW)
    page.save_revision().publish()

    assert names(unit) == (OLD, [])


def test_lists_published_in_any_order_leave_the_newest_name(unit):
    renamed(unit, "第三名称有限公司", dt.date(2025, 1, 1), former_name="")
    renamed(unit, NEW, dt.date(2024, 5, 6))

    assert names(unit)[0] == "第三名称有限公司"
    assert OLD in [name for name, _until in names(unit)[1]]


def test_a_notice_that_prints_a_name_we_know_changes_nothing(unit):
    renamed(unit)
    renamed(unit, "新示例科技（有限公司）", dt.date(2024, 8, 1))
    renamed(unit, OLD, dt.date(2024, 9, 1), former_name="")

    assert names(unit) == (NEW, [(OLD, "2024-05-06")])


def test_a_list_that_prints_the_former_name_beside_the_name_renames_too(unit):
    page = factories.make_announcement()
    ListEntry.objects.filter(pk=factories.make_entry(page, unit, former_name=OLD).pk).update(name=NEW)
    page.save_revision().publish()

    assert names(unit) == (NEW, [(OLD, "2024")])


def test_a_former_name_that_nobody_had_recorded_is_recorded(unit):
    page = factories.make_announcement()
    factories.make_entry(page, unit, former_name="更早的名称有限公司")
    page.save_revision().publish()

    assert names(unit) == (OLD, [("更早的名称有限公司", "2024")])


def test_a_draft_of_the_enterprise_does_not_bring_the_old_name_back(unit):
    unit.note_zh = "编辑中的说明"
    unit.save_revision()

    renamed(unit)
    Enterprise.objects.get(pk=unit.pk).get_latest_revision().publish()

    assert names(unit) == (NEW, [(OLD, "2024-05-06")])
    assert Enterprise.objects.get(pk=unit.pk).note_zh == "编辑中的说明"


def test_the_form_of_an_enterprise_opens_with_the_new_name(unit, client):
    unit.save_revision().publish()
    renamed(unit)
    client.force_login(factories.make_user("list officer"))

    page = client.get(reverse("wagtailsnippets_showcase_enterprise:edit", args=[unit.pk])).content.decode()

    assert f'value="{NEW}"' in page
    assert f'value="{OLD}"' in page


def strike_out(event):
    facts = {name: getattr(event, name) for name in ("announcement", "enterprise", "programme", "level")}
    record([ListingEvent(**facts, kind="corrected", corrects=event, effective_on=event.effective_on)])


def test_a_renaming_that_is_struck_out_gives_the_old_name_back(unit):
    page = renamed(unit)

    strike_out(page.events.get())

    assert names(unit) == (OLD, [])
    assert Enterprise.objects.get(pk=unit.pk).name_en == "Example Textile"


def test_one_renamed_again_since_keeps_its_newer_name(unit):
    first = renamed(unit)
    renamed(unit, "第三名称有限公司", dt.date(2025, 1, 1), former_name=NEW)

    strike_out(first.events.get())

    assert names(unit)[0] == "第三名称有限公司"


# Between two that we hold --------------------------------------------------------------------------------


@pytest.fixture
def other():
    return factories.make_enterprise(NEW, "New Example", region_code="350582", credit_code=CODE)


def test_a_renaming_to_the_name_of_another_enterprise_proposes_a_merge_and_renames_nobody(unit, other):
    page = renamed(unit)

    proposal = MergeProposal.objects.get()
    assert (proposal.named, proposal.other, proposal.entry) == (unit, other, page.entries.get())
    assert (proposal.kept, proposal.duplicate) == (other, unit)
    assert names(unit) == (OLD, [])

    accept_proposal(proposal, proposal.duplicate, "更名")
    assert Enterprise.objects.published().get() == other


def test_a_row_linked_by_code_that_names_another_as_its_former_self_proposes_a_merge(unit, other):
    started = imported(
        [["1", "第三名称有限公司", OLD, CODE]], header=("序号", "企业名称", "原企业名称", "统一社会信用代码")
    )
    assert started.rows.get().match == "contradicted"
    started.rows.update(decision="link", enterprise=other)
    apply_import(started)
    started.announcement.save_revision().publish()

    proposal = MergeProposal.objects.get()
    assert {proposal.named, proposal.other} == {unit, other}


def test_the_preview_says_that_the_name_belongs_to_another(unit, other):
    started = imported([["1", NEW, OLD]], kind="adjustment", header=("序号", "企业名称", "原企业名称"))

    (line,) = row_lines(started.rows.select_related("attachment", "programme", "region"))

    assert NEW in line.problems[0]
    assert OLD in line.problems[0]
    assert line.is_open


def test_two_open_proposals_are_never_of_the_same_two(unit, other):
    renamed(unit)
    renamed(other, OLD, dt.date(2024, 7, 1), former_name=NEW)

    assert MergeProposal.objects.count() == 1


def test_a_rejected_proposal_is_made_again_only_by_another_notice(unit, other):
    renamed(unit)
    MergeProposal.objects.update(state="rejected")

    renamed(unit, day=dt.date(2025, 2, 1))

    assert sorted(MergeProposal.objects.values_list("state", flat=True)) == ["open", "rejected"]


def test_invented_and_real_enterprises_are_never_proposed_for_a_merge(unit):
    factories.make_enterprise(NEW, region_code="350582", is_example=True)

    renamed(unit)

    assert not MergeProposal.objects.exists()


# No enterprise twice -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "second", [["1", NEW, CODE, "泉州市"], ["1", NEW, "", "泉州市"], ["1", f"福建省{NEW}", CODE, ""]]
)
def test_two_imports_previewed_side_by_side_make_one_enterprise(second):
    first = imported([["1", NEW, CODE, "泉州市"]])
    later = imported([second], number=2)
    for started in (first, later):
        started.region = factories.region("350582")
        started.save()
        started.rows.update(decision="create")

    assert (apply_import(first).made, apply_import(later).made) == (1, 0)
    assert ListEntry.objects.values_list("enterprise", flat=True).distinct().count() == 1


def test_another_name_under_the_code_of_an_enterprise_made_meanwhile_is_decided_by_a_person():
    first = imported([["1", NEW, CODE, "泉州市"]])
    later = imported([["1", "别的写法", CODE, "泉州市"]], number=2)
    for started in (first, later):
        started.rows.update(decision="create")
    apply_import(first)

    with pytest.raises(RefusedError, match="1"):
        apply_import(later)
    assert ListEntry.objects.count() == Enterprise.objects.count() == 1


def test_an_enterprise_that_the_officer_declined_stays_declined():
    factories.make_enterprise(NEW, region_code="350200")
    started = imported([["1", NEW, "", "泉州市"]])
    started.region = factories.region("350582")
    started.save()
    started.rows.update(decision="create")

    assert apply_import(started).made == 1


def test_one_file_that_prints_the_code_once_makes_one_enterprise_with_it():
    started = imported([["1", NEW, "", "泉州市"], ["2", NEW, CODE, "泉州市"]])
    started.rows.update(decision="create", region=factories.region("350582"))

    assert apply_import(started).made == 1
    assert Enterprise.objects.get().credit_code == CODE


def test_new_enterprises_are_made_in_bulk_only_for_rows_that_match_none(unit):
    started = imported([["1", "示例纺", "", ""], ["2", NEW, "", ""]])
    assert set(started.rows.values_list("match", flat=True)) == {"likely", "none"}

    decide_group(started, "all", "create")

    assert list(started.rows.values_list("match", "decision")) == [("likely", "open"), ("none", "create")]


def test_a_merged_enterprise_is_matched_as_the_one_it_counts_as(unit, other):
    from showcase.merging.actions import merge_enterprises

    merge_enterprises(other, unit, "同一厂")
    started = imported([["1", NEW, "", ""], ["2", f"福建省{NEW}", CODE, ""]])

    assert list(started.rows.values_list("enterprise", flat=True)) == [unit.pk, unit.pk]


def test_an_enterprise_that_nobody_renamed_has_no_former_names(unit):
    factories.make_announcement(entries=[unit], live=True)

    assert not FormerName.objects.exists()
