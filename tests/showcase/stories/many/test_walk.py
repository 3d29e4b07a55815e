"""The whole way from template to drafts and back, as an editor walks it in either language."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from showcase.models import CaseImport, CaseStudyPage
from showcase.stories.many.reading.columns import CASES, EFFECTS, SHEET_NAMES, SOURCES, columns_of
from tests.factories import industry, make_enterprise, make_user, region, section, technique
from tests.showcase.stories.many.workbooks import EFFECT, FIRST, SOURCE, case, saved

pytestmark = pytest.mark.django_db


def filled_in(template: bytes) -> bytes:
    """The template as downloaded, with two cases, an effect and a source."""
    book = load_workbook(io.BytesIO(template))
    second = case(number="2", title="空压机余热利用", enterprise="示例新厂有限公司")
    for kind, rows in ((CASES, [case(), second]), (EFFECTS, [EFFECT]), (SOURCES, [SOURCE])):
        fields = [column.field for column in columns_of(kind)]
        for at, row in enumerate(rows, start=FIRST):
            for name, value in row.items():
                book[SHEET_NAMES[kind][0]].cell(at, fields.index(name) + 1, value)
    return saved(book)


@pytest.mark.parametrize(
    ("language", "industry_name", "figure"),
    [("en", "Dyeing and finishing of cotton", "1.86 GWh"), ("zh-hans", "棉印染精加工", "186万kWh")],
)
def test_an_editor_walks_from_the_template_to_drafts_and_takes_them_back(
    client: Client, language: str, industry_name: str, figure: str
) -> None:
    industry("C1713"), technique("T02.01"), region("350582"), section("cases")
    make_enterprise("示例定型纺织有限公司", "Example Stenter", is_example=False)
    user = make_user("editor")
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    listing = client.get(reverse("admin_cases:index")).content.decode()
    assert reverse("case_imports") in listing
    assert reverse("case_import_template") in client.get(reverse("case_imports")).content.decode()

    data = filled_in(client.get(reverse("case_import_template")).content)
    client.post(reverse("case_import_new"), {"file": SimpleUploadedFile("案例.xlsx", data)})
    found = CaseImport.objects.get()
    here = reverse("case_import", args=[found.pk])
    shown = client.get(here).content.decode()
    assert industry_name in shown
    assert figure in shown.replace("\xa0", " ")

    client.post(reverse("case_import_all", args=[found.pk]), {"which": "none", "decision": "create"})
    client.post(reverse("case_import_apply", args=[found.pk]))
    assert [page.title for page in CaseStudyPage.objects.order_by("path")] == ["定型机余热回收改造", "空压机余热利用"]
    shown = client.get(here).content.decode()
    for row in found.rows.all():
        assert reverse("wagtailadmin_pages:edit", args=[row.draft_id]) in shown
        assert client.get(reverse("wagtailadmin_pages:edit", args=[row.draft_id])).status_code == 200
    assert client.get(reverse("case_import_report", args=[found.pk])).status_code == 200

    client.post(reverse("case_import_take_back", args=[found.pk]))
    assert CaseStudyPage.objects.count() == 0
    assert client.get(here).status_code == 200
