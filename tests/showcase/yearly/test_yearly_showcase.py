"""What was public of an enterprise in a year: recorded as it happens, seen by editors and the enterprise alone."""

import json
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from showcase.lists.printing.making import PdfFailedError
from showcase.merging.actions import merge_enterprises
from showcase.models import Level, ProofOfPublication, PublicVersion
from showcase.signoff.asking import ask, revoke
from showcase.signoff.content import content_digest
from showcase.signoff.links import token_of
from showcase.yearly import proofs
from showcase.yearly.record import shown_of_enterprise, shown_of_story, years_of
from showcase.yearly.recording import record_public
from showcase.yearly.report import enterprise_years
from tests.factories import make_announcement, make_case, make_enterprise, make_translation, make_user
from tests.showcase.signoff.contact import ADDRESS, NAME, confirm

pytestmark = pytest.mark.django_db


def on(month, day, year=2026):
    return time_machine.travel(datetime(year, month, day, 4, tzinfo=UTC), tick=False)


@pytest.fixture
def unit():
    return make_enterprise("示例印染有限公司")


@pytest.fixture
def case(unit):
    """A case of the unit, public since 1 March 2026 and recorded then."""
    with on(3, 1):
        page = make_case("定型机余热回收", enterprises=[unit])
        record_public()
    return page


def days(enterprise, year=2026):
    return [
        (shown.title, shown.first.isoformat(), shown.last.isoformat())
        for shown in shown_of_enterprise(enterprise, year)
    ]


# Recording -----------------------------------------------------------------------------------------------


def test_a_version_is_public_from_its_publish_until_the_next_and_keeps_its_hash(case, unit):
    first = content_digest(case.get_latest_revision().content)
    with on(5, 1):
        case.title = "定型机余热回收与电机改造"
        case.save_revision().publish()
        assert record_public() == 2
        assert record_public() == 0

    assert PublicVersion.objects.earliest("pk").digest == first
    with on(6, 30):
        (shown,) = shown_of_enterprise(unit, 2026)
    assert shown.is_recorded
    assert (shown.title, shown.days) == ("定型机余热回收与电机改造", 31 + 30 + 31 + 30)
    assert shown.digest == content_digest(case.get_latest_revision().content) != first
    assert shown.address == f"http://127.0.0.1{case.url}"


def test_what_is_unpublished_private_expired_or_deleted_is_public_no_longer(case, unit):
    with on(4, 1):
        private, expired, deleted = (make_case(title, enterprises=[unit]) for title in ("设为非公开", "到期", "删除"))
        record_public()
    with on(5, 1):
        case.unpublish()
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(days=5))
        deleted.delete()
        record_public()

    with on(12, 31):
        shown = {title: last for title, _first, last in days(unit)}
    assert shown["定型机余热回收"] == shown["设为非公开"] == "2026-05-01"
    assert shown["到期"] == "2026-04-26"
    assert shown["删除"] == "2026-05-01"
    assert not PublicVersion.objects.filter(ended_at=None).exists()


def test_drafts_and_translations_are_no_story_of_their_own(case, unit):
    make_translation(case)
    make_case("草稿", live=False, enterprises=[unit])

    record_public()

    assert PublicVersion.objects.count() == 1


def test_what_was_public_before_the_records_is_read_from_the_log_and_marked(unit):
    with on(3, 1):
        page = make_case("有日志", enterprises=[unit])
    with on(4, 1):
        page.unpublish()
        gone = make_case("曾经公开", enterprises=[unit])
    with on(4, 20):
        gone.unpublish()
        page.save_revision().publish()
        private = make_case("非公开", enterprises=[unit])
        PageViewRestriction.objects.create(page=private, restriction_type="login")
    with on(5, 1):
        record_public()
        record_public()
        assert sorted(days(unit)) == [("曾经公开", "2026-04-01", "2026-04-20"), ("有日志", "2026-03-01", "2026-05-01")]
        assert [shown.is_recorded for shown in shown_of_enterprise(unit, 2026)] == [False, False]
        assert shown_of_story(page.translation_key, 2026).days == 32 + 12


def test_a_merged_record_counts_as_the_one_kept(case, unit):
    kept = make_enterprise("示例染整集团")
    merge_enterprises(unit, kept, "同一单位")

    with on(3, 2):
        assert days(kept) == [("定型机余热回收", "2026-03-01", "2026-03-02")]
        assert years_of(kept) == [2026]


# The report ----------------------------------------------------------------------------------------------


@pytest.fixture
def listed(case, unit):
    """The unit and another one of which nothing is public, both on a list."""
    other = make_enterprise("没有案例的企业", region_code="350203")
    make_announcement(kind="final", entries=[unit, other], live=True)
    return other


def test_the_report_names_who_has_something_public_and_who_has_nothing(client, listed, unit):
    client.force_login(make_user("editor"))
    year = timezone.localdate().year

    rows = {row.enterprise.name_zh: len(row.stories) for row in enterprise_years(year)}
    shown = client.get(reverse("report_yearly-showcase"), {"year": year, "public": "none"}).content.decode()

    assert rows == {"示例印染有限公司": 1, "没有案例的企业": 0}
    assert "没有案例的企业" in shown
    assert "示例印染有限公司" not in shown
    assert enterprise_years(year + 1) == []


def test_the_report_is_narrowed_by_level_and_region_and_is_a_spreadsheet(client, listed, unit):
    client.force_login(make_user("list officer"))
    span, year = unit.spans.first(), timezone.localdate().year
    prefecture = unit.region.parent
    others = Level.objects.exclude(pk=span.level_id)

    assert [row.enterprise for row in enterprise_years(year, region=prefecture)] == [unit]
    assert len(enterprise_years(year, programme=span.programme, level=span.level)) == 2
    assert [enterprise_years(year, level=level) for level in others] == [[] for _level in others]
    answer = client.get(reverse("report_yearly-showcase"), {"export": "xlsx"})

    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize("role", ["contributor", "vocabulary editor", "objection handler", ""])
