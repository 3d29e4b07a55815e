"""sitemap.xml names pages, terms with stories and published enterprises in both languages."""

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_terms_with_stories_and_published_enterprises_stand_in_it_in_both_languages(client: Client):
    enterprise, draft = make.make_enterprise(), make.make_enterprise(live=False)
    case = make.make_case()
    make.make_case(industries=["C26"], live=False)

    found = client.get("/sitemap.xml").content.decode()

    for path in (
        case.get_url(),
        "/industries/C1713/",
        "/en/industries/G08/",
        "/techniques/T02/",
        "/en/regions/350500/",
        f"/enterprises/{enterprise.number}/",
    ):
        assert f"{path}</loc>" in found, path
    assert "/industries/C26/" not in found
    assert f"/enterprises/{draft.number}/" not in found


def test_industries_of_published_enterprises_stand_in_it_where_they_have_no_story(client: Client):
    for code, is_example in (("C2614", False), ("C3011", True)):
        enterprise = make.make_enterprise(is_example=is_example)
        enterprise.industries = [make.industry(code)]
        enterprise.save()

    found = client.get("/sitemap.xml").content.decode()

    assert "/industries/C2614/</loc>" in found
    assert "/industries/C3011/" not in found
