"""Terms, enterprises and announcements that something rests on stay."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from portal.refusals import RefusedError
from showcase.models import (
    AnnouncementPage,
    Catalogue,
    Enterprise,
    Goal,
    Industry,
    IndustryItem,
    Level,
    Process,
    Programme,
    Region,
    StoryEnterprise,
    Technique,
)
from tests.factories import (
    catalogue,
    goal,
    industry,
    level,
    make_announcement,
    make_case,
    make_enterprise,
    make_superuser,
    make_user,
    process,
    programme,
    region,
    technique,
)

pytestmark = pytest.mark.django_db

USED = {
    Industry: ({"industries": ["C2600"]}, "C2600"),
    Technique: ({"techniques": ["T09.01"]}, "T09.01"),
    Process: ({"processes": ["P012"]}, "P012"),
    Region: ({"regions": ["350583"]}, "350583"),
    Goal: ({"goals": ["2025-2"]}, "2025-2"),
    Catalogue: ({"catalogues": ["low-carbon-5"]}, "low-carbon-5"),
    Programme: ({"listings": [("green-park", "municipal")]}, "green-park"),
    Level: ({"listings": [("green-park", "municipal")]}, "municipal"),
}
UNUSED = {
    Industry: lambda: industry("C2610"),
    Technique: lambda: technique("T09.02"),
    Process: lambda: process("P099"),
    Region: lambda: region("350584"),
    Goal: lambda: goal("2018-1"),
    Catalogue: lambda: catalogue("other"),
    Programme: lambda: programme("green-product"),
    Level: lambda: level("national"),
}


@contextmanager
def refused(text=""):
    """Expect a ProtectedError that names `text`; the transaction of the test goes on behind it."""
    with pytest.raises(ProtectedError, match=text or None) as error, transaction.atomic():
        yield error


@pytest.mark.parametrize("model", USED, ids=lambda model: model.__name__)
def test_a_term_that_a_live_story_carries_stays_and_the_story_is_named(model):
    fields, code = USED[model]
    make_case("余热回收改造甲", **fields)
    with refused("余热回收改造甲"):
        model.objects.get(code=code).delete()
    assert model.objects.filter(code=code).exists()


@pytest.mark.parametrize("model", USED, ids=lambda model: model.__name__)
def test_a_term_that_only_a_draft_carries_stays(model):
    fields, code = USED[model]
    live = make_case("只在草稿里", industries=[], techniques=[], regions=[])
    draft = make_case(live=False, **fields)
    content = draft.latest_revision.content
    revision = live.save_revision()
    kept = {name: content[name] for name in live.fact_relations if name in content}
    type(revision).objects.filter(pk=revision.pk).update(content={**revision.content, **kept})
    Page.objects.filter(pk=live.pk).update(has_unpublished_changes=True)
    draft.delete()
    with refused("只在草稿里"):
        model.objects.filter(code=code).delete()


@pytest.mark.parametrize("model", UNUSED, ids=lambda model: model.__name__)
def test_a_term_that_nothing_carries_can_be_deleted_by_code(model):
    term = UNUSED[model]()
    make_case()
    term.delete()
    assert not model.objects.filter(pk=term.pk).exists()


def test_three_stories_are_named_and_all_are_counted():
    for title in ("甲", "乙", "丙", "丁"):
        make_case(title, techniques=["T08.03"])
    with refused("4") as error:
        technique("T08.03").delete()
    message = str(error.value.args[0])
    assert sum(f"“{title}”" in message for title in "甲乙丙丁") == 3


def test_an_industry_that_only_an_enterprise_carries_stays():
    make_enterprise("示例企业庚", industries=["C3110"])
    with refused("示例企业庚"):
        industry("C3110").delete()


def test_an_enterprise_of_a_story_stays_and_one_of_none_goes():
    used, free = make_enterprise(), make_enterprise()
    make_case("有它的案例", enterprises=[used])
    with refused("有它的案例"):
        used.delete()
    free.delete()
    assert list(Enterprise.objects.all()) == [used]


def test_an_enterprise_of_a_first_draft_stays_and_the_draft_opens(client):
    enterprise = make_enterprise()
    draft = make_case(live=False, enterprises=[enterprise])
    StoryEnterprise.objects.all().delete()
    with refused():
        enterprise.delete()
    client.force_login(make_superuser())
    assert client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 200


def test_the_admin_tells_a_list_officer_why_an_enterprise_stays(client):
    enterprise = make_enterprise()
    make_case("有它的案例", enterprises=[enterprise])
    IndustryItem.objects.all().delete()
    client.force_login(make_user("list officer"))
    address = reverse("wagtailsnippets_showcase_enterprise:delete", args=[enterprise.pk])
    answer = client.post(address, follow=True, headers={"Referer": f"http://testserver{address}"})
    assert "有它的案例" in answer.content.decode()
    assert Enterprise.objects.filter(pk=enterprise.pk).exists()


def test_bulk_deleting_enterprises_in_use_deletes_none(client):
    used, free = make_enterprise(), make_enterprise()
    make_case(enterprises=[used])
    client.force_login(make_superuser())
    address = reverse("wagtail_bulk_action", args=["showcase", "enterprise", "delete"])
    assert client.post(f"{address}?id={free.pk}&id={used.pk}").status_code == 302
    assert Enterprise.objects.count() == 2


# Announcements -------------------------------------------------------------------------------------------


@pytest.fixture
def announced():
    return make_announcement("示例公布", entries=[make_enterprise()], live=True)


@pytest.mark.parametrize(
    "unpublish",
    [lambda page: page.unpublish(), lambda page: Page.objects.get(pk=page.pk).unpublish()],
    ids=["specific", "plain page"],
)
def test_a_published_announcement_is_not_unpublished(announced, unpublish):
    with pytest.raises(RefusedError, match="示例公布"), transaction.atomic():
        unpublish(announced)
    assert Page.objects.get(pk=announced.pk).live


def test_a_published_announcement_is_not_deleted(announced):
    for delete in (announced.delete, Page.objects.filter(pk=announced.pk).delete):
        with refused():
            delete()
    assert AnnouncementPage.objects.filter(pk=announced.pk).exists()


@pytest.mark.parametrize("view", ["unpublish", "delete"])
def test_the_admin_says_why_a_published_announcement_stays(client, announced, view):
    client.force_login(make_superuser())
    answer = client.post(reverse(f"wagtailadmin_pages:{view}", args=[announced.pk]), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Page.objects.get(pk=announced.pk).live


def test_an_announcement_takes_no_expiry_date():
    with pytest.raises(RefusedError):
        make_announcement(live=True, expire_at=timezone.now() + timedelta(days=1))
    call_command("publish_scheduled", verbosity=0)


def test_an_announcement_without_events_can_be_unpublished_and_deleted():
    page = make_announcement(live=True)
    page.unpublish()
    page.delete()
    assert not AnnouncementPage.objects.exists()
