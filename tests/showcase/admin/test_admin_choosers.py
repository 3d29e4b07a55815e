"""Editors find terms, enterprises and entries by whatever they know of them."""

import pytest
from django.urls import reverse
from lxml.html import fromstring

from showcase.models import FormerName, Industry, Technique
from showcase.vocabulary.finding import find_terms
from tests.factories import (
    industry,
    make_announcement,
    make_enterprise,
    make_superuser,
    make_user,
    process,
    technique,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    for code in ("C1713", "C2614", "C3110"):
        industry(code)
    for code in ("T02.01", "T08.03"):
        technique(code)
    process("P012")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("C1713", "C1713"),
        ("c1713", "C1713"),
        ("印染", "C1713"),
        ("dyeing", "C1713"),
        ("finishing dyeing", "C1713"),
        ("cotton DYEING", "C1713"),
        ("纺织业", "C17"),
    ],
)
def test_an_industry_is_found_by_code_name_and_other_names(terms, query, first):
    assert find_terms(Industry.objects.all(), query)[0].code == first


@pytest.mark.parametrize("query", ["T02.01", "余热回收", "废热", "WHR", "waste heat recovery", "heat rec"])
def test_a_technique_is_found_by_code_name_and_other_names(terms, query):
    assert find_terms(Technique.objects.all(), query)[0].code == "T02.01"


@pytest.mark.parametrize("query", ["%", "_", "''", "no such thing", "C1713 钢铁"])
def test_what_no_name_contains_is_not_found(terms, query):
    assert not find_terms(Industry.objects.all(), query).exists()


@pytest.mark.parametrize("results", ["choose", "choose_results"])
@pytest.mark.parametrize("multiple", ["", "1"])
def test_the_chooser_window_shows_what_was_found_and_nothing_else(client, terms, results, multiple):
    client.force_login(make_user("contributor"))
    answer = client.get(reverse(f"choose_industry:{results}"), {"q": "印染", "multiple": multiple})
    shown = answer.json()["html"] if results == "choose" else answer.content.decode()
    assert "C1713" in shown
    assert "C3110" not in shown


def test_the_processes_window_finds_another_name(client, terms):
    client.force_login(make_user("editor"))
    assert "P012" in client.get(reverse("choose_process:choose_results"), {"q": "拉幅"}).content.decode()


@pytest.mark.parametrize("query", ["示例纺织", "Example Textiles", "旧名染整", "Old Dyeing"])
def test_an_enterprise_is_found_by_any_name(client, query):
    enterprise = make_enterprise("示例纺织有限公司", "Example Textiles Ltd")
    FormerName.objects.create(enterprise=enterprise, name_zh="旧名染整厂", name_en="Old Dyeing Works")
    make_enterprise("别的公司", "Other Company")
    client.force_login(make_user("editor"))
    address = reverse("wagtailsnippetchoosers_showcase_enterprise:choose_results")
    shown = client.get(address, {"q": query}).content.decode()
    assert "示例纺织有限公司" in shown
    assert "别的公司" not in shown


def test_an_enterprise_is_found_by_its_portal_number_in_the_list(client):
    enterprise, other = make_enterprise("甲公司", "Jia Ltd"), make_enterprise("乙公司", "Yi Ltd")
    client.force_login(make_superuser())
    address = reverse("wagtailsnippets_showcase_enterprise:list_results")
    shown = client.get(address, {"q": str(enterprise.number)}).content.decode()
    assert enterprise.name_zh in shown
    assert other.name_zh not in shown


def test_an_entry_is_found_by_its_printed_name(client):
    make_announcement(entries=["甲印染厂", "乙化工厂"])
    client.force_login(make_user("editor"))
    shown = client.get(reverse("choose_entry:choose_results"), {"q": "印染"}).content.decode()
    assert "甲印染厂" in shown
    assert "乙化工厂" not in shown


def test_what_is_invented_says_so_beside_its_name(client):
    real, invented = make_enterprise("示例真厂"), make_enterprise("示例假厂", is_example=True)
    make_announcement(entries=[real], live=True)
    make_announcement(entries=[invented], is_example=True, live=True)
    client.force_login(make_user("editor"))

    for window in ("wagtailsnippetchoosers_showcase_enterprise:choose_results", "choose_entry:choose_results"):
        shown = fromstring(client.get(reverse(window), {"q": "示例"}).content.decode())
        rows = [row.text_content() for row in shown.iter("tr")]
        marked = {name: "演示用虚构内容" in row for row in rows for name in ("真厂", "假厂") if name in row}
        assert marked == {"真厂": False, "假厂": True}, window


def test_the_vocabulary_list_finds_other_names_too(client, terms):
    client.force_login(make_user("vocabulary editor"))
    shown = client.get(reverse("terms_technique:index_results"), {"q": "废热"}).content.decode()
    assert "T02.01" in shown
    assert "T08.03" not in shown
