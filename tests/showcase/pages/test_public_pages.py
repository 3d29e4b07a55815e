"""Every public page answers in both languages, and shows nothing that is not public."""

import re

import pytest
from django.test import Client

from tests import factories as make
from tests.structure import faults_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    """A case with everything, a technology, a practice, a list; the case is translated."""
    enterprise = make.make_enterprise("示例纺织", "Example Textile", former_names=["示例老厂"])
    case = make.make_case(
        "余热回收案例",
        enterprises=[enterprise],
        listings=[("green-factory", "provincial")],
        standing="listed",
        standing_source=1,
        processes=["P012"],
        goals=["2025-1"],
        catalogues=["low-carbon-5"],
        product="棉布",
        plant_source=1,
        build="retrofit",
    )
    return {
        "enterprise": enterprise,
        "case": case,
        "english": make.make_translation(case, "Heat recovery case"),
        "technology": make.make_technology("热泵技术", related=[case]),
        "practice": make.make_practice("能源管理做法"),
        "announcement": make.make_announcement("示例名单", entries=[enterprise, "无名单位"], live=True),
    }


def addresses(content):
    return [
        "/",
        "/cases/",
        "/technologies/",
        "/practices/",
        "/notices/",
        "/enterprises/",
        f"/enterprises/{content['enterprise'].number}/",
        "/industries/G08/",
        "/industries/C17/",
        "/industries/C1713/",
        "/industries/C/",
        "/techniques/T02/",
        "/techniques/T02.01/",
        "/regions/350000/",
        "/regions/350582/",
        "/register/",
        "/register/?as_of=2025-06-30&programme=green-factory&level=provincial&region=350500&year=2024&q=示例",
    ]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_kind_answers_in_both_languages(content, client: Client, prefix):
    for address in addresses(content):
        response = client.get(prefix + address)
        assert response.status_code == 200, address
        language = "en" if prefix else "zh-hans"
        assert f'<html lang="{language}">' in response.content.decode(), address


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_kind_is_sound_html(content, client: Client, prefix):
    names = ("english",) if prefix else ("case", "technology", "practice", "announcement")
    asked = [*(prefix + address for address in addresses(content)), *(content[name].get_url() for name in names)]
    found = {address: faults_of(client.get(address).content) for address in asked}
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_a_name_written_from_right_to_left_is_isolated_from_what_stands_beside_it(client: Client):
    unit = make.make_enterprise("مصنع", "مصنع")
    case = make.make_case("余热", enterprises=[unit])

    pages = {address: client.get(address).content.decode() for address in (case.get_url(), unit.get_absolute_url())}

    assert all(re.search(r'<(?:a|h1)[^>]* dir="auto"[^>]*>\s*مصنع', page) for page in pages.values())
    assert '<li dir="auto">مصنع</li>' in pages[case.get_url()]


def test_the_checks_of_html_find_what_they_are_for():
    page = """<h1 id="a">x</h1><h3 id="a">y</h3><a href="" hx-get="/">z</a><label for="b">z</label>
        <dl><dt>t</dt><dd>1</dd><dt>t</dt><dd>2</dd></dl>"""
    assert len(faults_of(f"<html><body>{page}</body></html>".encode())) == 6


def test_single_pages_answer(content, client: Client):
    for name in ("case", "english", "technology", "practice", "announcement"):
        response = client.get(content[name].get_url())
        assert response.status_code == 200, name
