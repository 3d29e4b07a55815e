"""The page, its workbook and the short list of plants: from what is public, and from nothing else."""

import io

import lxml.html
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from portal.caching import content_version
from showcase import models
from showcase.for_your_plant import further_uses
from showcase.for_your_plant.further_uses import FurtherUse, plant_of_enterprise
from showcase.for_your_plant.ranking.index import UseFigure
from tests import factories as make
from tests.hidden import restrict

pytestmark = pytest.mark.django_db
ASKED = {"industry": "C1713", "process": "P039"}
FIRST = [
    ("section", "not_fits"),
    make.paragraph("烟气含油多时不适用。", own=True),
    ("section", "measure_first"),
    make.paragraph("排气温度和风量。", own=True),
    make.paragraph("每天运行小时。", own=True),
]


@pytest.fixture(autouse=True)
def stenter():
    names = {"aliases_zh": ["定形机"], "aliases_en": ["heat-setting machine"]}
    models.Process.objects.create(code="P039", zh="定型机", en="Stenter", kind="equipment", **names)


def technology(title="示例余热回收", **fields):
    return make.make_technology(title, **{"processes": ["P039"], "body": FIRST, **fields})


def case(**fields):
    return make.make_case(**{"processes": ["P039"], **fields})


def opened(address="/en/for-your-plant/", **asked):
    content_version.forget()
    answer = Client().get(address, asked or ASKED, follow=True)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content)


def words(node):
    return " ".join(node.text_content().split())


def measures(page):
    return [words(node) for node in page.find_class("measure")]


def test_a_measure_comes_with_its_reasons_figures_limits_and_what_to_measure_first():
    technology()
    for value in (1200, 3400):
        case(enterprises=[make.make_enterprise()], effects=[make.make_effect(low=value, high=value)])

    (shown,) = measures(opened("/for-your-plant/"))

    for said in ("示例余热回收", "定型机", "棉印染精加工", "1,200–3,400", "烟气含油多时不适用。", "每天运行小时。"):
        assert said in shown


def test_a_single_figure_names_its_plant_and_leads_to_its_case():
    technology()
    story = case(enterprises=[make.make_enterprise("示例独家厂", "Sole Example Plant")], effects=[make.make_effect()])

    (basis,) = opened("/for-your-plant/").find_class("range-basis")

    assert [(link.get("href"), words(link)) for link in basis.iterfind("a")] == [(story.get_url(), "示例独家厂")]


def test_a_range_of_several_plants_names_none():
    technology()
    for value in (1200, 3400):
        case(enterprises=[make.make_enterprise()], effects=[make.make_effect(low=value, high=value)])

    (basis,) = opened("/for-your-plant/").find_class("range-basis")

    assert basis.find("a") is None


def test_reports_are_counted_by_plants_and_fewer_than_two_are_remarked():
    technology()
    enterprise = make.make_enterprise()
    case(enterprises=[enterprise])
    case(enterprises=[enterprise])

    (shown,) = measures(opened())

    assert "1 plant of your industry (textiles manufacturing) reports it" in shown
    assert "only one plant reports it" in shown


@pytest.mark.parametrize("state", ["draft", "private", "expired"])
@pytest.mark.parametrize("hidden", [technology, case])
def test_what_is_not_public_never_speaks(hidden, state):
    technology("示例公开技术")
    page = hidden(live=state != "draft")
    if state == "private":
        restrict(page)
    if state == "expired":
        type(page).objects.filter(pk=page.pk).update(expire_at=make.later(hours=-1))

    (shown,) = measures(opened())

    assert "示例公开技术" in shown
    assert "no plant reports it here yet" in shown


def test_a_further_use_of_a_public_story_is_counted_with_its_figures():
    page, enterprise = technology(), make.make_enterprise()
    told = [
        FurtherUse(page.pk, "reader:1", ("C1713",), ("P039",), figures=(UseFigure("energy", 250.0, "metered"),)),
        FurtherUse(page.pk, plant_of_enterprise(enterprise.pk), ("C17",)),
        FurtherUse(page.pk, "reader:2", ("C1713",), adopted=False),
        FurtherUse(page.pk + 999, "reader:3", ("C1713",)),
    ]
    case(enterprises=[enterprise])
    further_uses.register("test", lambda: told)
    try:
        (shown,) = measures(opened())
    finally:
        further_uses.forget("test")

    assert "2 plants of your industry" in shown
    assert "1 plant tried it and did not adopt it" in shown
    assert "1 plant gives a metered or verified figure" in shown


