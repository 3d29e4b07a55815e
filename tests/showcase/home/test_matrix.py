"""Industry × technique: every cell is the number that its search finds."""

import pytest
from django.test import Client
from django.utils.translation import override
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


def test_cases_and_technologies_are_counted_apart_and_practices_not_at_all():
    stories = [coded(n, kind, ["G08"], ["T02"]) for n, kind in enumerate(["case", "case", "technology", "practice"])]

    counts = count(stories)

    assert (counts.cases["G08", "T02"], counts.technologies["G08", "T02"]) == (2, 1)


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
    assert [(chip.code, chip.count) for chip in row.children] == [("C17", 1)]
    column = next(column for column in found.columns if column.code == "T08")
    assert [(chip.code, chip.count) for chip in column.children] == [("T08.03", 1)]


@pytest.mark.django_db
def test_a_cell_leads_to_its_search_in_the_reader_s_language():
    make.make_case()

    with override("en"):
        (cell,) = [cell for row in matrix().rows for cell in row.cells if cell.total]

    assert cell.url == "/en/search/?industry=G08&technique=T02&kind=case&kind=technology"
    assert (cell.row_label, cell.cases, cell.technologies) == ("Textiles", 1, 0)


@pytest.mark.django_db
def test_the_download_holds_the_same_numbers(client: Client):
    make.make_case()
    make.make_technology()

    lines = client.get("/en/matrix.csv").content.decode("utf-8-sig").splitlines()

    assert lines == [
        "industry code,industry,technique code,technique,case studies,technologies,in all",
        'G08,Textiles,T02,"Waste heat, pressure and gas recovery",1,1,2',
    ]
