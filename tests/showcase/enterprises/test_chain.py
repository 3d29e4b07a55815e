"""Links of enterprises on the pages of both: with their sources, through merges, and only between public ones."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from portal.refusals import RefusedError
from showcase.models import Enterprise, EnterpriseLink
from tests import factories as make
from tests.showcase.enterprises.merging import merge

pytestmark = pytest.mark.django_db

SOURCE = {
    "publisher": "示例报",
    "publisher_en": "Example News",
    "title": "园区见闻",
    "title_en": "A visit to the park",
    "date": "2024-08-10",
    "url": "https://news.example/park",
}


def link(enterprise, other, kind="in_park", **source):
    """Add a link to the record of `enterprise`."""
    EnterpriseLink.objects.create(enterprise=enterprise, other=other, link=kind, **{**SOURCE, **source})


@pytest.fixture
def mill():
    return make.make_enterprise("示例纺织有限公司", "Example Textile")


@pytest.fixture
def park():
    return make.make_enterprise("示例产业园", "Example Park")


def groups(client, enterprise, language=""):
    chain = client.get(f"{language}/enterprises/{enterprise.number}/").context["chain"]
    return {group.heading: [line.name for line in group.lines] for group in chain.groups} if chain else {}


def test_a_link_stands_on_the_pages_of_both_with_its_source(client: Client, mill, park):
    link(mill, park)

    assert groups(client, mill, "/en") == {"The park it is in": ["Example Park"]}
    assert groups(client, park, "/en") == {"Factories in this park": ["Example Textile"]}
    for unit in (mill, park):
        (group,) = client.get(f"/en/enterprises/{unit.number}/?a").context["chain"].groups
        (source,) = group.lines[0].sources
        assert (source.title, source.publisher, source.date, source.url) == (
            "A visit to the park",
            "Example News",
            "10 August 2024",
            "https://news.example/park",
        )


def test_the_page_has_a_drawing_of_what_its_list_says(client: Client, mill, park):
    link(mill, park)

    text = client.get(f"/enterprises/{mill.number}/").content.decode()

    drawing = text.partition('class="chain-drawing"')[2].partition("</svg>")[0]
    assert 'role="img"' in drawing
    assert "示例产业园" in drawing
    assert "示例纺织有限公司" in drawing
    assert f'<a href="/enterprises/{park.number}/">示例产业园</a>' in text
    assert "https://news.example/park" in text
    assert "style=" not in drawing


def test_suppliers_are_named_on_one_side_and_their_customer_on_the_other(client: Client, mill):
    dyes = make.make_enterprise("示例染料厂", "Example Dyes")
    link(mill, dyes, "supplied_by")

    assert groups(client, mill, "/en") == {"Suppliers that it names": ["Example Dyes"]}
    assert groups(client, dyes, "/en") == {"Named as a supplier by": ["Example Textile"]}


def test_an_enterprise_without_links_has_no_such_section(client: Client, mill):
    assert groups(client, mill) == {}
    assert "chain-drawing" not in client.get(f"/enterprises/{mill.number}/?a").content.decode()


def test_two_sources_of_one_link_stand_below_one_name(client: Client, mill, park):
    link(mill, park)
    link(mill, park, title="又一篇", title_en="Another report")

    ((line,),) = [group.lines for group in client.get(f"/en/enterprises/{mill.number}/").context["chain"].groups]

    assert [source.title for source in line.sources] == ["A visit to the park", "Another report"]


def test_a_link_with_an_unpublished_enterprise_is_hidden_on_both_sides(client: Client, mill):
    draft = make.make_enterprise("未公开园区", "Not Yet Public", live=False)
    link(mill, draft)
    link(draft, mill, "supplied_by")

    text = client.get(f"/enterprises/{mill.number}/").content.decode()

    assert groups(client, mill, "/en") == {}
    assert "未公开园区" not in text


def test_a_link_ends_for_readers_when_the_other_enterprise_expires(client: Client, mill, park):
    link(mill, park)
    Enterprise.objects.filter(pk=park.pk).update(expire_at=make.later(hours=-1))

    assert groups(client, mill) == {}


def test_links_of_merged_records_are_those_of_the_enterprise_kept(client: Client, mill, park):
    duplicate = make.make_enterprise("示例纺织厂", "Example Textile Works")
    again = make.make_enterprise("示例园", "Example Park Again")
    link(duplicate, park)
    link(mill, again)
    link(duplicate, mill, "supplied_by")
    merge(duplicate, mill)
    merge(again, park)

    assert groups(client, mill, "/en") == {"The park it is in": ["Example Park"]}
    assert groups(client, park, "/en") == {"Factories in this park": ["Example Textile"]}


def test_no_link_is_stored_without_its_source(mill, park):
    for missing in ("publisher", "title"):
        with pytest.raises(IntegrityError), transaction.atomic():
            link(mill, park, **{missing: ""})


def test_an_invented_enterprise_cannot_be_published_with_a_link_to_a_real_one(park):
    invented = make.make_enterprise("示例企业甲", is_example=True)
    invented.links = [EnterpriseLink(link="in_park", other=park, **SOURCE)]

    with pytest.raises(RefusedError) as refused:
        invented.save_revision().publish()

    assert "示例产业园" in str(refused.value)


def test_a_link_is_hidden_once_one_of_the_two_is_marked_as_invented(client: Client, mill, park):
    link(mill, park)
    Enterprise.objects.filter(pk=park.pk).update(is_example=True)

    assert groups(client, mill) == {}
    assert groups(client, park) == {}


def test_an_enterprise_that_others_are_linked_to_is_not_deleted(mill, park):
    link(mill, park)

    with pytest.raises(ProtectedError):
        park.delete()


def test_a_list_officer_records_a_link_in_the_form_of_the_enterprise(client: Client, mill, park):
    client.force_login(make.make_superuser())

    text = client.get(reverse("wagtailsnippets_showcase_enterprise:edit", args=[mill.pk])).content.decode()

    assert 'name="links-TOTAL_FORMS"' in text
    assert 'name="links-__prefix__-publisher"' in text


def test_a_page_of_nine_links_costs_the_queries_of_one_of_two(
    client: Client, mill, park, django_assert_num_queries, django_assert_max_num_queries
):
    link(mill, park)
    link(mill, make.make_enterprise(), "supplied_by")
    busy = make.make_enterprise()
    link(busy, park)
    for _ in range(8):
        link(busy, make.make_enterprise(), "supplied_by")
    for unit in (mill, busy, mill):
        client.get(f"/enterprises/{unit.number}/")

    with django_assert_max_num_queries(60) as spent:
        client.get(f"/enterprises/{mill.number}/?a=1")
    with django_assert_num_queries(len(spent)):
        client.get(f"/enterprises/{busy.number}/?a=1")
