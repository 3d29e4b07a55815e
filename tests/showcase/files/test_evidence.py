"""Evidence behind a case stays with those who work in the admin, also while the case is public."""

import pytest
from django.db.models import ProtectedError

from showcase.models import StoryEvidence
from tests.factories import make_case, make_practice, make_translation, make_user
from tests.showcase.shown_files import link_to, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return make_document()


@pytest.fixture
def case(document):
    """A public case with one document as evidence."""
    page = make_case()
    page.evidence_items = [StoryEvidence(document=document, shows="2023 年抄表记录")]
    page.save_revision().publish()
    return page


def test_readers_find_neither_the_document_nor_a_word_of_it(client, case, document):
    assert client.get(document.url).status_code == 404
    assert "抄表记录" not in client.get(case.url).content.decode()
    assert document.filename not in client.get(case.url).content.decode()


def test_editors_open_it(client, case, document):
    client.force_login(make_user("editor"))

    assert client.get(document.url).status_code == 200


def test_a_page_that_links_to_the_same_document_makes_it_public(client, case, document):
    make_practice(body=[link_to(document)])

    assert client.get(document.url).status_code == 200


def test_it_cannot_be_deleted_while_a_case_rests_on_it(case, document):
    with pytest.raises(ProtectedError):
        document.delete()


def test_it_stands_on_the_chinese_page_alone(case):
    assert not make_translation(case).evidence_items.exists()
    assert case.evidence_items.count() == 1
