"""Two requests at the same moment make one draft."""

import pytest
from wagtail.models import Collection

from showcase.models import CaseStudyPage
from showcase.stories.word.composing.roles import Choice
from showcase.stories.word.making import Wish, make_draft, store_import
from showcase.stories.word.reading.blocks import read_document
from tests.at_once import at_once
from tests.factories import make_user, section
from tests.showcase.stories.word.uploading import case_file

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_requests_at_once_both_get_the_same_draft():
    Collection.get_first_root_node() or Collection.add_root(name="Root")  # where images go
    user, data = make_user("editor"), case_file()
    found = store_import(section("cases"), "案例.docx", data, read_document(data), user)
    wish = Wish([Choice.of(code) for code in found.choices])

    first, second = at_once(lambda: make_draft(found, wish, user), lambda: make_draft(found, wish, user))

    assert first.draft_id == second.draft_id
    assert CaseStudyPage.objects.count() == 1
