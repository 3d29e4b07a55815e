"""Invented content for the pictures of the guides, on an empty, migrated site; nothing stands for a real enterprise.

Read once Django is set up.
"""

from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from portal.models import Document, TourAnswer, User
from showcase.models import EnterpriseContributor
from showcase.vocabulary.proposals.models import TermProposal
from showcase.yearly.recording import record_public
from tests.factories import (
    make_announcement,
    make_case,
    make_effect,
    make_enterprise,
    make_image,
    make_user,
    region,
    section,
    technique,
)
from tests.portal.translation import pages
from tests.showcase.inbox import senders as readers
from tests.showcase.lists.importing.starting import begun
from tests.showcase.questions import asking
from tests.showcase.replications import reports

PASSWORD = "only for pictures of an invented site"  # noqa: S105
ROLES = ("contributor", "editor", "publisher", "list officer", "vocabulary editor", "administrator")
ENTERPRISE = "示例定型纺织有限公司"
REQUEST = "请补充第三方核查报告的出处，并写明统计范围。"


def make() -> dict[str, int]:
    """Make the content; return the numbers that addresses name."""
    call_command("load_vocabulary", verbosity=0)
    call_command("search_rebuild", verbosity=0)
    users = {role: account(role) for role in ROLES}
    enterprise = make_enterprise(ENTERPRISE, "Example Stenter Textile")
    reviewed = users["editor"]
    EnterpriseContributor.objects.create(enterprise=enterprise, user=users["contributor"])
    sent_back(enterprise, users["contributor"], users["publisher"], "示例：水泵变频改造")
    return {
        "cases": section("cases").pk,
        "draft": draft(enterprise, reviewed).pk,
        "sent_back": sent_back(enterprise, reviewed, users["publisher"]).pk,
        "waiting": waiting(enterprise, reviewed).pk,
        **published(enterprise),
        **lists(enterprise),
        **files(),
        **vocabulary(reviewed),
        "english": outdated(),
    }


def account(role: str) -> Any:
    """Return a user of this role, who can sign in through the form."""
    return make_user(role, role.replace(" ", "-"), password=PASSWORD, last_name="示例", first_name="人员")


def draft(enterprise: Any, owner: Any) -> Any:
    """Return a draft with a figure that needs a reason."""
    payback = make_effect(
        quantity="payback",
        direction="level",
        unit="a",
        per="none",
        low=Decimal(290),
        high=Decimal(290),
        printed="投资回收期290年",
        of_what_zh="投资回收期",
        of_what_en="payback",
    )
    title = "示例：定型机余热回收与中水回用改造"
    return make_case(title, live=False, enterprises=[enterprise], effects=[payback, make_effect()], owner=owner)


def waiting(enterprise: Any, owner: Any) -> Any:
    """Return a draft that waits for its first review."""
    case = make_case("示例：空压机余热供热改造", live=False, enterprises=[enterprise], owner=owner)
    case.save_revision(user=owner)
    Workflow.objects.get(name="三审").start(case, owner)
    return case


def sent_back(enterprise: Any, owner: Any, reviewer: Any, title: str = "示例：冷凝水回收改造") -> Any:
    """Return a draft that a reviewer has sent back with a comment."""
    case = make_case(title, live=False, enterprises=[enterprise], owner=owner)
    case.save_revision(user=owner)
    state = Workflow.objects.get(name="三审").start(case, owner)
    state.current_task_state.specific.reject(user=reviewer, comment=REQUEST)
    return case


def published(enterprise: Any) -> dict[str, int]:
    """Return published stories: one whose effects lack English words, one to be deleted."""
    wordless = make_effect(of_what_en="")
    today = timezone.localdate()
    other = make_case("示例：重复录入的案例", enterprises=[enterprise], confirmed_on=today)
    values = {"effects": [wordless], "confirmed_on": today, "related": [other]}
    case = make_case("示例：印染废水中水回用", enterprises=[enterprise], **values)
    record_public()
    received(case)
    return {"live": case.pk, "doubled": other.pk}


def received(case: Any) -> None:
    """Receive one thing of each kind about the story, from the address of the site itself."""
    client = Client(SERVER_NAME="127.0.0.1")
    asking.asked(case, client=client)
    for kind in ("replication", "not_adopted"):
        reports.received(case, kind, client=client)
    readers.received(case, client=client)


def lists(enterprise: Any) -> dict[str, int]:
    """Return a proposal that waits, and an import into another notice."""
    region("350582")
    make_enterprise("示例纺织有限公司", "Example Textile", is_example=True)
    make_announcement("示例：2024年度绿色工厂名单公布", entries=[enterprise], live=True)
    proposal = make_announcement(
        "示例：2025年度绿色工厂名单公示",
        entries=[enterprise],
        kind="proposal",
        year=2025,
        introduction="联系人示例，电话13800000000。",
    )
    return {"notice": proposal.pk, "list_import": begun().list_import.pk}


def files() -> dict[str, int]:
    """Return a picture and a document."""
    alt = {"alt_zh": "定型机排气口的换热器", "alt_en": "Heat exchanger at the outlet of a stenter"}
    values = {**alt, "credit": "示例定型纺织有限公司", "licence": "经权利人许可使用"}
    image = make_image("示例：换热器", (640, 400), **values)
    document = Document.objects.create(title="示例：用能统计表", file=ContentFile(b"%PDF-1.4", "example.pdf"))
    return {"image": image.pk, "document": document.pk}


def vocabulary(proposer: Any) -> dict[str, int]:
    """Return a term, and a proposal that waits."""
    proposal = TermProposal.objects.create(
        vocabulary="technique",
        zh="示例技术",
        en="example technique",
        reason="示例：词表中没有这一做法，三个案例都用到。",
        proposed_by=proposer,
    )
    return {"term": technique("T02.01").pk, "proposal": proposal.pk}


def outdated() -> int:
    """Return an English page of which one paragraph is behind its Chinese."""
    page = pages.make_info(pages.OLD, pages.OTHER)
    translation = pages.translate(page, {pages.OLD: pages.ENGLISH, pages.OTHER: pages.OTHER_ENGLISH})
    translation.save_target(publish=True)
    pages.change(page, pages.NEW, pages.OTHER)
    return int(pages.english(page).pk)


def speak(language: str) -> None:
    """Let all accounts read the admin in this language; none is new to it."""
    for user in User.objects.all():
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        TourAnswer.objects.get_or_create(user=user)
