"""Who imports cases in these tests, and the terms that the cases name."""

import pytest
from django.test import Client
from django.urls import reverse

from showcase.models import CaseImport
from showcase.stories.many.flow import start_cases
from showcase.stories.many.models import CaseImportRow
from tests.factories import industry, make_enterprise, region, section, technique
from tests.showcase.stories.many.workbooks import read, usual
from tests.showcase.stories.word.uploading import signed_in


@pytest.fixture
def editor(client: Client) -> Client:
    client.user = signed_in(client, "editor")
    return client


@pytest.fixture
def terms() -> None:
    industry("C1713"), technique("T02.01"), region("350582")
    section("cases")


@pytest.fixture
def started(editor, terms):
    """An import of two cases: one of an enterprise that we hold, one of an enterprise that nobody knows."""

    def start(data: bytes | None = None) -> CaseImport:
        data = data or usual()
        return start_cases(section("cases"), "案例.xlsx", data, read(data), editor.user).case_import

    make_enterprise("示例定型纺织有限公司", "Example Stenter", is_example=False)
    return start


def decided(found: CaseImport, decision: str = "create") -> CaseImport:
    CaseImportRow.objects.filter(case_import=found, decision="open").update(decision=decision)
    return found


def posted(client, name, found, **data):
    return client.post(reverse(name, args=[found.pk]), data)
