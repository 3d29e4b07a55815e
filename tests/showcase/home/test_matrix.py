"""Industry × technique: every cell is the number that its search finds."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from lxml import html
from wagtail.models import PageViewRestriction

from showcase.pages.matrix import count, matrix
from showcase.stories.coded import CodedStory
from tests import factories as make


def coded(page_id, kind="case", industries=(), techniques=()):
    return CodedStory(page_id, kind, frozenset(industries), frozenset(techniques), frozenset())


def test_a_story_with_two_techniques_of_a_group_counts_once_in_the_group_and_in_sums():
    counts = count([coded(1, industries=["C17", "G08"], techniques=["T02", "T02.01", "T02.04"])])

    assert counts.total("G08", "T02") == 1
    assert counts.total("G08") == counts.total(technique="T02") == counts.total() == 1
    assert counts.total("G08", "T02.04") == 1


def test_a_story_that_fits_every_industry_counts_in_its_columns_and_in_no_row():
    counts = count([coded(1, kind="technology", techniques=["T02"])])

    assert counts.total("G08", "T02") == 0
    assert (counts.total(technique="T02"), counts.total()) == (1, 1)


def test_each_kind_is_counted_apart_and_all_kinds_in_the_total():
    stories = [coded(n, kind, ["G08"], ["T02"]) for n, kind in enumerate(["case", "case", "technology", "practice"])]

    counts = count(stories)

    where = ("G08", "T02")
    assert (counts.cases[where], counts.technologies[where], counts.practices[where]) == (2, 1, 1)
    assert counts.total(*where) == 4


@pytest.mark.django_db
def test_every_sum_of_the_matrix_is_the_number_that_the_page_of_its_term_says(client: Client):
    make.make_case(industries=["C1713"], techniques=["T02.01", "T08.03"])
    make.make_technology(industries=["C26"], techniques=["T02.01"])
    make.make_practice(industries=["C17"], techniques=["T08.03"])

    found = matrix()
    divisions = [division for row in found.rows for division in row.children]
    filled = [part for part in (*found.columns, *found.rows, *divisions) if part.total]

    assert len(filled) == 6
    for part in filled:
        assert client.get(part.url).context["total"] == part.total, part.code


@pytest.mark.django_db
def test_drafts_private_stories_and_translations_count_nowhere():
    shown = make.make_case()
    make.make_translation(shown)
    make.make_case(live=False)
    private = make.make_case()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    found = matrix()

    assert found.total == 1
    assert [(row.code, row.total) for row in found.rows if row.total] == [("G08", 1)]


@pytest.mark.django_db
def test_the_most_specific_row_of_the_vocabulary_decides_the_group():
    make.industry("C38")
    make.make_case(industries=["C384"])

    assert [(row.code, row.total) for row in matrix().rows if row.total] == [("G11", 1)]


@pytest.mark.django_db
def test_rows_and_columns_open_to_their_divisions_and_techniques():
    make.make_case(industries=["C1713"], techniques=["T02.01", "T08.03"])

    found = matrix()

    row = next(row for row in found.rows if row.code == "G08")
    (division,) = row.children
    assert (division.code, division.total) == ("C17", 1)
    assert [(cell.column_code, cell.total) for cell in division.cells if cell.total] == [("T02", 1), ("T08", 1)]
    column = next(column for column in found.columns if column.code == "T08")
    assert [(chip.code, chip.count) for chip in column.children] == [("T08.03", 1)]


@pytest.mark.django_db
def test_a_cell_leads_to_its_search_in_the_reader_s_language():
    make.make_case()

    with override("en"):
        (cell,) = [cell for row in matrix().rows for cell in row.cells if cell.total]

    assert cell.url == "/en/search/?industry=G08&technique=T02"
    assert (cell.row_label, cell.cases, cell.technologies) == ("Textiles", 1, 0)


@pytest.mark.django_db
def test_the_download_holds_the_same_numbers(client: Client):
    make.make_case()
    make.make_technology()
    make.make_practice()

    lines = client.get("/en/matrix.csv").content.decode("utf-8-sig").splitlines()

    assert lines == [
        "industry code,industry,technique code,technique,case studies,technologies,practices,in all",
        'G08,Textiles,T02,"Waste heat, pressure and gas recovery",1,1,1,3',
    ]


@pytest.mark.django_db
def test_an_empty_cell_leads_to_the_page_that_asks_for_a_case_on_both(client: Client):
    make.make_case()
    make.technique("T08")

    with override("en"):
        row = next(row for row in matrix().rows if row.code == "G08")
        empty = next(cell for cell in row.cells if cell.column_code == "T08")
        page = client.get(empty.url)

    assert empty.url == "/en/contribute/?industry=G08&technique=T08"
    assert f"Textiles, {empty.column_label}." in page.content.decode()
    assert page.context["noindex"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?industry=G08", "?industry=G99&technique=T08", "?industry=%00&technique=x"])
def test_the_page_names_no_pair_that_there_is_not(client: Client, query: str):
    make.make_case()

    assert client.get(f"/contribute/{query}").context["wanted"] is None


@pytest.mark.django_db
def test_a_change_of_what_is_public_is_in_the_matrix_at_once(django_capture_on_commit_callbacks: Any):
    case = make.make_case()
    assert matrix().total == 1

    with django_capture_on_commit_callbacks(execute=True):
        case.unpublish()

    assert matrix().total == 0


@pytest.mark.django_db
def test_on_a_phone_an_industry_opens_to_its_divisions_and_a_technique_group_to_its_techniques(client: Client):
    for technique in ("T02.01", "T02.01", "T02.04"):
        make.make_case(industries=["C1713"], techniques=[technique])

    found, page = matrix(), html.fromstring(client.get("/").content)

    assert [(child.code, n) for child, n in found.rows[0].ranked_children] == [("C17", 3)]
    assert [(child.code, n) for child, n in found.columns[0].ranked_children] == [("T02.01", 2), ("T02.04", 1)]
    opened = page.xpath("//details[@class='rank']//a[.//*[contains(@class, 'rank-number')]]/@href")
    assert opened == ["/industries/C17/", "/techniques/T02.01/", "/techniques/T02.04/"]
