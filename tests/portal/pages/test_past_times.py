"""A schedule or an expiry that has passed stops neither a draft nor a page that is published again."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from portal.refusals import RefusedError
from showcase.models import CaseStudyPage
from tests.admin_forms import full_case
from tests.factories import make_case, make_superuser
from tests.showcase.admin.test_unfinished_rows import edit

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(second=0, microsecond=0)
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def editor(client):
    client.force_login(make_superuser())
    return client


def times(go_live=None, expire=None):
    """As the form's fields hold them, in China's time."""
    return {
        name: timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
        for name, moment in (("go_live_at", go_live), ("expire_at", expire))
    }


def expired_case():
    case = make_case(live=False, effects=[], sources=[], industries=[], techniques=[], regions=[])
    case.go_live_at, case.expire_at = NOW - timedelta(days=2), NOW - timedelta(days=1)
    case.save_revision()
    CaseStudyPage.objects.filter(pk=case.pk).update(
        go_live_at=case.go_live_at, expire_at=case.expire_at, live=False, expired=True
    )
    return CaseStudyPage.objects.get(pk=case.pk)


@pytest.mark.parametrize(
    "shown",
    [
        times(NOW - timedelta(days=2), NOW - timedelta(days=1)),
        times(None, NOW - timedelta(days=3)),
        times(NOW + timedelta(days=2), NOW + timedelta(days=1)),
    ],
    ids=["as stored", "typed in the past", "typed the wrong way round"],
)
def test_a_draft_is_saved_with_whatever_times(editor, shown):
    case = expired_case()
    answer = editor.post(edit(case), full_case(title="改稿", slug=case.slug, **shown))
    assert answer.status_code == 302, answer.context["form"].errors
    draft = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    kept = {name: getattr(draft, name) for name in ("go_live_at", "expire_at")}
    assert times(kept["go_live_at"], kept["expire_at"]) == shown
    assert draft.title == "改稿"


def test_an_expired_page_is_published_again_and_stays_public(editor, client):
    case = expired_case()
    shown = times(case.go_live_at, case.expire_at)
    answer = editor.post(edit(case), full_case(slug=case.slug, **shown, **PUBLISH))
    assert answer.status_code == 302, answer.context["form"].errors
    call_command("publish_scheduled", verbosity=0)
    kept = CaseStudyPage.objects.get(pk=case.pk)
    assert (kept.live, kept.expire_at) == (True, None)


def test_an_expiry_that_was_just_typed_in_the_past_is_refused_on_publishing(editor):
    case = make_case(live=False)
    answer = editor.post(edit(case), full_case(slug=case.slug, **times(None, NOW - timedelta(days=1)), **PUBLISH))
    assert "expire_at" in answer.context["form"].errors
    assert not CaseStudyPage.objects.get(pk=case.pk).live


def test_what_has_expired_before_its_turn_goes_live_by_no_route(editor):
    case = expired_case()
    with pytest.raises(RefusedError):
        case.get_latest_revision().publish()
    later = make_case(live=False)
    later.go_live_at, later.expire_at = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    later.save_revision().publish()
    with time_machine.travel(NOW + timedelta(hours=3)):  # the worker was away
        call_command("publish_scheduled", verbosity=0)
    assert not CaseStudyPage.objects.filter(live=True).exists()
