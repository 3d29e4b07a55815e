"""The list officer's way through the admin: upload, preview, decide row by row and in bulk, apply; nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from showcase.models import AnnouncementPage, ListEntry, ListImport
from tests import factories
from tests.showcase.lists.importing import list_files as make

pytestmark = pytest.mark.django_db

ROWS = [
    ["福建省绿色工厂名单"],
    ["序号", "企业名称", "所属地区"],
    ["1", "示例纺织有限公司", "泉州市"],
    ["2", "示例化工有限公司", "泉州市"],
    ["4", '="示例"&"电子"', "火星"],
]
OUTSIDERS = ("contributor", "editor", "publisher", "vocabulary editor")


@pytest.fixture(autouse=True)
def terms():
    factories.region("350582"), factories.programme(), factories.level()
    factories.section("notices")


@pytest.fixture
def officer(client):
    user = factories.make_user("list officer")
    client.force_login(user)
    return client


def upload(client, name="附件1.xlsx", data=None, **fields):
    said = {
        "programme": factories.programme().pk,
        "level": factories.level().pk,
        "year": "2024",
        "kind": "final",
        "basis": "press",
        "uploads": SimpleUploadedFile(name, data or make.xlsx(ROWS)),
        **fields,
    }
    return client.post(reverse("list_import_new"), said)


def post(client, name, found, **fields):
    return client.post(reverse(name, args=[found.pk]), fields, follow=True)


def rows(found):
    return list(found.rows.values_list("serial", "decision", "enterprise__name_zh", "name"))


def started(client):
    answer = upload(client)
    found = ListImport.objects.get()
    assert answer.url == reverse("list_import", args=[found.pk])
    return found


def test_an_upload_leads_to_a_preview_of_every_row_with_its_problems_and_gaps(officer):
    found = started(officer)

    shown = officer.get(reverse("list_import", args=[found.pk])).content.decode()

    assert "示例化工有限公司" in shown
    assert "火星" in shown
    assert "=&quot;示例&quot;&amp;&quot;电子&quot;" in shown
    assert "附件1.xlsx, Sheet1, " in shown
    assert found.reading["tables"][0]["gaps"] == ["3"]
    assert found.created_by.username.startswith("list-officer")


def test_a_file_that_is_refused_is_told_beside_the_field_and_nothing_is_kept(officer):
    answer = upload(officer, "list.xlsx", b"name,place\n1,2")

    assert answer.status_code == 400
    assert "list.xlsx" in str(answer.context["form"].errors["uploads"])
    assert (ListImport.objects.count(), AnnouncementPage.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"year": ""}, "year"),
        ({"kind": ""}, "kind"),
        ({"level": ""}, "level"),
        ({"basis": "hearsay"}, "basis"),
        ({"effective_on": "soon"}, "effective_on"),
        ({"document_number": "第3号"}, "document_number"),
        ({"uploads": ""}, "uploads"),
        ({"uploads": [SimpleUploadedFile(f"{n}.csv", b"x") for n in range(11)]}, "uploads"),
    ],
)
def test_what_is_missing_or_wrong_is_told_beside_its_field(officer, fields, name):
    assert name in upload(officer, **fields).context["form"].errors


def test_rows_are_decided_one_by_one(officer):
    known = factories.make_enterprise("另一个名称", region_code="350582")
    found = started(officer)
    first, second, third = found.rows.all()

    post(
        officer,
        "list_import_rows",
        found,
        **{
            f"decision-{first.pk}": "create",
            f"decision-{second.pk}": "open",
            f"number-{second.pk}": str(known.number),
            f"decision-{third.pk}": "keep",
            f"name-{third.pk}": " 示例电子 ",
            f"name-{first.pk}": "不该改的名称",
        },
    )

    assert rows(found) == [
        ("1", "create", None, "示例纺织有限公司"),
        ("2", "link", "另一个名称", "示例化工有限公司"),
        ("4", "keep", None, "示例电子"),
    ]


@pytest.mark.parametrize("decision", ["link:999999", "link:x", "publish", ""])
def test_a_decision_that_was_not_offered_is_refused(officer, decision):
    found = started(officer)

    post(officer, "list_import_rows", found, **{f"decision-{found.rows.first().pk}": decision})

    assert rows(found)[0][1] == "open"


def test_an_unknown_number_is_told_and_changes_nothing(officer):
    found = started(officer)
    first = found.rows.first()

    answer = post(officer, "list_import_rows", found, **{f"decision-{first.pk}": "keep", f"number-{first.pk}": "12a"})

    assert any("12a" in str(message) for message in answer.context["messages"])
    assert rows(found)[0][1] == "open"


def test_a_row_of_another_import_is_out_of_reach(officer):
    found = started(officer)
    upload(officer, "other.xlsx", make.xlsx(ROWS[:4]), year="2023")
    other = ListImport.objects.latest("pk").rows.first()

    post(officer, "list_import_rows", found, **{f"decision-{other.pk}": "skip"})

    other.refresh_from_db()
    assert other.decision == "open"


def test_a_group_is_decided_at_once_and_what_was_decided_stays(officer):
    found = started(officer)
    first = found.rows.first()
    post(officer, "list_import_rows", found, **{f"decision-{first.pk}": "skip"})

    post(officer, "list_import_all", found, which="none", decision="keep")

    assert [row[1] for row in rows(found)] == ["skip", "keep", "keep"]


def test_applying_fills_the_pending_announcement_and_reports(officer):
    found = started(officer)
    post(officer, "list_import_all", found, which="all", decision="create")
    post(officer, "list_import_rows", found, **{f"decision-{found.rows.last().pk}": "skip"})

    answer = post(officer, "list_import_apply", found)

    found.refresh_from_db()
    assert found.is_applied
    assert list(ListEntry.objects.values_list("name", "enterprise__live")) == [
        ("示例纺织有限公司", False),
        ("示例化工有限公司", False),
    ]
    assert reverse("wagtailadmin_pages:edit", args=[found.announcement_id]) in answer.content.decode()


def test_applying_too_early_names_the_open_rows_and_changes_nothing(officer):
    found = started(officer)

    answer = post(officer, "list_import_apply", found)

    assert any("附件1.xlsx, Sheet1" in str(message) for message in answer.context["messages"])
    assert ListEntry.objects.count() == 0


def test_an_applied_import_takes_no_more_decisions(officer):
    found = started(officer)
    post(officer, "list_import_all", found, which="all", decision="keep")
    post(officer, "list_import_rows", found, **{f"decision-{found.rows.last().pk}": "skip"})
    post(officer, "list_import_apply", found)

    post(officer, "list_import_all", found, which="all", decision="skip")

    assert [row[1] for row in rows(found)] == ["keep", "keep", "skip"]


def test_an_import_is_taken_back(officer):
    found = started(officer)

    answer = post(officer, "list_import_discard", found)

    assert answer.redirect_chain[-1][0] == reverse("list_imports")
    assert (ListImport.objects.count(), AnnouncementPage.objects.count()) == (0, 0)


def test_the_same_file_again_leads_to_the_same_import(officer):
    found = started(officer)

    assert upload(officer).url == reverse("list_import", args=[found.pk])
    assert ListImport.objects.count() == 1


@pytest.mark.parametrize("address", ["?group=none&page=99", "?group=nonsense", "?page=x", "?page=-1"])
def test_nonsense_in_the_address_shows_the_nearest_page(officer, address):
    found = started(officer)

    assert officer.get(reverse("list_import", args=[found.pk]) + address).status_code == 200


def test_the_preview_takes_the_same_queries_for_any_number_of_rows(officer):
    counts = []
    for n, year in ((2, "2021"), (40, "2022")):
        names = [[f"示例第{at}有限公司"] for at in range(n)]
        address = upload(officer, f"{n}.csv", make.csv_file([["企业名称"], *names]), year=year).url
        officer.get(address)
        with CaptureQueriesContext(connection) as queries:
            officer.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# Permissions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_else_sees_or_does_any_of_it(client, role):
    officer = factories.make_user("list officer")
    client.force_login(officer)
    found = started(client)
    client.force_login(factories.make_user(role))

    for name in ("list_imports", "list_import_new"):
        assert client.get(reverse(name)).url == reverse("wagtailadmin_home")
    assert client.get(reverse("list_import", args=[found.pk])).url == reverse("wagtailadmin_home")
    assert upload(client, year="2020").url == reverse("wagtailadmin_home")
    for name in ("list_import_rows", "list_import_all", "list_import_apply", "list_import_discard"):
        answer = client.post(reverse(name, args=[found.pk]), {"which": "all", "decision": "keep"})
        assert answer.url == reverse("wagtailadmin_home")
    assert [row[1] for row in rows(found)] == ["open"] * 3
    assert ListImport.objects.count() == 1


def test_a_visitor_is_sent_to_the_login(client):
    assert reverse("wagtailadmin_login") in client.get(reverse("list_imports")).url


def test_the_menu_shows_the_entry_to_officers_alone(client):
    for role, is_shown in (("list officer", True), ("publisher", False)):
        client.force_login(factories.make_user(role))
        assert (reverse("list_imports") in client.get(reverse("wagtailadmin_home")).content.decode()) is is_shown


@pytest.mark.parametrize("name", ["list_import_rows", "list_import_all", "list_import_apply", "list_import_discard"])
def test_nothing_changes_by_following_a_link(officer, name):
    found = started(officer)

    assert officer.get(reverse(name, args=[found.pk])).status_code == 405


def test_a_count_in_the_text_that_the_rows_contradict_is_said_before_they_are_applied(officer):
    notice = factories.make_announcement(basis="official_file", introduction="确定5家绿色工厂，现予公布。")
    upload(officer, announcement=notice.pk, basis="official_file")
    found = ListImport.objects.get(announcement=notice)

    shown = officer.get(reverse("list_import", args=[found.pk])).content.decode()

    assert "5家绿色工厂" in shown
    assert AnnouncementPage.objects.count() == 1
