"""Merging enterprises in the admin: found, compared, merged, undone; by list officers and administrators alone."""

import pytest
from django.urls import reverse
from lxml.html import fromstring

from showcase.enterprises.credit_codes import check_character
from showcase.enterprises.models import Enterprise
from showcase.merging.actions import merge_enterprises
from showcase.models import EnterpriseMerge, MergeProposal
from tests.factories import make_announcement, make_case, make_enterprise, make_entry, make_user

pytestmark = pytest.mark.django_db

MAY = ("list officer", "administrator")
MAY_NOT = ("contributor", "editor", "publisher", "vocabulary editor")


def code(body):
    return body + check_character(body)


@pytest.fixture
def kept():
    return make_enterprise("示例纺织有限公司", "Example Textile", credit_code=code("91350582MA2XXXXX0"))


@pytest.fixture
def duplicate():
    return make_enterprise("示例纺织厂", "Example Works", region_code="350200")


@pytest.fixture
def officer(client):
    client.force_login(make_user("list officer"))
    return client


def compare(kept, duplicate):
    return reverse("merge_compare", args=[kept.pk, duplicate.pk])


@pytest.mark.parametrize("role", MAY)
def test_from_the_enterprise_to_the_other_record_to_one_and_back_to_two(client, role, kept, duplicate):
    client.force_login(make_user(role))
    edit = reverse("wagtailsnippets_showcase_enterprise:edit", args=[kept.pk])
    choose = reverse("merge_choose", args=[kept.pk])
    assert choose in client.get(edit).content.decode()
    assert choose in client.get(reverse("wagtailsnippets_showcase_enterprise:list")).content.decode()
    assert compare(kept, duplicate) in client.get(choose).content.decode()

    client.post(compare(kept, duplicate), {"reason": "同一厂"})

    made = EnterpriseMerge.objects.get()
    assert (made.duplicate, made.survivor, made.reason) == (duplicate, kept, "同一厂")
    assert made.recorded_by.groups.get().name == role
    assert reverse("merge_undo", args=[made.pk]) in client.get(reverse("merges")).content.decode()

    client.post(reverse("merge_undo", args=[made.pk]), {"reason": "两家厂"})
    made.refresh_from_db()
    assert (made.stands, made.undo_reason, made.undone_by) == (False, "两家厂", made.recorded_by)
    assert "两家厂" in client.get(reverse("merges")).content.decode()


@pytest.mark.parametrize("role", MAY_NOT)
def test_nobody_else_sees_merges_merges_undoes_or_decides(client, role, kept, duplicate):
    third = make_enterprise()
    made = merge_enterprises(third, kept, "同一厂")
    entry = make_announcement(entries=[kept]).entries.get()
    proposal = MergeProposal.objects.create(named=kept, other=duplicate, entry=entry)
    client.force_login(make_user(role))

    for address in (reverse("merges"), reverse("merge_choose", args=[kept.pk]), compare(kept, duplicate)):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))
    client.post(compare(kept, duplicate), {"reason": "同一厂"})
    client.post(reverse("merge_undo", args=[made.pk]), {"reason": "两家厂"})
    client.post(reverse("merge_reject", args=[proposal.pk]))
    assert EnterpriseMerge.objects.get().stands
    assert MergeProposal.objects.get().state == "open"
    assert reverse("merges") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_other_record_is_found_by_any_name_code_or_number(officer, kept, duplicate):
    far = make_enterprise("完全不同", "Altogether Different", former_names=["老字号"])
    address = reverse("merge_choose", args=[kept.pk])

    def found(query=""):
        return [unit.name_zh for unit in officer.get(address, {"q": query}).context["found"]]

    assert found() == ["示例纺织厂"]
    assert found("老字号") == found("Altogether") == ["完全不同"]
    assert "完全不同" in found(str(far.number))
    assert found(kept.name_zh) == found("没有这样的名称") == found("\x00%_'") == []


def test_both_stand_side_by_side_with_what_speaks_against_it(officer, kept, duplicate):
    make_announcement("示例名单", entries=[kept, duplicate], live=True)
    make_case("余热回收", enterprises=[duplicate])
    Enterprise.objects.filter(pk=duplicate.pk).update(credit_code=code("91350582MA2YYYYY0"))

    answer = officer.get(compare(kept, duplicate))

    rows = {row.label: row for row in answer.context["rows"]}
    assert sum(row.differs for row in rows.values()) >= 4
    texts = [text for row in rows.values() for text in row.duplicate]
    assert "余热回收" in texts
    assert code("91350582MA2YYYYY0") in texts
    assert any("示例名单" in text for text in texts)
    assert len(answer.context["warnings"]) == 3
    assert compare(duplicate, kept) in answer.content.decode()


def test_two_credit_codes_need_a_confirmation(officer, kept, duplicate):
    Enterprise.objects.filter(pk=duplicate.pk).update(credit_code=code("91350582MA2YYYYY0"))

    answer = officer.post(compare(kept, duplicate), {"reason": "同一厂"})
    assert answer.status_code == 400
    assert not EnterpriseMerge.objects.exists()

    officer.post(compare(kept, duplicate), {"reason": "同一厂，代码误印", "despite_codes": "on"})
    assert EnterpriseMerge.objects.get().stands


