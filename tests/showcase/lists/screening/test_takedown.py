"""A published file is taken down by two people together, in all its copies; its hash, the reason and the day stay."""

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
from showcase.lists.printing.printed import current_fingerprint
from showcase.lists.screening.takedown import confirm_takedown, request_takedown
from showcase.models import AnnouncementPage, FileTakedown, ListAttachment, PersonalDataDecision
from showcase.objections.sealed import unseal
from tests import factories
from tests.showcase.lists.screening.deciding import decided, imported, officer, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def published(client, notice):
    file = imported(notice, [["企业名称"], ["示例纺织有限公司"]])
    page = publish(notice)
    AnnouncementPdf.objects.create(
        page=page, fingerprint=current_fingerprint(page), content=b"%PDF-", made_at=page.first_published_at
    )
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
    before = current_fingerprint(page)
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
    assert current_fingerprint(AnnouncementPage.objects.get(pk=page.pk)) != before
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
