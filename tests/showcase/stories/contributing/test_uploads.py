"""Contributors choose from the uploads of their enterprise, and are served no others."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from portal.models import Document
from tests.factories import make_enterprise, make_image, make_user
from tests.portal.admin.test_draft_titles import read
from tests.showcase.stories.contributing.conftest import writer

pytestmark = pytest.mark.django_db


def document(uploader):
    return Document.objects.create(
        title="计量报告", file=ContentFile(b"%PDF-1.4", name="report.pdf"), uploaded_by_user=uploader
    )


def images_shown(client):
    return read(client, reverse("wagtailimages_chooser:choose"))


def documents_shown(client):
    return read(client, reverse("wagtaildocs_chooser:choose"))


def test_choosers_show_the_uploads_of_the_enterprise_and_of_nobody_else(client, user, own):
    make_image("同事的图片", uploaded_by_user=writer(own))
    make_image("别家的图片", uploaded_by_user=writer(make_enterprise()))
    make_image("编辑的图片", uploaded_by_user=make_user("editor"))
    shown = images_shown(client)
    assert "同事的图片" in shown
    assert "别家的图片" not in shown
    assert "编辑的图片" not in shown


def test_documents_of_another_enterprise_are_neither_chosen_nor_served(client, user, own):
    theirs, ours = document(writer(make_enterprise())), document(writer(own))
    assert client.get(theirs.url).status_code == 404
    assert client.get(reverse("wagtaildocs_chooser:chosen", args=[theirs.pk])).status_code in {302, 403, 404}
    assert client.get(ours.url).status_code == 200
    assert documents_shown(client).count("计量报告") >= 1


def test_editors_choose_from_all_uploads(client, own):
    make_image("同事的图片", uploaded_by_user=writer(own))
    client.force_login(make_user("editor"))
    assert "同事的图片" in images_shown(client)