@pytest.mark.parametrize("reason", ["", "   ", "x" * 2001])
def test_a_merge_and_an_undo_need_a_reason_of_sensible_length(officer, kept, duplicate, reason):
    assert officer.post(compare(kept, duplicate), {"reason": reason}).status_code == 400
    made = merge_enterprises(duplicate, kept, "同一厂")
    assert officer.post(reverse("merge_undo", args=[made.pk]), {"reason": reason}).status_code == 400
    made.refresh_from_db()
    assert made.stands


def test_what_cannot_be_merged_shows_why_and_no_button(officer, kept, duplicate):
    draft = make_enterprise("草稿", live=False)

    answer = officer.get(compare(draft, kept))

    assert answer.context["faults"]
    assert 'name="reason"' not in answer.content.decode()
    assert officer.get(compare(kept, kept)).context["faults"]
    assert officer.get(reverse("merge_compare", args=[kept.pk, 999999])).status_code == 404


def test_a_merged_record_is_not_chosen_for_a_story_and_says_where_it_went(officer, kept, duplicate):
    merge_enterprises(duplicate, kept, "同一厂")
    chooser = reverse("wagtailsnippetchoosers_showcase_enterprise:choose_results")

    def offered(query):
        return [str(row) for row in officer.get(chooser, {"q": query}).context["results"]]

    assert offered("示例纺织") == offered("示例纺织厂") == ["示例纺织有限公司"]
    index = officer.get(reverse("wagtailsnippets_showcase_enterprise:list")).content.decode()
    assert "示例纺织厂" in index
    assert reverse("merge_choose", args=[duplicate.pk]) not in index
    form = officer.get(reverse("wagtailsnippets_showcase_enterprise:edit", args=[duplicate.pk]))
    assert "示例纺织有限公司" in str(next(iter(form.context["messages"])))


# Proposed merges -----------------------------------------------------------------------------------------


@pytest.fixture
def proposal(kept, duplicate):
    page = make_announcement("更名名单", kind="adjustment")
    entry = make_entry(page, kept, action="rename", former_name="示例纺织厂")
    return MergeProposal.objects.create(named=kept, other=duplicate, entry=entry)


def test_a_proposed_merge_is_accepted_with_what_the_row_says_as_its_reason(officer, proposal, kept, duplicate):
    address = f"{compare(kept, duplicate)}?proposal={proposal.pk}"
    page = officer.get(reverse("merges")).content.decode()
    assert f"?proposal={proposal.pk}" in page
    assert "更名名单" in officer.get(address).context["form"].initial["reason"]

    officer.post(address, {"reason": "更名"})

    proposal.refresh_from_db()
    made = EnterpriseMerge.objects.get()
    assert (proposal.state, proposal.merge, made.entry) == ("accepted", made, proposal.entry)
    assert not officer.get(reverse("merges")).context["proposals"]


@pytest.mark.parametrize(("former", "told"), [("示例纺织厂", True), ("无人知晓的旧名", False)])
def test_who_publishes_a_notice_that_proposes_merges_is_told_and_led_to_them(officer, kept, duplicate, former, told):
    page = make_announcement("更名名单", kind="adjustment")
    make_entry(page, kept, action="rename", former_name=former)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = fromstring(officer.get(address).content.decode()).get_element_by_id("page-edit-form")

    answer = officer.post(address, {**dict(form.form_values()), "body-count": "0", "action-publish": "1"}, follow=True)

    assert MergeProposal.objects.exists() is told
    warnings = [str(message) for message in answer.context["messages"] if message.level_tag == "warning"]
    assert [reverse("merges") in warning for warning in warnings] == ([True] if told else [])


def test_a_rejected_one_keeps_the_two_apart_and_is_decided_once(officer, proposal):
    officer.post(reverse("merge_reject", args=[proposal.pk]))
    officer.post(reverse("merge_reject", args=[proposal.pk]))

    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by.groups.get().name) == ("rejected", "list officer")
    assert not EnterpriseMerge.objects.exists()


@pytest.mark.parametrize("nonsense", ["x", "999999", "-1", "1" * 40, "１"])
def test_a_proposal_that_is_none_is_an_ordinary_merge(officer, kept, duplicate, nonsense):
    assert officer.get(f"{compare(kept, duplicate)}?proposal={nonsense}").context["proposal"] is None


def test_two_merged_otherwise_settle_what_proposed_it(officer, proposal, kept, duplicate):
    merge_enterprises(kept, duplicate, "同一厂")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.merge) == ("accepted", EnterpriseMerge.objects.get())


def test_one_merged_with_a_third_since_is_compared_as_that_third(officer, proposal, kept, duplicate):
    third = make_enterprise("第三")
    merge_enterprises(duplicate, third, "同一厂")
    address = f"{compare(kept, third)}?proposal={proposal.pk}"
    assert address in officer.get(reverse("merges")).content.decode()

    officer.post(address, {"reason": "更名"})

    proposal.refresh_from_db()
    assert proposal.merge.duplicate == third


def test_a_merged_record_is_never_deleted(officer, kept, duplicate):
    merge_enterprises(duplicate, kept, "同一厂")

    for unit in (kept, duplicate):
        officer.post(reverse("wagtailsnippets_showcase_enterprise:delete", args=[unit.pk]))
    assert Enterprise.objects.count() == 2
