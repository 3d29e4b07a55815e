"""From a file to a pending announcement and its publication; the same file twice changes nothing."""

import hashlib

import pytest

from portal.models import Document
from portal.refusals import RefusedError
from showcase.enterprises.pinyin import pinyin_name
from showcase.lists.importing.applying import apply_import, discard_import
from showcase.lists.importing.runs import Upload
from showcase.models import AnnouncementPage, Enterprise, ImportRow, ListAttachment, ListEntry, ListImport, ListingEvent
from tests import factories
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.starting import FILE, ROWS, begun, decide, notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


# Preview --------------------------------------------------------------------------------------------------


def test_a_preview_knows_every_row_its_match_and_its_place_and_changes_no_list():
    known = factories.make_enterprise("示例纺织有限公司", region_code="350582", is_example=True)

    started = begun().list_import

    first, second = started.rows.all()
    assert (first.match, first.enterprise, first.decision) == ("name", known, "link")
    assert (second.match, second.enterprise, second.decision) == ("none", None, "open")
    assert (second.attachment.name, second.sheet, second.row, second.region.code) == (
        "附件1.xlsx",
        "Sheet1",
        4,
        "350500",
    )
    assert ListEntry.objects.count() == 0
    assert started.announcement.title == "福建省绿色工厂名单"
    assert not started.announcement.live


def test_invented_and_real_enterprises_never_match_each_other():
    factories.make_enterprise("示例纺织有限公司", is_example=True)

    started = begun(notice=notice(is_example=False)).list_import

    assert set(started.rows.values_list("match", flat=True)) == {"none"}


def test_the_original_file_is_kept_byte_for_byte():
    attachment = begun().list_import.attachments.get()

    assert attachment.document.file.read() == FILE.data
    assert attachment.sha256 == hashlib.sha256(FILE.data).hexdigest()


def test_a_refused_file_leaves_nothing_behind():
    with pytest.raises(RefusedError, match="坏\\.xlsx"):
        begun(FILE, Upload("坏.xlsx", b"1,2"))

    assert (AnnouncementPage.objects.count(), ListImport.objects.count(), Document.objects.count()) == (0, 0, 0)


def test_a_file_without_a_table_is_refused():
    with pytest.raises(RefusedError):
        begun(Upload("a.csv", "只有说明\n没有表格".encode()))


def test_two_files_of_one_name_are_refused():
    with pytest.raises(RefusedError, match="附件1"):
        begun(FILE, Upload("附件1.xlsx", make.xlsx(ROWS[1:])))


# Apply ----------------------------------------------------------------------------------------------------


def test_applying_makes_entries_that_know_their_file_sheet_and_row():
    started = begun().list_import

    done = decide(started, "keep")

    entry = ListEntry.objects.get(position=2)
    assert (entry.name, entry.serial, entry.region_printed, entry.enterprise) == (
        "示例化工有限公司",
        "2",
        "泉州市",
        None,
    )
    assert (entry.file_name, entry.file_sha256, entry.file_sheet, entry.file_row) == (
        "附件1.xlsx",
        FILE.sha256,
        "Sheet1",
        4,
    )
    assert (done.entries, done.linked, done.made, done.skipped) == (2, 0, 0, 0)


def test_rows_left_open_stop_it_and_are_named():
    started = begun().list_import

    with pytest.raises(RefusedError, match=r"附件1\.xlsx, Sheet1"):
        apply_import(started)

    assert ListEntry.objects.count() == 0


def test_a_new_enterprise_is_a_draft_until_the_list_is_published():
    started = begun().list_import
    decide(started, "create")
    made = Enterprise.objects.get(name_zh="示例化工有限公司")
    assert (made.live, made.name_en, made.region.code, made.is_example) == (
        False,
        pinyin_name(made.name_zh),
        "350500",
        True,
    )

    started.announcement.get_latest_revision().publish()

    made.refresh_from_db()
    assert made.live
    assert set(ListingEvent.objects.values_list("enterprise__name_zh", "kind")) == {
        ("示例纺织有限公司", "listed"),
        ("示例化工有限公司", "listed"),
    }