def test_typed_words_become_ticked_boxes_in_the_address():
    technology()
    make.industry("C1713")

    answer = Client().get("/en/for-your-plant/", {"industries": "印染", "machines": "heat-setting machine, xyz"})

    assert answer.status_code == 302
    assert answer["Location"] == "/en/for-your-plant/?industry=C1713&process=P039&machines=xyz"
    page = opened(answer["Location"], machines="xyz", **ASKED)
    assert [box.get("value") for box in page.xpath("//input[@checked]")] == ["C1713", "P039"]
    assert "We know no such name" in words(page)


def test_a_faulty_amount_is_said_at_its_field_and_kept():
    page = opened(gas="a lot", **ASKED)

    field = page.xpath("//input[@name='gas']")[0]
    assert (field.get("value"), field.get("aria-invalid")) == ("a lot", "true")
    assert words(page.get_element_by_id(field.get("aria-describedby"))) == "A number, such as 1200.5"


def test_an_answer_is_kept_by_no_cache_and_by_no_search_engine_but_the_form_is():
    technology()

    answer, form = Client().get("/for-your-plant/", ASKED), Client().get("/for-your-plant/")

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" not in form["Cache-Control"]
    assert "X-Robots-Tag" not in form


def test_an_english_page_marks_what_is_there_in_chinese_only():
    technology()

    page = opened()

    assert page.xpath("//h3/a")[0].get("lang") == "zh-hans"
    assert {node.get("lang") for node in page.xpath("//tbody[1]")} == {"zh-hans"}


def test_the_workbook_has_empty_cells_for_each_thing_to_measure():
    technology("=示例余热回收")

    answer = Client().get("/for-your-plant/check-list.xlsx", ASKED)

    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1], row[5], row[6:9]) for row in rows] == [
        (1, "=示例余热回收", "排气温度和风量。", (None, None, None)),
        (1, "=示例余热回收", "每天运行小时。", (None, None, None)),
    ]
    assert "no-store" in answer["Cache-Control"]


def test_an_industry_page_leads_to_the_form_with_its_industry():
    technology()

    page = lxml.html.fromstring(Client().get("/en/industries/C1713/").content)

    assert "/en/for-your-plant/?industry=C1713" in [link.get("href") for link in page.iterfind(".//a")]


def test_a_case_and_its_enterprise_show_plants_like_theirs_with_reasons():
    here, there = make.make_enterprise(), make.make_enterprise("示例相似厂", "Similar Example Plant")
    make.make_enterprise("示例水泥厂", "Example Cement Works", industries=["C3011"])
    make.make_enterprise("示例草稿厂", "Example Draft Plant", live=False)
    story = case(enterprises=[here])
    case(enterprises=[there])

    for address in (story.url, here.get_absolute_url()):
        shown = lxml.html.fromstring(Client().get(address).content).xpath(
            "//section[contains(@class, 'similar-plants')]//li"
        )
        assert [words(node.find("a")) for node in shown] == ["示例相似厂"]
        assert "定型机" in words(shown[0])
        assert "示例草稿厂" not in words(shown[0])


def test_a_plant_with_nothing_in_common_with_others_shows_no_list():
    alone = make.make_enterprise(industries=["C3011"])

    assert "similar-plants" not in Client().get(alone.get_absolute_url()).content.decode()


def test_more_measures_cost_no_more_queries():
    def queries():
        cache.clear()
        content_version.forget()
        with CaptureQueriesContext(connection) as captured:
            opened(**ASKED)
        return len(captured)

    make.make_translation(technology())
    case()
    queries()  # what a process reads once
    few = queries()
    for _ in range(3):
        make.make_translation(technology())
        case()

    assert queries() == few <= 36
