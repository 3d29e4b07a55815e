"""Personal data is decided on in writing before a list is published; a file is taken down by two people after."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import PageLogEntry

from portal.models import Document
from portal.refusals import RefusedError
from showcase.lists.importing.flow import Request, begin_import
from showcase.lists.importing.runs import Upload
from showcase.lists.printing.models import AnnouncementPdf
from showcase.lists.printing.printed import told
from showcase.lists.screening.takedown import confirm_takedown, request_takedown
from showcase.models import AnnouncementPage, FileTakedown, ListAttachment, PersonalDataDecision
from showcase.objections.sealed import unseal
from tests import factories
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.starting import decide

pytestmark = pytest.mark.django_db(transaction=True)

MOBILE = "13812345678"
ROWS = [["企业名称", "联系人", "手机"], ["示例纺织有限公司", "王小明", MOBILE]]
REASON = "本人书面同意公开。"


@pytest.fixture
def notice():
    factories.region("350582"), factories.programme(), factories.level(), factories.section("notices")
    return factories.make_announcement("示例公布", basis="official_file", issuer="示例厅")


def imported(notice, rows=ROWS, name="a.xlsx"):
    request = Request((Upload(name, make.xlsx(rows)),), factories.programme(), announcement=notice)
    started = begin_import(request).list_import
    decide(started, "keep")
    return started.attachments.get()


def publish(page):
    AnnouncementPage.objects.get(pk=page.pk).save_revision().publish()
    return AnnouncementPage.objects.get(pk=page.pk)


def decided(client, page, question, answer="publish", reason=REASON):
    return client.post(
        reverse("personal_data_decide", args=[page.pk]), {"question": question, "answer": answer, "reason": reason}
    )


def officer(client):
    user = factories.make_user("list officer")
    client.force_login(user)
    return user


# Before publishing ----------------------------------------------------------------------------------------


def test_a_list_whose_file_holds_personal_data_is_not_published_and_the_fault_names_each_kind(notice):
    imported(notice)

    with pytest.raises(RefusedError) as refused:
        publish(notice)

    assert len(refused.value.messages) == 2
    assert all("a.xlsx" in text for text in refused.value.messages)
    assert all(MOBILE not in text for text in refused.value.messages)
    assert not AnnouncementPage.objects.get(pk=notice.pk).live


def test_nothing_of_what_was_found_is_kept_in_clear(notice):
    file = imported(notice)

    kept = str(ListAttachment.objects.get(pk=file.pk).screening)
    assert "138******78" in kept
    assert MOBILE not in kept
    assert "王小明" not in kept


def test_each_kind_is_decided_in_writing_and_then_the_list_is_published(client, notice):
    file = imported(notice)
    user = officer(client)
    shown = client.get(reverse("personal_data", args=[notice.pk])).content.decode()
    assert "138******78" in shown
    assert MOBILE not in shown

    decided(client, notice, f"{file.pk}:mobile")
    with pytest.raises(RefusedError):
        publish(notice)
    decided(client, notice, f"{file.pk}:name")

    assert publish(notice).live
    assert client.get(file.document.url).status_code == 200
    decision = PersonalDataDecision.objects.first()
    assert (decision.reason, decision.decided_by) == (REASON, user)
    assert PageLogEntry.objects.filter(page=notice.pk, action="showcase.personal_data_decided").count() == 2


def test_an_original_that_is_withheld_is_named_with_its_hash_and_not_handed_out(client, notice):
    file = imported(notice)
    officer(client)
    decided(client, notice, f"{file.pk}:mobile", "withhold")
    decided(client, notice, f"{file.pk}:name", "publish")
    page = publish(notice)
    client.logout()

    answer = client.get(page.get_url())

    (shown,) = answer.context["files"]
    assert (shown.url, shown.sha256, shown.reason) == ("", file.sha256, REASON)
    assert file.document.url not in answer.content.decode()
    assert client.get(file.document.url).status_code == 404
    assert "示例纺织有限公司" in answer.content.decode()


@pytest.mark.parametrize("fields", [{"reason": " "}, {"answer": "seal"}, {"question": "999999:mobile"}, {"answer": ""}])
def test_a_decision_without_reason_or_of_something_not_found_is_refused(client, notice, fields):
    file = imported(notice)
    officer(client)

    decided(client, notice, **{"question": f"{file.pk}:mobile", **fields})

    assert PersonalDataDecision.objects.count() == 0


TEXTS = {
    "introduction": {"introduction": f"请联系{MOBILE}"},
    "body": {"body": [("paragraph", {"text": "<p>请联系<b>138</b>12345678</p>", "sources": [], "own": True})]},
    "title": {"title": f"名单 {MOBILE}"},
    "contact": {"office_contact": f"示例处\n{MOBILE}"},
}


@pytest.mark.parametrize("where", TEXTS)
def test_texts_of_the_notice_are_looked_through_too(client, notice, where):
    page = AnnouncementPage.objects.get(pk=notice.pk)
    for name, value in TEXTS[where].items():
        setattr(page, name, value)
    page.save_revision()

    with pytest.raises(RefusedError, match=r"138\*+78"):
        page.save_revision().publish()
    officer(client)
    decided(client, page, ":mobile")
    page.save_revision().publish()

    assert AnnouncementPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("field", ["name", "product_printed", "reason_printed", "evaluator_printed"])
def test_printed_cells_are_looked_through_too(notice, field):
    factories.make_entry(notice, "示例单位", **({field: MOBILE} if field != "name" else {}))
    if field == "name":
        notice.entries.update(name=f"示例单位{MOBILE}")

    with pytest.raises(RefusedError, match=r"138\*+78"):
        publish(notice)


def test_a_number_more_asks_again_also_on_a_live_page_and_in_the_translation(client, notice):
    page = AnnouncementPage.objects.get(pk=notice.pk)
    page.introduction = f"请联系{MOBILE}"
    page.save_revision()
    officer(client)
    decided(client, page, ":mobile")
    page.save_revision().publish()
    page = AnnouncementPage.objects.get(pk=notice.pk)

    page.introduction += "或13912345678"
    with pytest.raises(RefusedError):
        page.save_revision().publish()
    with pytest.raises(RefusedError):
        factories.make_translation(publish(notice), "Example", introduction="call 13912345678")

    assert "139" not in AnnouncementPage.objects.get(pk=notice.pk).introduction


def test_a_file_that_came_before_there_was_a_screening_is_looked_through_first(client, notice):
    file = imported(notice)
    ListAttachment.objects.update(screening=None)
    with pytest.raises(RefusedError, match=r"a\.xlsx"):
        publish(notice)
    officer(client)

    client.post(reverse("personal_data_look", args=[notice.pk]))

    assert [row["kind"] for row in ListAttachment.objects.get(pk=file.pk).screening] == ["name", "mobile"]


# After publishing -----------------------------------------------------------------------------------------


@pytest.fixture
def published(client, notice):
    file = imported(notice, [["企业名称"], ["示例纺织有限公司"]])
    page = publish(notice)
    AnnouncementPdf.objects.create(page=page, fingerprint=told(page), content=b"%PDF-", made_at=page.first_published_at)
    assert client.get(file.document.url).status_code == 200
    return page, ListAttachment.objects.get(pk=file.pk)


def ask(client, file, reason="法院要求"):
    return client.post(reverse("takedown_ask", args=[file.pk]), {"reason": reason})


def confirm(client, answer="confirm"):
    asked = FileTakedown.objects.get()
    return client.post(reverse("takedown_answer", args=[asked.pk]), {"answer": answer})


def on_disk(file):
    return file.document.file.storage.exists(file.document.file.name)


def test_two_officers_take_a_file_down_and_hash_reason_and_day_stay(client, published):
    page, file = published
    before = told(page)
    content = file.document.file.read()
    first = officer(client)
    ask(client, file)
    assert client.get(file.document.url).status_code == 200, "one alone changes nothing"
    second = officer(client)

    confirm(client)
    client.logout()

    gone = client.get(file.document.url)
    assert gone.status_code == 410
    assert "法院要求" in gone.content.decode()
    assert file.sha256 in gone.content.decode()
    assert "taken down" in gone.content.decode()
    for address in (page.get_url(), factories.make_translation(page, "Example").get_url()):
        (shown,) = client.get(address).context["files"]
        assert (shown.url, shown.sha256, shown.reason) == ("", file.sha256, "法院要求")
    taken = FileTakedown.objects.get()
    assert (taken.requested_by, taken.confirmed_by) == (first, second)
    assert not on_disk(file)
    assert not any(path.read_bytes() == content for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    assert unseal(taken.sealed.read()) == content
    assert told(AnnouncementPage.objects.get(pk=page.pk)) != before
    assert AnnouncementPdf.objects.count() == 0
    history = PageLogEntry.objects.filter(page=page.pk, action__contains="takedown").order_by("pk")
    assert [row.action for row in history] == [
        "showcase.takedown_requested",
        "showcase.takedown_confirmed",
    ]


def test_nobody_takes_a_file_down_alone(client, published):
    _page, file = published
    user = officer(client)
    ask(client, file)

    confirm(client)

    assert not FileTakedown.objects.get().is_confirmed
    assert on_disk(file)
    with pytest.raises(IntegrityError), transaction.atomic():
        FileTakedown.objects.update(confirmed_by=user)


def test_not_even_a_superuser_does_so_alone(published):
    _page, file = published
    root = factories.make_superuser()

    with pytest.raises(RefusedError):
        confirm_takedown(request_takedown(file, root, "法院要求"), root)

    assert on_disk(file)


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "vocabulary editor", "objection handler"])
def test_other_roles_neither_see_nor_ask_nor_confirm_nor_decide(client, published, role):
    page, file = published
    officer(client)
    ask(client, file)
    client.force_login(factories.make_user(role))

    seen = client.get(reverse("personal_data", args=[page.pk]))
    confirm(client)
    decided(client, page, ":mobile")
    FileTakedown.objects.all().delete()
    ask(client, file)

    assert seen.status_code == 302
    assert (FileTakedown.objects.count(), PersonalDataDecision.objects.count()) == (0, 0)
    assert on_disk(file)


def test_a_takedown_needs_a_reason_and_may_be_declined(client, published):
    page, file = published
    officer(client)
    ask(client, file, " ")
    assert FileTakedown.objects.count() == 0
    ask(client, file)
    officer(client)

    confirm(client, "decline")

    assert FileTakedown.objects.count() == 0
    assert on_disk(file)
    assert PageLogEntry.objects.filter(page=page.pk, action="showcase.takedown_declined").exists()


def test_every_copy_of_the_content_goes_and_none_comes_back(client, published):
    _page, file = published
    with file.document.open_file() as opened:
        content = opened.read()
    copy = Document(title="副本", file=ContentFile(content, name="copy.xlsx"))
    copy._set_document_file_metadata()
    copy.save()
    link = factories.paragraph(f'<a linktype="document" id="{copy.pk}">副本</a>', own=True)
    factories.make_case(body=[link])  # a copy that no public page shows is not there for readers anyway
    first, second = factories.make_user("list officer"), factories.make_user("list officer")

    confirm_takedown(request_takedown(file, first, "法院要求"), second)

    assert client.get(copy.url).status_code == 410
    assert not copy.file.storage.exists(copy.file.name)
    with pytest.raises(RefusedError, match="法院要求"):
        begin_import(
            Request((Upload("b.xlsx", content),), factories.programme(), announcement=factories.make_announcement())
        )


def test_a_failure_half_way_leaves_the_file_where_it_is(client, published, monkeypatch):
    _page, file = published
    asked = request_takedown(file, factories.make_user("list officer"), "法院要求")
    monkeypatch.setattr(FileTakedown, "save", None)
    before = set(Path(settings.OBJECTIONS_ROOT).rglob("*.sealed"))

    with pytest.raises(TypeError):
        confirm_takedown(asked, factories.make_user("list officer"))

    assert on_disk(file)
    assert not FileTakedown.objects.get().is_confirmed
    assert set(Path(settings.OBJECTIONS_ROOT).rglob("*.sealed")) == before