def test_a_new_enterprise_needs_a_region():
    started = begun(Upload("a.csv", make.csv_file([["企业名称"], ["甲乙丙有限公司"]]))).list_import

    with pytest.raises(RefusedError):
        decide(started, "create")


def test_the_region_of_the_import_stands_in():
    upload = Upload("a.csv", make.csv_file([["企业名称"], ["甲乙丙有限公司"]]))
    decide(begun(upload, region=factories.region("350500")).list_import, "create")

    assert Enterprise.objects.get().region.code == "350500"


def test_applying_twice_changes_nothing():
    started = begun().list_import
    first = decide(started, "create")

    assert apply_import(started) == first
    assert ListEntry.objects.count() == 2


def test_the_same_file_again_is_the_same_import():
    first = begun()
    decide(first.list_import, "keep")

    again = begun()

    assert (again.is_new, again.list_import) == (False, first.list_import)
    assert (AnnouncementPage.objects.count(), ListEntry.objects.count(), Document.objects.count()) == (1, 2, 1)


def test_a_second_file_for_the_same_announcement_goes_behind_the_first():
    announcement = begun().list_import.announcement
    decide(announcement.imports.get(), "keep")
    more = Upload("附件2.csv", make.csv_file([["序号", "园区名称"], ["1", "示例开发区"]]))

    decide(begun(more, FILE, notice=None, announcement=announcement).list_import, "keep")

    assert list(announcement.entries.values_list("position", "name")) == [
        (1, "示例纺织有限公司"),
        (2, "示例化工有限公司"),
        (3, "示例开发区"),
    ]


def test_a_published_list_takes_no_more_rows():
    started = begun().list_import
    decide(started, "keep")
    started.announcement.get_latest_revision().publish()
    announcement = AnnouncementPage.objects.get()

    with pytest.raises(RefusedError):
        begun(Upload("b.csv", make.csv_file(ROWS[1:])), notice=None, announcement=announcement)
    with pytest.raises(RefusedError):
        discard_import(started)


def test_an_import_can_be_taken_back_whole_while_its_list_is_pending():
    started = begun().list_import
    decide(started, "keep")

    discard_import(started)

    counts = [
        model.objects.count()
        for model in (ListImport, ImportRow, ListAttachment, ListEntry, AnnouncementPage, Document)
    ]
    assert counts == [0] * 6


def test_taking_back_spares_an_announcement_that_was_there_before():
    page = factories.make_announcement(entries=["旧的一行"])

    discard_import(begun(notice=None, announcement=page).list_import)

    assert list(page.entries.values_list("name", flat=True)) == ["旧的一行"]


def test_a_thousand_rows_preview_with_one_statement_per_many_rows(django_assert_max_num_queries):
    rows = [["序号", "企业名称"], *([str(n), f"示例第{n}有限公司"] for n in range(1, 1001))]
    upload = Upload("many.csv", make.csv_file(rows))

    with django_assert_max_num_queries(120):
        started = begun(upload).list_import

    assert started.rows.count() == 1000


# The file for readers -------------------------------------------------------------------------------------


def test_the_file_of_a_pending_list_is_for_officers_alone(client):
    attachment = begun().list_import.attachments.get()
    address = attachment.document.url

    assert client.get(address).status_code == 404
    client.force_login(factories.make_user("publisher"))
    assert client.get(address).status_code == 404
    client.force_login(factories.make_user("list officer"))
    assert client.get(address).status_code == 200


def test_the_file_of_a_published_list_is_on_its_page_for_everyone(client):
    started = begun().list_import
    decide(started, "keep")
    started.announcement.get_latest_revision().publish()
    document = started.attachments.get().document

    page = client.get(AnnouncementPage.objects.get().url).content.decode()

    assert document.url in page
    assert FILE.sha256 in page
    assert b"".join(client.get(document.url).streaming_content) == FILE.data


def test_the_original_file_is_never_replaced():
    document = begun().list_import.attachments.get().document
    document.file = "other.xlsx"

    with pytest.raises(RefusedError):
        document.save()
