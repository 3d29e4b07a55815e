"""The page of a collection: its public stories in the editor's order, with a remark on each, in either language."""

import csv
import io
import re

import openpyxl
import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests import factories as make

pytestmark = pytest.mark.django_db

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def stories():
    """A technology, a case and a practice; only the case has an English page."""
    case = make.make_case("定形机余热")
    make.make_translation(case, "Stenter heat")
    return [make.make_technology("凝结水回收"), case, make.make_practice("水平衡")]


def shown(client, address):
    return [(one.card.title, one.remark) for one in client.get(address).context["stories"]]


def text_of(client, address):
    return client.get(address).content.decode()


def restricted(page):
    PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=PageViewRestriction.LOGIN)


def expired(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=make.later(hours=-1))


def unpublished(page):
    page.unpublish()


HIDING = [restricted, expired, unpublished]


def test_the_stories_stand_in_the_order_of_the_editor_with_a_remark_on_each(client: Client, stories):
    page = make.make_collection("印染厂入门", stories)

    assert shown(client, page.url) == [
        ("凝结水回收", "第1篇的看点"),
        ("定形机余热", "第2篇的看点"),
        ("水平衡", "第3篇的看点"),
    ]
    text = text_of(client, page.url)
    assert text.index("第1篇的看点") < text.index("凝结水回收</a>") < text.index("第2篇的看点")
    assert "几篇放在一起看。" in text
    assert f'rel="canonical" href="http://127.0.0.1{page.url}"' in text


def test_the_english_page_has_the_same_selection_in_english_words(client: Client, stories):
    english = make.make_translation(make.make_collection("印染厂入门", stories), "Starter kit")

    assert not english.items.exists()
    assert shown(client, english.url) == [
        ("凝结水回收", "Remark 1"),
        ("Stenter heat", "Remark 2"),
        ("水平衡", "Remark 3"),
    ]
    # Titles of stories without an English page stand in Chinese, marked so; nothing else does.
    main = text_of(client, english.url).partition("<main")[2].partition("</main>")[0]
    own = re.sub(r'<article class="card.*?</article>', "", main, flags=re.DOTALL)
    assert not HAN.search(own)
    assert 'lang="zh-hans"' in main


@pytest.mark.parametrize("hide", HIDING)
def test_a_story_that_is_public_no_more_is_left_out_without_a_gap(client: Client, stories, hide):
    page = make.make_collection("印染厂入门", stories)
    hide(stories[1])

    assert [title for title, _remark in shown(client, page.url)] == ["凝结水回收", "水平衡"]
    text = text_of(client, page.url)
    assert "定形机余热" not in text
    assert "第2篇的看点" not in text
    assert [card.count for card in client.get("/collections/").context["collections"]] == [2]
    assert [card.count for card in client.get("/").context["collections"]] == [2]
    assert "定形机余热" not in text_of(client, f"/collections/{page.translation_key}.csv")


@pytest.mark.parametrize("hide", [restricted, expired])
def test_a_collection_that_is_not_public_is_nowhere(client: Client, stories, hide):
    page = make.make_collection("琥珀专题", stories)
    hide(page)

    for address in ("/", "/en/", "/collections/", "/en/collections/", "/sitemap.xml", stories[1].url):
        assert "琥珀专题" not in text_of(client, address), address
        assert page.url not in text_of(client, address), address
    for kind in ("csv", "xlsx"):
        assert client.get(f"/collections/{page.translation_key}.{kind}").status_code == 404


def test_a_collection_none_of_whose_stories_is_public_is_in_no_list(client: Client, stories):
    page = make.make_collection("琥珀专题", stories)
    for story in stories:
        story.unpublish()

    assert client.get("/collections/").context["collections"] == ()
    empty = client.get(page.url)
    assert (empty.context["stories"], empty.context["exports"]) == ((), ())
    assert "Try the search" not in empty.content.decode()


def test_a_story_says_which_collections_it_is_part_of(client: Client, stories):
    page = make.make_collection("印染厂入门", stories)
    english = make.make_translation(page, "Starter kit")
    make.make_collection("草稿专题", stories, live=False)
    heat = stories[1]

    here = [(card.title, card.url, card.language) for card in client.get(heat.url).context["collections"]]
    there = client.get("/en" + heat.url.replace(heat.slug, heat.get_translations().get().slug)).context["collections"]

    assert here == [("印染厂入门", page.url, "")]
    assert [(card.title, card.url, card.language) for card in there] == [("Starter kit", english.url, "")]


def test_lists_show_a_collection_without_english_in_chinese_and_marked(client: Client, stories):
    page = make.make_collection("印染厂入门", stories)

    (card,) = client.get("/en/collections/").context["collections"]

    assert (card.title, card.url, card.language, card.count) == ("印染厂入门", page.url, "zh-hans", 3)


def test_collections_are_in_the_sitemap_and_in_the_footer(client: Client, stories):
    page = make.make_collection("印染厂入门", stories)

    assert f"http://127.0.0.1{page.url}" in text_of(client, "/sitemap.xml")
    assert 'href="/collections/"' in text_of(client, "/cases/")
    assert 'href="/en/collections/"' in text_of(client, "/en/cases/")


def test_the_downloads_have_the_rows_of_the_page(client: Client, stories):
    page = make.make_collection("印染厂入门", stories)
    english = make.make_translation(page, "Starter kit")

    as_csv = client.get(f"/en/collections/{page.translation_key}.csv")
    as_xlsx = client.get(f"/en/collections/{page.translation_key}.xlsx")

    rows = list(csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["No.", "kind", "title", "editor's remark"]
    assert [(row[0], row[2], row[3]) for row in rows[1:]] == [
        ("1", "凝结水回收", "Remark 1"),
        ("2", "Stenter heat", "Remark 2"),
        ("3", "水平衡", "Remark 3"),
    ]
    assert rows[2][-1].startswith("http://127.0.0.1/en/cases/")
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx.content))
    first, told = book.worksheets
    assert [[str(cell) for cell in row] for row in first.iter_rows(values_only=True, max_col=4)] == [
        row[:4] for row in rows
    ]
    assert [cell for (cell,) in told.iter_rows(values_only=True)][:3] == [
        "Starter kit",
        english.summary,
        f"http://127.0.0.1{english.url}",
    ]
    assert as_csv["X-Robots-Tag"] == as_xlsx["X-Robots-Tag"] == "noindex"


def test_a_collection_without_an_english_page_has_no_english_download(client: Client, stories):
    page = make.make_collection("印染厂入门", stories)

    assert client.get(f"/en/collections/{page.translation_key}.csv").status_code == 404


def test_a_page_of_nine_stories_costs_the_queries_of_one_of_three(
    client: Client, stories, django_assert_num_queries, django_assert_max_num_queries
):
    few = make.make_collection("三篇", stories)
    many = make.make_collection("九篇", [*stories, *(make.make_case(f"案例{number}") for number in range(6))])
    for page in (few, many, few):
        client.get(page.url)

    with django_assert_max_num_queries(80) as spent:
        client.get(few.url + "?a=1")
    with django_assert_num_queries(len(spent)):
        client.get(many.url + "?a=1")