def test_nobody_else_sees_the_report_or_a_record(client, listed, unit, role):
    client.force_login(make_user(role))
    addresses = [reverse("report_yearly-showcase"), reverse("yearly_showcase", args=[unit.number, 2026])]

    for answer in [client.get(address) for address in addresses] + [client.post(addresses[1])]:
        assert answer.status_code in (302, 403)
        assert "没有案例的企业" not in answer.content.decode()
    assert not ProofOfPublication.objects.exists()


# Proofs --------------------------------------------------------------------------------------------------


@pytest.fixture
def printer(settings):
    settings.MAKE_PDFS = True
    with patch.object(proofs, "written", return_value=b"%PDF-1.7 example") as writer:
        yield writer


def test_an_editor_issues_a_proof_that_anybody_with_its_number_can_verify(client, case, unit, printer):
    client.force_login(make_user("editor"))
    address = reverse("yearly_showcase", args=[unit.number, 2026])
    first, second = client.post(address), client.post(address)
    client.logout()

    proof = ProofOfPublication.objects.get()
    assert first.url == second.url == reverse("proof", args=[proof.number])
    page = client.get(first.url)
    text = page.content.decode()
    assert all(word in text for word in ("示例印染有限公司", unit.credit_code or "", "定型机余热回收", case.url))
    assert content_digest(case.get_latest_revision().content) in text
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    pdf = client.get(reverse("proof_pdf", args=[proof.number]))
    assert b"".join(pdf.streaming_content) == b"%PDF-1.7 example"
    printed = printer.call_args.args[0]
    assert f"http://127.0.0.1{first.url}" in printed
    assert proof.number in printed


def test_a_number_that_was_not_issued_verifies_nothing(client, case):
    for name in ("proof", "proof_pdf"):
        assert client.get(reverse(name, args=["AAAA-BBBB-CCCC-DDDD-EEEE"])).status_code == 404


def test_a_proof_names_no_person(client, case, unit, printer):
    client.force_login(make_user("editor", "zhang-san"))
    ask(case, name=NAME, email=ADDRESS, language="zh-hans", days=14, user=make_user("editor"))

    client.post(reverse("yearly_showcase", args=[unit.number, 2026]))

    told = json.dumps(ProofOfPublication.objects.get().statement, ensure_ascii=False) + printer.call_args.args[0]
    assert not any(word in told for word in (NAME, ADDRESS, "zhang-san"))


def test_the_proof_of_one_story_is_for_those_who_may_edit_it_and_by_post_alone(client, case, printer):
    address = reverse("story_proof", args=[case.pk, 2026])
    client.force_login(make_user("list officer"))
    assert client.post(address).status_code == 302
    assert not ProofOfPublication.objects.exists()
    client.force_login(make_user("editor"))
    assert client.get(address).status_code == 404

    assert "/proofs/" in client.post(address).url


def test_no_proof_is_issued_of_nothing_of_a_year_to_come_or_where_no_pdf_can_be_made(
    client, case, unit, printer, settings
):
    client.force_login(make_user("editor"))
    for year in (2024, 2099):
        client.post(reverse("yearly_showcase", args=[unit.number, year]))
    printer.side_effect = PdfFailedError("no")
    client.post(reverse("yearly_showcase", args=[unit.number, 2026]))
    settings.MAKE_PDFS = False
    client.post(reverse("yearly_showcase", args=[unit.number, 2026]))

    assert not ProofOfPublication.objects.exists()


# The enterprise ------------------------------------------------------------------------------------------


def asked(case):
    return ask(case, name=NAME, email=ADDRESS, language="zh-hans", days=14, user=make_user("editor"))


def years_page(sign_off):
    return reverse("enterprise_years", args=[token_of(sign_off)])


def test_the_contact_sees_the_years_of_the_enterprise_and_takes_the_proof(client, case, printer):
    link = asked(case)
    page = client.get(years_page(link))

    assert "定型机余热回收" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert years_page(link) in client.get(reverse("sign_off", args=[token_of(link)])).content.decode()
    assert "/proofs/" in client.post(years_page(link), {"year": "2026"}).url
    assert client.post(years_page(link), {"year": "2019"}).status_code == 404
    printer.side_effect = PdfFailedError("no")
    ProofOfPublication.objects.all().delete()
    assert client.post(years_page(link), {"year": "2026"}).status_code == 503


def test_no_link_leads_to_the_years_once_it_was_taken_back_is_made_up_or_is_of_a_draft(client, case, unit):
    taken_back, of_draft = asked(case), asked(make_case("草稿", live=False, enterprises=[unit]))
    revoke(taken_back, make_user("editor"))
    of_two = asked(make_case("两家企业", enterprises=[unit, make_enterprise("另一家")]))

    for address in (years_page(taken_back), years_page(of_draft), years_page(of_two)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"year": "2026"}).status_code == 404
    assert client.get(reverse("enterprise_years", args=["made:up"])).status_code == 404


def test_a_confirmed_link_leads_to_the_years_until_its_names_are_erased(client, case):
    link = asked(case)
    confirm(client, link)

    with time_machine.travel(link.expires_at + timedelta(days=364)):
        assert client.get(years_page(link)).status_code == 200
    with time_machine.travel(link.expires_at + timedelta(days=366)):
        assert client.get(years_page(link)).status_code == 404
