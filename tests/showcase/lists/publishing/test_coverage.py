"""Coverage follows the counts; where text and rows disagree somebody says why before the list goes out."""

import pytest
from django.test import Client

from portal.refusals import RefusedError
from showcase.models import AnnouncementPage
from tests import factories as make

pytestmark = pytest.mark.django_db

TWO_OF_THEM = "经审核，确定2家绿色工厂，现予公布。"
THREE_OF_THEM = "经审核，确定3家绿色工厂，现予公布。"


def official(text: str = "", units: int = 2, **fields) -> AnnouncementPage:
    """A draft of an official final list."""
    entries = [make.make_enterprise() for _ in range(units)]
    return make.make_announcement(entries=entries, basis="official_file", introduction=text, **fields)


def published(page: AnnouncementPage) -> AnnouncementPage:
    page.save_revision().publish()
    return AnnouncementPage.objects.get(pk=page.pk)


def test_a_list_whose_rows_are_as_many_as_its_text_says_is_complete():
    page = published(official(TWO_OF_THEM))

    assert (page.coverage, page.stated_total) == ("complete", 2)


def test_a_count_in_the_body_is_read_like_one_in_the_introduction():
    body = [make.paragraph(TWO_OF_THEM)]

    assert published(official(body=body)).coverage == "complete"


def test_a_list_whose_text_counts_more_than_its_rows_is_refused_and_says_both_numbers():
    page = official(THREE_OF_THEM)

    with pytest.raises(RefusedError, match=r"3家绿色工厂.* 2 "):
        page.save_revision().publish()


def test_once_somebody_says_why_it_is_published_as_partial_and_readers_see_the_reason(client: Client):
    page = official(THREE_OF_THEM, count_note="附件只列2行，正文笔误，已向发文机关询问。")

    page = published(page)

    assert (page.coverage, page.stated_total) == ("partial", 3)
    assert "附件只列2行" in client.get(page.url).content.decode()


def test_more_rows_than_the_stated_total_are_refused_whatever_the_basis():
    page = make.make_announcement(entries=[make.make_enterprise(), make.make_enterprise()], stated_total=1)

    with pytest.raises(RefusedError, match="2"):
        page.save_revision().publish()


def test_the_text_of_a_press_report_counts_what_it_leaves_out_so_only_the_stated_total_speaks():
    page = make.make_announcement(entries=[make.make_enterprise()], introduction=THREE_OF_THEM, stated_total=12)

    assert published(page).coverage == "partial"


def test_a_list_without_any_count_keeps_the_coverage_the_officer_chose():
    assert published(official("现予公布。", coverage="unknown")).coverage == "unknown"


def test_the_text_of_a_published_list_may_be_edited_without_asking_for_its_counts_again():
    page = published(official(TWO_OF_THEM))
    page.introduction = THREE_OF_THEM

    page = published(page)

    assert page.introduction == THREE_OF_THEM
    assert page.coverage == "complete"
