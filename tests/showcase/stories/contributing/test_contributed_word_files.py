"""A contributor's Word file becomes a draft of their enterprise, which strangers do not see."""

import pytest
from django.test import Client
from django.urls import reverse

from showcase.models import EnterpriseContributor
from tests.factories import make_enterprise
from tests.showcase.stories.word.uploading import ENTERPRISE, draft_made, signed_in, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return make_enterprise("示例纺织有限公司")


@pytest.fixture
def writing(client, own):
    """A contributor's browser."""
    EnterpriseContributor.objects.create(enterprise=own, user=signed_in(client, "contributor"))
    return client


def named(draft):
    return [row.enterprise for row in draft.enterprise_items.all()]


def test_the_draft_is_about_the_enterprise_also_where_the_file_names_another(writing, own):
    other = make_enterprise(ENTERPRISE)
    draft = draft_made(writing, uploaded(writing), enterprises=[str(other.pk)])
    assert named(draft) == [own]


def test_the_draft_of_a_contributor_is_opened_by_a_colleague_and_by_no_stranger(writing, own):
    found = uploaded(writing)
    draft_made(writing, found)
    address = reverse("word_import", args=[found.pk])
    colleague, stranger = Client(), Client()
    EnterpriseContributor.objects.create(enterprise=own, user=signed_in(colleague, "contributor"))
    EnterpriseContributor.objects.create(enterprise=make_enterprise(), user=signed_in(stranger, "contributor"))
    assert colleague.get(address).status_code == 200
    assert stranger.get(address).status_code == 404


def test_a_file_without_a_draft_is_seen_by_who_uploaded_it_alone(writing, own):
    address = reverse("word_import", args=[uploaded(writing).pk])
    colleague = Client()
    EnterpriseContributor.objects.create(enterprise=own, user=signed_in(colleague, "contributor"))
    assert colleague.get(address).status_code == 404
