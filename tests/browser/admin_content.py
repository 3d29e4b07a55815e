"""Something for every view of the admin to show, beside the demonstration; nothing in it stands for a real enterprise.

`make` is called once Django is set up, in a process of its own.
"""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from ops.ports import LOOPBACK
from portal.accounts.second_factor import enrolling
from portal.models import TourAnswer, User
from showcase.lists.reports.views import REPORTS
from showcase.merging.actions import merge_enterprises
from showcase.models import (
    AnnouncementPage,
    CheckedLink,
    EnterpriseContributor,
    MergeProposal,
    PageLink,
    ProofOfPublication,
    PublishedAnswer,
    TermProposal,
    WordImport,
)
from showcase.signoff.asking import ask
from showcase.stories.links.models import digest_of
from showcase.stories.many.applying import apply_cases
from showcase.stories.many.flow import start_cases
from showcase.stories.word.making import make_draft, store_import
from showcase.stories.word.preview import wish_of
from showcase.stories.word.reading.blocks import read_document
from showcase.yearly.proofs import number_of_proof, statement_of_enterprise
from showcase.yearly.recording import record_public
from showcase.yearly.withdrawing import withdraw_proof
from tests.browser.admin import PASSWORD
from tests.factories import (
    make_announcement,
    make_case,
    make_effect,
    make_enterprise,
    make_superuser,
    make_user,
    section,
)
from tests.showcase.inbox import senders as readers
from tests.showcase.lists.importing.starting import begun
from tests.showcase.objections import senders
from tests.showcase.questions import asking
from tests.showcase.replications import reports
from tests.showcase.stories.many import workbooks
from tests.showcase.stories.word import uploading, usual_case
from tests.visits import make_registration, make_visit

NAMES = {"zh-hans": "root-zh", "en": "root-en"}
"""Language of the admin → superuser who reads it in that language."""
ADDRESS = "https://example.org/" + "energy-audit-report-of-the-year-2024/" * 2

# Views that show something by themselves.
WITHOUT_PARTS = (
    *("wagtailadmin_home", "guides", "second_factor", "inbox", "replications", "objections", "merges", "proofs"),
    *("term_proposals", "case_imports", "case_import_new", "list_imports", "list_import_new"),
    *(
        "zero_results_report",
        "report_useful",
        "report_yearly-showcase",
        *(f"report_{report.slug}" for report in REPORTS),
    ),
)
# The same views with something else to show, and Wagtail's that are our own templates.
FURTHER = (
    *("word_import draft", "case_import applied", "desk_pile empty", "contributors nobody", "yearly_showcase nothing"),
    *("wagtailadmin_home", "wagtailadmin_pages:delete"),
)

Addresses = dict[str, str]


def make() -> dict[str, Addresses]:
    """Make the content; return for each language the address that shows each view, by its name.

    A name may have a word behind it: `word_import draft` is the same view once the draft is made.
    """
    users = {language: _reader(language, name) for language, name in NAMES.items()}
    editor = make_user("editor", "editor-lin", last_name="林", first_name="示例", password=PASSWORD)
    enterprise = make_enterprise("示例定型纺织有限公司", "Example Stenter Textile")
    found = {
        **_stories(enterprise, editor),
        **_files(editor),
        **_lists(enterprise),
        **_enterprises(enterprise),
        **_proofs(enterprise, editor),
        **_received(),
        **_visits(),
    }
    return {language: {**found, **_own(user)} for language, user in users.items()}


def _reader(language: str, name: str) -> User:
    user = make_superuser(name, password=PASSWORD)
    UserProfile.objects.create(user=user, preferred_language=language)
    TourAnswer.objects.create(user=user)
    return user


def _at(name: str, *parts: Any) -> Addresses:
    """Return the address of a view, whose name may have a word behind it."""
    return {name: reverse(name.partition(" ")[0], args=parts)}


def _own(user: User) -> Addresses:
    """Return what each user has: the first page, the own account, the answer to a proposal; and what needs nothing."""
    answered = TermProposal.objects.create(
        vocabulary="technique",
        zh="示例节电",
        en="example saving",
        proposed_by=user,
        state="declined",
        answer="已有同义词。",
        decided_by=user,
        decided_at=timezone.now(),
    )
    return {
        **{name: reverse(name) for name in WITHOUT_PARTS},
        **_at("desk_pile", "broken_links"),
        **_at("desk_pile empty", "takedowns"),
        **_at("guide", "effects"),
        **_at("term_answer", answered.pk),
    }


def _stories(enterprise: Any, editor: User) -> Addresses:
    """Make a published story that is overdue and has broken links, and a draft that its enterprise was asked about."""
    long_ago = timezone.localdate() - dt.timedelta(days=800)
    wordless = make_effect(of_what_en="")
    live = make_case("示例：定型机余热回收", enterprises=[enterprise], effects=[wordless], confirmed_on=long_ago)
    _break_links(live)
    draft = make_case("示例：空压机余热供热改造", live=False, enterprises=[enterprise], owner=editor)
    draft.save_revision(user=editor)
    Workflow.objects.get(name="三审").start(draft, editor)
    ask(draft, name="示例联系人", email="contact@example.org", language="zh-hans", days=14, user=editor)
    browser = Client(SERVER_NAME=LOOPBACK)
    received = readers.received(live, client=browser)
    report = reports.received(live, client=browser)
    published = reports.make_replication(live, "18.6 万kWh", year=2024)
    return {
        **_questions(live, editor, browser),
        **_at("freshness", live.pk),
        **_at("effects_english", live.pk),
        **_at("sign_offs", draft.pk),
        **_at("inbox_detail", received.pk),
        **_at("replication_from", report.pk),
        **_at("replication", published.pk),
        **_at("wagtailadmin_pages:delete", live.pk),
    }


