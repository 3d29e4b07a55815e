"""An enterprise that is still a draft is published together with its story, by those who may."""

import pytest
from django.urls import reverse

from showcase.models import CaseStudyPage
from tests.admin_forms import story_form
from tests.factories import make_effect, make_enterprise, make_story, make_user

pytestmark = pytest.mark.django_db


def draft_of(enterprise):
    values = {"standing": "reference", "case_depth": "short", "effects": [make_effect()]}
    return make_story(CaseStudyPage, "cases", live=False, enterprises=[enterprise], **values)


def with_draft_enterprise():
    return draft_of(make_enterprise("示例新厂有限公司", live=False))


def publish_with(client, case, unit):
    data = story_form(slug=case.slug, **{"action-publish": "1", f"publish-enterprise:{unit.pk}": "1"})
    return client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), data)


def test_the_enterprise_is_published_together_with_its_story(client):
    case = with_draft_enterprise()
    unit = case.enterprise_items.get().enterprise
    client.force_login(make_user("administrator"))
    publish_with(client, case, unit)
    unit.refresh_from_db()
    assert CaseStudyPage.objects.get(pk=case.pk).live
    assert unit.live


def test_a_publisher_who_may_not_publish_enterprises_is_refused(client):
    case = with_draft_enterprise()
    unit = case.enterprise_items.get().enterprise
    client.force_login(make_user("publisher"))
    publish_with(client, case, unit)
    unit.refresh_from_db()
    assert not CaseStudyPage.objects.get(pk=case.pk).live
    assert not unit.live


def test_an_enterprise_of_another_story_is_not_published(client):
    other = make_enterprise("无关企业有限公司", live=False)
    client.force_login(make_user("administrator"))
    publish_with(client, draft_of(make_enterprise()), other)
    other.refresh_from_db()
    assert not other.live
