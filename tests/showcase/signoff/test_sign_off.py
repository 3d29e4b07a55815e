"""An enterprise's contact is asked, and reads one version by a link that nobody guesses, finds or keeps; comments."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from showcase.admin.dashboard import enterprise_comments
from showcase.models import SignOff, SignOffComment
from showcase.signoff.asking import ask, revoke
from showcase.signoff.links import link_of, sign_off_of, token_of
from showcase.signoff.passages import passages_of
from tests.factories import make_image, make_translation, make_user, paragraph
from tests.showcase.signoff.contact import ADDRESS, NAME, confirm, read

pytestmark = pytest.mark.django_db


# Asking --------------------------------------------------------------------------------------------------


def test_an_editor_asks_and_the_contact_gets_a_link_that_needs_no_account(client, case):
    client.force_login(make_user("editor"))

    answer = client.post(
        reverse("sign_offs", args=[case.pk]), {"name": NAME, "email": ADDRESS, "language": "zh-hans", "days": 14}
    )

    assert answer.status_code == 302
    letter = mail.outbox[-1]
    assert letter.to == [ADDRESS]
    assert "定型机余热回收" in letter.subject
    client.logout()
    link = re.search(r"https?://\S+/sign-off/\S+", letter.body)[0]
    shown = client.get(link.replace("http://127.0.0.1", "")).content.decode()
    assert "回收废气余热" in shown
    assert "年节约标准煤1200吨" in shown


@pytest.mark.parametrize("fields", [{"email": "none"}, {"name": ""}, {"days": "0"}, {"days": "61"}, {"language": "fr"}])
def test_a_request_with_a_fault_sends_nothing(client, case, fields):
    client.force_login(make_user("editor"))
    whole = {"name": NAME, "email": ADDRESS, "language": "zh-hans", "days": 14, **fields}

    answer = client.post(reverse("sign_offs", args=[case.pk]), whole)

    assert answer.status_code == 400
    assert next(iter(fields)) in answer.context["form"].errors
    assert mail.outbox == []
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "list officer", "vocabulary editor", "objection handler", ""])
def test_nobody_else_asks_or_sees_what_was_answered(client, case, asked, role):
    client.force_login(make_user(role))

    for name, key in (("sign_offs", ()), ("sign_off_revoke", (asked.pk,)), ("sign_off_comment_done", (1,))):
        answer = client.post(reverse(name, args=[case.pk, *key]))
        assert answer.status_code == 302, name
        assert reverse("sign_offs", args=[case.pk]) not in answer["Location"].split("?")[0], name
    assert SignOff.objects.get().revoked_at is None


def test_a_translation_has_no_sign_off_of_its_own(client, case):
    english = make_translation(case)
    client.force_login(make_user("editor"))

    assert client.get(reverse("sign_offs", args=[english.pk])).status_code == 404
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    assert "/sign-offs/" not in edit
    assert "/sign-offs/" in client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()


# The link ------------------------------------------------------------------------------------------------


def test_nobody_finds_keeps_or_passes_on_the_page_behind_a_link(client, asked):
    answer = read(client, asked)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_link_that_was_not_made_here_costs_no_query(client, asked, django_assert_num_queries):
    token = token_of(asked)

    for other in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", f"{token}x", token.replace(":", "")):
        assert client.get(reverse("sign_off", args=[other])).status_code == 404
    with django_assert_num_queries(0):
        assert sign_off_of("WzEsMl0:forged") is None


def test_a_revoked_link_and_an_expired_one_show_nothing_of_the_draft(client, asked):
    picture = reverse("sign_off_picture", args=[token_of(asked), asked.revision.as_object().body[1].value["image"].pk])
    assert client.get(picture).status_code == 200

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert read(client, asked).status_code == 410
        assert client.get(picture).status_code == 404
    assert revoke(asked, make_user("editor"))
    for answer in (read(client, asked), confirm(client, asked)):
        assert answer.status_code == 410
        assert "回收废气余热" not in answer.content.decode()
    assert client.get(picture).status_code == 404
    assert SignOff.objects.get().confirmed_at is None


def test_a_link_serves_no_other_picture_than_its_own(client, asked):
    other = make_image(size=(1200, 600))

    assert client.get(reverse("sign_off_picture", args=[token_of(asked), other.pk])).status_code == 404


def test_the_contact_reads_exactly_the_version_that_was_sent(client, case, asked):
    case.body = [paragraph("后来改写的内容。", own=True)]
    case.save_revision()

    shown = read(client, asked).content.decode()

    assert "回收废气余热" in shown
    assert "后来改写" not in shown


# Comments ------------------------------------------------------------------------------------------------


def test_a_comment_reaches_the_editors_with_its_passage_and_once(client, case, asked):
    draft = asked.revision.as_object()
    passage = next(one.key for one in passages_of(draft) if one.rich)
    for _time in range(2):
        answer = read(client, asked, act="comment", **{f"comment-{passage}": "是热水，不是蒸汽"})
        assert answer.status_code == 200
        assert "是热水，不是蒸汽" in answer.content.decode()

    comment = SignOffComment.objects.get()
    assert (comment.passage, comment.text) == (passage, "是热水，不是蒸汽")
    assert "回收废气余热" in comment.label
    client.force_login(make_user("editor"))
    assert "是热水，不是蒸汽" in client.get(reverse("sign_offs", args=[case.pk])).content.decode()
    assert client.post(reverse("sign_off_comment_done", args=[case.pk, comment.pk])).status_code == 302
    comment.refresh_from_db()
    assert comment.done_at is not None


def test_comments_wait_on_the_first_page_of_those_who_may_change_the_story(client, case, asked):
    read(client, asked, act="comment", **{"comment-title": "标题太长", "comment-summary": "缺年份"})

    pile = enterprise_comments(make_user("editor"))
    assert (pile.count, [line.title for line in pile.first]) == (1, ["定型机余热回收"])
    assert enterprise_comments(make_user("list officer")) is None
    SignOffComment.objects.update(done_at=timezone.now())
    assert enterprise_comments(make_user("editor")) is None


def test_a_comment_that_is_too_long_is_named_and_kept_in_its_field(client, asked):
    answer = read(client, asked, act="comment", **{"comment-title": "长" * 2001})

    assert answer.status_code == 400
    assert "长" * 2001 in answer.content.decode()
    assert not SignOffComment.objects.exists()


def test_the_page_of_requests_costs_the_same_for_one_and_for_many(client, case, asked, django_assert_max_num_queries):
    client.force_login(make_user("editor"))
    where = reverse("sign_offs", args=[case.pk])

    def queries():
        with django_assert_max_num_queries(60) as captured:
            client.get(where)
        return len(captured)

    client.get(where)
    one = queries()
    for number in range(3):
        more = ask(case, name=f"{NAME}{number}", email=ADDRESS, language="en", days=3, user=make_user("editor"))
        read(client, more, act="comment", **{"comment-title": "x"})
    assert queries() == one


def test_the_mail_to_a_contact_who_reads_english_leads_to_the_english_form(asked):
    assert "/en/sign-off/" in link_of(asked, "en")