def _questions(live: Any, editor: User, browser: Client) -> Addresses:
    """Send on and answer a question, on which both agree, and publish another."""
    question = asking.asked(live, client=browser, agreed="on")
    asking.replied(asking.sent_on(question, editor), client=browser)
    words = {"question_zh": "示例问题？", "answer_zh": "示例回答。", "answered_by": "editors"}
    PublishedAnswer.objects.create(page=live, answered_on=timezone.localdate(), **words)
    return {**_at("question_handle", question.pk), **_at("published_answers", live.pk)}


def _break_links(page: Any) -> None:
    yesterday = timezone.now() - dt.timedelta(days=1)
    link = CheckedLink.objects.create(
        digest=digest_of(ADDRESS),
        address=ADDRESS,
        state="not_found",
        status=404,
        failing_since=yesterday,
        is_broken=True,
    )
    link.pages.add(page)
    PageLink.objects.create(page=page, target=1)  # the root, which nobody can read


def _visits() -> Addresses:
    """Make a visit for which one person has a seat and another one waits."""
    visit = make_visit("示例：余热回收开放日", seats=1)
    for name in ("林示例", "陈示例"):
        make_registration(visit, name, remark="想了解换热器的清洗周期，需要轮椅通道。")
    return _at("participants", visit.pk)


def _files(editor: User) -> Addresses:
    """Import a Word file and a workbook, each once as a preview and once carried out."""
    cases = section("cases")
    word, made = (_word_file(data, editor) for data in (uploading.case_file(), usual_case.word_file()))
    make_draft(made, wish_of(made, uploading.suggested(made), [], []), editor)
    data, other = (
        workbooks.usual(),
        workbooks.filled([workbooks.case(title="示例：冷凝水回收", enterprise="示例化工厂")]),
    )
    preview, applied = (
        start_cases(cases, "示例案例.xlsx", one, workbooks.read(one), editor).case_import for one in (data, other)
    )
    applied.rows.update(decision="create")
    apply_cases(applied, editor)
    return {
        **_at("word_import_new", cases.pk),
        **_at("word_import", word.pk),
        **_at("word_import draft", made.pk),
        **_at("case_import", preview.pk),
        **_at("case_import applied", applied.pk),
    }


def _word_file(data: bytes, editor: User) -> WordImport:
    return store_import(section("cases"), "示例案例.docx", data, read_document(data), editor)


def _lists(enterprise: Any) -> Addresses:
    """Begin an import, and make a notice with personal data."""
    started = begun().list_import
    values = {"entries": [enterprise], "kind": "proposal", "introduction": "联系人示例，电话13800000000。"}
    notice = make_announcement("示例：2025年度绿色工厂名单公示", year=2025, **values)
    return {**_at("list_import", started.pk), **_at("personal_data", notice.pk)}


def _enterprises(enterprise: Any) -> Addresses:
    """Merge two records, propose to merge two others, and name a contributor and somebody with a second factor."""
    other, third = make_enterprise("示例定型纺织厂", "Example Stenter Works"), make_enterprise("示例定型织造厂")
    merge = merge_enterprises(third, enterprise, "同一厂，名称写法不同")
    notice = make_announcement("示例：2023年度绿色工厂名单", entries=[other], live=True, year=2023)
    MergeProposal.objects.create(named=enterprise, other=other, entry=notice.entries.get())
    writer = make_user("contributor", "writer-chen", last_name="陈", first_name="示例", password=PASSWORD)
    EnterpriseContributor.objects.create(enterprise=enterprise, user=writer)
    enrolling.turn_on(enrolling.begin(writer))
    return {
        **_at("merge_choose", enterprise.pk),
        **_at("merge_compare", enterprise.pk, other.pk),
        **_at("merge_undo", merge.pk),
        **_at("contributors", enterprise.pk),
        **_at("contributors nobody", other.pk),
        **_at("second_factor_remove", writer.pk),
    }


def _proofs(enterprise: Any, editor: User) -> Addresses:
    """Issue two proofs, one of which is withdrawn, and propose a term."""
    record_public()
    year = timezone.localdate().year
    statement = statement_of_enterprise(enterprise, year)
    assert statement
    facts = {"statement": statement.to_dict(), "issued_at": timezone.now(), "pdf": b"%PDF-1.7 example"}
    valid, wrong = (
        ProofOfPublication.objects.create(number=number_of_proof(), digest=digest, **facts)
        for digest in (statement.digest, "0" * 64)
    )
    withdraw_proof(wrong, "当天记录有误。", "The record of that day was wrong.", editor)
    proposal = TermProposal.objects.create(
        vocabulary="technique", zh="示例技术", en="example technique", reason="三个案例都用到。", proposed_by=editor
    )
    return {
        **_at("yearly_showcase", enterprise.number, year),
        **_at("yearly_showcase nothing", enterprise.number, 2001),
        **_at("proof_withdraw", valid.number),
        **_at("term_decide", proposal.pk),
    }


def _received() -> Addresses:
    """Receive an objection; it may be read once the window is closed."""
    now = timezone.now()
    values = {"objections_from": now.date() - dt.timedelta(days=9), "objections_until": now + dt.timedelta(hours=1)}
    notice = senders.notice(**values)
    received = senders.received(notice, client=Client(SERVER_NAME=LOOPBACK))
    AnnouncementPage.objects.filter(pk=notice.pk).update(objections_until=now - dt.timedelta(hours=1))
    return _at("objection_detail", received.pk)
