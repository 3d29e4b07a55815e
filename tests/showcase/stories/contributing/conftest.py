"""Contributors of an enterprise and drafts about it."""

import pytest

from showcase.models import CaseStudyPage, EnterpriseContributor
from tests.factories import make_case, make_enterprise, make_superuser, make_user


def writer(enterprise, role="contributor", **fields):
    """Somebody who writes for this enterprise."""
    user = make_user(role, **fields)
    EnterpriseContributor.objects.create(enterprise=enterprise, user=user)
    return user


@pytest.fixture
def own():
    return make_enterprise("示例纺织有限公司")


@pytest.fixture
def user(client, own):
    found = writer(own)
    client.force_login(found)
    return found


def draft(title, enterprise, owner=None, **fields):
    """A draft with a revision about an enterprise; of somebody else unless said otherwise."""
    owner = owner or make_superuser(f"owner-{CaseStudyPage.objects.count()}")
    page = make_case(title, live=False, owner=owner, enterprises=[enterprise] if enterprise else [], **fields)
    page.save_revision(user=owner)
    return page
