"""A session that has ended costs no editor a word: what was posted goes through signing in."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.accounts.interrupted import InterruptedPost, opened
from showcase.models import CaseStudyPage, Enterprise
from tests.admin_forms import EFFECT, SOURCE, story_form
from tests.factories import make_case, make_enterprise, make_user, section
from tests.people import make_superuser
from tests.showcase.admin.test_unfinished_rows import edit, enterprise_form

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough phrase"
ORIGIN = {"Origin": "http://testserver"}


@pytest.fixture
def editor():
    return make_superuser("editor", password=PASSWORD)


@pytest.fixture
def browser():
    """Somebody whose session has ended and whose open form still has its token."""
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("wagtailadmin_login"))
    return client


def token(client):
    return client.cookies["csrftoken"].value


def post(client, address, data, **headers):
    return client.post(address, {**data, "csrfmiddlewaretoken": token(client)}, headers=headers)


def fields_of(answer):
    """The fields of the form to be sent again, as a browser reads them."""
    text = answer.content.decode()
    found = re.findall(r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', text, re.DOTALL)
    fresh = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', text)[1]
    action = re.search(r'class="login-form" action="([^"]*)"', text)[1]
    return unescape(action), {unescape(k): unescape(v) for k, v in found} | {"csrfmiddlewaretoken": fresh}


def sign_in(client, answer, password=PASSWORD):
    sealed = re.search(r'name="interrupted" value="([^"]*)"', answer.content.decode())[1]
    return post(
        client, reverse("wagtailadmin_login"), {"username": "editor", "password": password, "interrupted": sealed}
    )


ACTIONS = {"draft": {}, "publish": {"action-publish": "1"}, "submit": {"action-submit": "1"}}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_case_is_saved_after_signing_in_with_every_word(browser, editor, action):
    case = make_case(live=False, effects=[], sources=[], body=[])
    rows = {"sources": [SOURCE], "enterprise_items": [{"enterprise": str(make_enterprise().pk)}]}
    typed = story_form(title="余热\n“回收” <b>&", slug=case.slug, **rows, **ACTIONS[action])

    answer = post(browser, edit(case), typed)
    assert "/admin/login/" in answer.content.decode()
    assert "余热" not in CaseStudyPage.objects.get(pk=case.pk).title

    wrong = sign_in(browser, answer, "wrong")  # a mistyped password loses nothing
    address, again = fields_of(sign_in(browser, wrong))
    assert address == edit(case)
    assert {name: value.replace("\r\n", "\n") for name, value in again.items() if name in typed} == typed
    assert browser.post(address, again).status_code == 302
    saved = CaseStudyPage.objects.get(pk=case.pk)
    assert saved.get_latest_revision_as_object().title.startswith("余热")
    assert (saved.live, saved.current_workflow_state is not None) == (action == "publish", action == "submit")


def test_a_new_case_and_an_enterprise_are_saved_too(browser, editor):
    unit = make_enterprise()
    forms = {
        reverse("wagtailadmin_pages:add", args=["showcase", "casestudypage", section("cases").pk]): story_form(),
        reverse("wagtailsnippets_showcase_enterprise:edit", args=[unit.pk]): enterprise_form(unit)
        | {"name_en": "Kept", "action-publish": "1"},
    }
    for address, data in forms.items():
        target, again = fields_of(sign_in(browser, post(browser, address, data)))
        assert browser.post(target, again).status_code == 302
        browser.get(reverse("wagtailadmin_home"))
        del browser.cookies["sessionid"]
    assert CaseStudyPage.objects.filter(title="定型机余热回收改造").exists()
    assert Enterprise.objects.get(pk=unit.pk).name_en == "Kept"


def test_autosave_is_told_what_to_do_and_writes_nothing(browser, editor):
    case = make_case(live=False)
    data = story_form(title="新", slug=case.slug, effects=[EFFECT])
    answer = post(browser, edit(case), data, Accept="application/json")
    assert answer.status_code == 401
    assert answer.json()["error_code"] == "locked"  # a code whose message Wagtail's script shows
    assert CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object().title == case.title


def test_an_open_form_survives_signing_in_in_another_tab(browser, editor):
    case = make_case(live=False, effects=[], sources=[], body=[])
    old = token(browser)
    post(browser, reverse("wagtailadmin_login"), {"username": "editor", "password": PASSWORD})
    assert token(browser) != old

    typed = story_form(title="新题", slug=case.slug) | {"csrfmiddlewaretoken": old}
    address, again = fields_of(browser.post(edit(case), typed, headers=ORIGIN))
    assert browser.post(address, again, headers=ORIGIN).status_code == 302
    assert CaseStudyPage.objects.get(pk=case.pk).title == "新题"


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_another_site_can_put_no_words_into_an_editors_form(browser, editor, headers):
    case = make_case(live=False)
    post(browser, reverse("wagtailadmin_login"), {"username": "editor", "password": PASSWORD})
    answer = browser.post(edit(case), {"title": "恶"}, headers=headers)
    assert answer.status_code == 403
    assert "恶" not in answer.content.decode()


def test_what_is_sent_again_is_refused_to_whoever_may_not_do_it(browser, editor):
    case = make_case(live=False)
    make_user("list officer", username="other", password=PASSWORD)
    answer = post(browser, edit(case), story_form(title="新", slug=case.slug))
    sealed = re.search(r'name="interrupted" value="([^"]*)"', answer.content.decode())[1]
    signed_in = post(
        browser, reverse("wagtailadmin_login"), {"username": "other", "password": PASSWORD, "interrupted": sealed}
    )
    address, again = fields_of(signed_in)
    refused = browser.post(address, again)
    assert (refused.status_code, refused.url) == (302, reverse("wagtailadmin_home"))
    assert CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object().title == case.title


def test_no_password_is_carried_and_no_stranger_makes_the_site_remember_anything(browser, editor):
    account = reverse("wagtailusers_users:edit", args=[editor.pk])
    answer = post(browser, account, {"username": "editor", "password1": "secret word", "password2": "secret word"})
    assert answer.status_code == 302
    post(browser, edit(make_case(live=False)), {"title": "甲"})
    assert "sessionid" not in browser.cookies


def test_a_form_that_is_too_long_says_so(browser, editor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 140
    answer = post(browser, edit(make_case(live=False)), {"title": "甲" * 5})
    assert 'name="interrupted"' not in answer.content.decode()
    assert answer.context["is_interrupted"]


def test_files_are_asked_for_again(browser, editor):
    file = SimpleUploadedFile("a.png", b"x")
    data = {"title": "图", "file": file, "csrfmiddlewaretoken": token(browser)}
    answer = browser.post(reverse("wagtailimages:add"), data)
    signed_in = sign_in(browser, answer)
    assert signed_in.context["found"].had_files


@pytest.mark.parametrize("sealed", ["", "nonsense", "e30:1:1"])
def test_what_was_not_sealed_here_is_not_opened(sealed):
    assert opened(sealed) is None


def test_a_sealed_form_opens_as_it_was():
    post = InterruptedPost("/admin/pages/1/edit/?next=/", (("title", "甲\r\n乙"), ("tag", "1"), ("tag", "2")), True)
    assert opened(post.sealed()) == post
