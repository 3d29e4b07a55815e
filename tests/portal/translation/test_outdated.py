"""A changed Chinese text marks its English, paragraph by paragraph; the old English stays until it is replaced."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.models import InfoPage
from portal.refusals import RefusedError
from portal.translation.comparing import Kind
from portal.translation.marks import SUGGESTED
from portal.translation.reasons import UNFINISHED
from portal.translation.states import state_of
from portal.translation.unfinished import open_of, unfinished_of
from portal.translation.untranslated import would_publish
from tests.factories import later, make_superuser, make_user, section
from tests.portal.translation.pages import (
    ENGLISH,
    NEW,
    OLD,
    OTHER,
    OTHER_ENGLISH,
    change,
    english,
    make_info,
    translate,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "数字将于下周核实后更新"


@pytest.fixture
def page() -> InfoPage:
    """A page with a live English one."""
    page = make_info(OLD, OTHER)
    translate(page, {OLD: ENGLISH, OTHER: OTHER_ENGLISH}).save_target(publish=True)
    return page


@pytest.fixture
def outdated(page: InfoPage) -> InfoPage:
    """The page after its first paragraph was changed in Chinese."""
    change(page, NEW, OTHER)
    return page


def of(page: InfoPage) -> Translation:
    return Translation.objects.select_related("source", "target_locale").get(source__object_id=page.translation_key)


def kinds(page: InfoPage) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.chinese, one.english) for one in open_of(of(page))]


def text_of(page: InfoPage) -> str:
    return str(page.body[0].value)


def address(name: str, page: InfoPage) -> str:
    return reverse(name, args=[of(page).pk])


def may_only_edit(page: InfoPage) -> Any:
    """A user who may edit this page, and not publish it."""
    group = Group.objects.create(name="翻译")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    user = make_user()
    user.groups.add(group)
    return user


# What is kept and marked -----------------------------------------------------------------------------------


def test_only_the_changed_paragraph_is_marked_with_its_former_chinese(outdated: InfoPage) -> None:
    (one,) = open_of(of(outdated))
    assert (one.kind, one.chinese, one.former, one.english) == (Kind.OUTDATED, NEW, OLD, ENGLISH)
    assert one.since is not None


def test_a_draft_of_the_english_page_has_the_old_sentence_and_no_chinese(outdated: InfoPage) -> None:
    draft = would_publish(of(outdated))
    assert ENGLISH in text_of(draft)
    assert OTHER_ENGLISH in text_of(draft)


def test_wagtail_localize_counts_the_marked_text_as_not_translated(outdated: InfoPage) -> None:
    total, done = of(outdated).get_progress()
    assert total - done == 1


def test_a_second_change_keeps_the_first_chinese_as_the_former_one(outdated: InfoPage) -> None:
    later = NEW.replace("1300", "1400")
    change(outdated, later, OTHER)
    (one,) = open_of(of(outdated))
    assert (one.chinese, one.former, one.english) == (later, OLD, ENGLISH)


def test_chinese_that_is_changed_back_is_translated_again(outdated: InfoPage) -> None:
    change(outdated, OLD, OTHER)
    assert kinds(outdated) == []


def test_a_paragraph_that_moves_to_another_block_stays_translated(page: InfoPage) -> None:
    change(page, OTHER, OLD, block="b2")
    assert kinds(page) == []


def test_an_added_paragraph_has_no_english_and_the_others_stay(page: InfoPage) -> None:
    change(page, OLD, "新增一段说明，尚无译文。", OTHER)
    assert kinds(page) == [("missing", "新增一段说明，尚无译文。", "")]


def test_saving_the_same_text_in_the_editor_takes_the_mark_away(client: Client, outdated: InfoPage) -> None:
    segment = StringSegment.objects.get(source=of(outdated).source, string__data=NEW)
    client.force_login(make_superuser())
    address = reverse("wagtail_localize:edit_string_translation", args=[of(outdated).pk, segment.pk])
    client.put(address, urlencode({"value": ENGLISH}), content_type="application/x-www-form-urlencoded")
    assert kinds(outdated) == []


def test_numbers_and_terms_of_a_new_page_are_filled_in_and_said_to_be(page: InfoPage) -> None:
    change(page, OLD, OTHER, "GB/T 36132—2018", "2024年5月")
    filled = StringTranslation.objects.filter(tool_name=SUGGESTED)
    assert set(filled.values_list("data", flat=True)) == {"GB/T 36132–2018", "May 2024"}
    assert kinds(page) == []
    assert "自动填入" in str(filled.first().get_comment()) or "Filled in" in str(filled.first().get_comment())


# Publishing ------------------------------------------------------------------------------------------------


def test_publishing_is_refused_and_says_what_is_outdated(outdated: InfoPage) -> None:
    with pytest.raises(RefusedError) as refused:
        of(outdated).save_target(publish=True)
    assert ENGLISH[:30] in str(refused.value)


def test_an_old_revision_with_replaced_english_is_refused(outdated: InfoPage) -> None:
    former = english(outdated).latest_revision
    write(of(outdated), NEW, "It saves 1,300 tce a year.")
    of(outdated).save_target(publish=True)
    with pytest.raises(RefusedError):
        former.publish()
    assert "1,300" in text_of(english(outdated))


def test_a_scheduled_publish_of_outdated_english_is_dropped(outdated: InfoPage) -> None:
    revision = english(outdated).latest_revision
    revision.approved_go_live_at = later(hours=-1)
    revision.save()
    before = english(outdated).last_published_at
    call_command("publish_scheduled", verbosity=0)
    assert english(outdated).last_published_at == before


def test_an_outdated_page_can_still_be_locked_moved_and_taken_offline(outdated: InfoPage) -> None:
    page = english(outdated)
    page.locked = True
    page.save()
    page.move(section("cases", "en"), pos="last-child")
    english(outdated).unpublish()
    assert not english(outdated).live


def test_a_save_of_other_words_is_refused_like_a_publication(outdated: InfoPage) -> None:
    page = english(outdated)
    page.title = "Another title"
    with pytest.raises(RefusedError):
        page.save()


def test_a_reason_lets_it_go_live_and_is_kept_in_the_history_once(client: Client, outdated: InfoPage) -> None:
    client.force_login(make_user("publisher"))
    client.post(address("translation_reason", outdated), {"reason": REASON})
    for _time in range(2):
        client.post(reverse("wagtailadmin_pages:edit", args=[english(outdated).pk]), {"action": "publish"})
    (entry,) = PageLogEntry.objects.filter(action=UNFINISHED)
    assert (entry.page_id, entry.data["reason"]) == (english(outdated).pk, REASON)
    assert REASON in client.get(reverse("wagtailadmin_pages:history", args=[entry.page_id])).content.decode()


def test_a_reason_ends_when_the_chinese_is_changed_again(client: Client, outdated: InfoPage) -> None:
    client.force_login(make_user("publisher"))
    client.post(address("translation_reason", outdated), {"reason": REASON})
    change(outdated, NEW.replace("1300", "1400"), OTHER)
    assert would_publish(of(outdated)).publishing_faults() != []


def test_a_slip_of_the_keyboard_is_no_reason(client: Client, outdated: InfoPage) -> None:
    client.force_login(make_user("publisher"))
    client.post(address("translation_reason", outdated), {"reason": " 无 "})
    assert would_publish(of(outdated)).publishing_faults() != []


def test_the_reason_of_an_editor_waits_for_a_publisher(client: Client, outdated: InfoPage) -> None:
    client.force_login(may_only_edit(english(outdated)))
    client.post(address("translation_reason", outdated), {"reason": REASON})
    assert client.post(address("translation_confirm_reasons", outdated)).status_code == 302  # Wagtail's refusal
    assert would_publish(of(outdated)).publishing_faults() != []
    client.force_login(make_user("publisher"))
    client.post(address("translation_confirm_reasons", outdated))
    assert would_publish(of(outdated)).publishing_faults() == []


def test_only_a_user_who_may_publish_stops_the_comparison(client: Client, outdated: InfoPage) -> None:
    for user, is_compared in ((may_only_edit(english(outdated)), True), (make_superuser(), False)):
        client.force_login(user)
        client.post(address("wagtail_localize:stop_translation", outdated))
        assert of(outdated).enabled is is_compared


@pytest.mark.parametrize("name", ["translation_confirm_text", "translation_reason", "translation_confirm_reasons"])
def test_a_user_who_may_not_edit_the_page_does_nothing(client: Client, outdated: InfoPage, name: str) -> None:
    (one,) = open_of(of(outdated))
    client.force_login(make_user("vocabulary editor"))
    client.post(address(name, outdated), {"reason": REASON, "digest": one.digest})
    assert kinds(outdated) != []
    assert would_publish(of(outdated)).publishing_faults() != []


@pytest.mark.parametrize("name", ["translation_confirm_text", "translation_reason", "translation_confirm_reasons"])
def test_nothing_is_changed_by_a_link(client: Client, outdated: InfoPage, name: str) -> None:
    client.force_login(make_superuser())
    assert client.get(address(name, outdated)).status_code == 405


# In the admin ----------------------------------------------------------------------------------------------


def test_the_editor_shows_what_was_changed_and_confirms_what_is_still_right(client: Client, outdated: InfoPage) -> None:
    (one,) = open_of(of(outdated))
    client.force_login(make_superuser())
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[english(outdated).pk])).content.decode()
    assert "<del>1200</del><ins>1300</ins>" in shown
    client.post(address("translation_confirm_text", outdated), {"digest": one.digest})
    assert kinds(outdated) == []
    assert state_of(of(outdated)).key == "translation-current"


def test_what_was_changed_meanwhile_is_not_confirmed(client: Client, outdated: InfoPage) -> None:
    (seen,) = open_of(of(outdated))
    change(outdated, NEW.replace("1300", "1400"), OTHER)
    client.force_login(make_superuser())
    client.post(address("translation_confirm_text", outdated), {"digest": seen.digest})
    assert kinds(outdated) != []


# To readers ------------------------------------------------------------------------------------------------


def test_readers_see_a_dated_note_and_which_passage_is_concerned(outdated: InfoPage) -> None:
    shown = Client().get(english(outdated).url).content.decode()
    assert "marked passages may be outdated" in shown
    assert shown.count("data-outdated") == 1
    assert "Passages that were added" not in shown
    assert "data-outdated" not in Client().get(outdated.url).content.decode()


def test_the_note_goes_when_the_english_is_confirmed(client: Client, outdated: InfoPage) -> None:
    (one,) = open_of(of(outdated))
    Client().get(english(outdated).url)
    client.force_login(make_superuser())
    client.post(address("translation_confirm_text", outdated), {"digest": one.digest})
    assert "data-outdated" not in Client().get(english(outdated).url).content.decode()


def test_english_that_waits_to_be_published_leaves_the_note_above_the_old_page(outdated: InfoPage) -> None:
    write(of(outdated), NEW, "It saves 1,300 tce a year.")
    assert Client().get(english(outdated).url).content.decode().count("data-outdated") == 1
    of(outdated).save_target(publish=True)
    assert "data-outdated" not in Client().get(english(outdated).url).content.decode()


def test_readers_learn_that_an_added_paragraph_is_not_here(page: InfoPage) -> None:
    change(page, OLD, OTHER, "新增一段说明，尚无译文。")
    shown = Client().get(english(page).url).content.decode()
    assert "Passages that were added to it are not here yet." in shown
    assert "data-outdated" not in shown


def test_a_page_that_says_what_the_chinese_one_says_has_no_note(page: InfoPage) -> None:
    assert "The Chinese page has been changed" not in Client().get(english(page).url).content.decode()
    assert unfinished_of(english(page)) == ()
