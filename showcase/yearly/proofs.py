"""Issues proofs of publication: a numbered statement, its PDF in both languages, and the address that verifies it."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.frame.context import demo_notice
from showcase.enterprises.models import Enterprise
from showcase.lists.printing.making import PdfUnavailableError, written
from showcase.lists.register_pages.extract import qr_code
from showcase.stories.card_builder import published_enterprises
from showcase.stories.models import StoryPage
from showcase.yearly.models import ProofOfPublication
from showcase.yearly.periods import Period
from showcase.yearly.record import shown_of_enterprise, shown_of_story
from showcase.yearly.recording import record_public
from showcase.yearly.statements import StatedEnterprise, Statement

STYLE = settings.BASE_DIR / "static" / "css" / "proof-pdf.css"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read for another
_GROUPS, _GROUP = 5, 4

LABELS: dict[str, Promise] = {
    "portal": _("Lüjian, the portal of green manufacturing"),
    "title": _("Proof of publication"),
    "states": _("The portal states that these pages could be read by everybody on the days named below."),
    "number": _("Number"),
    "issued": _("Date of issue"),
    "period": _("Period"),
    "enterprise": _("Enterprise"),
    "credit_code": _("Unified social credit code"),
    "portal_number": _("Portal number"),
    "page": _("Page"),
    "address": _("Address"),
    "first": _("First day public in the period"),
    "last": _("Last day public in the period"),
    "days": _("Days public in the period"),
    "digest": _("SHA-256 of the version shown last"),
    "logged": _("Days marked * are taken from the page's log; they were not recorded at the time."),
    "limits": _("This states what was public and when. It says nothing of whether the content is right."),
    "verify": _("This address says whether the proof was issued by the portal:"),
}


def number_of_proof() -> str:
    """Return a number that nobody guesses: twenty letters and digits in groups of four."""
    return "-".join("".join(secrets.choice(_LETTERS) for _at in range(_GROUP)) for _group in range(_GROUPS))


def statement_of_enterprise(enterprise: Enterprise, year: int) -> Statement | None:
    """Return what a proof of an enterprise and year would state; None where nothing of it was public."""
    record_public()
    return _statement(year, [enterprise], shown_of_enterprise(enterprise, year))


def statement_of_story(page: StoryPage, year: int) -> Statement | None:
    """Return what a proof of one story and year would state, with its published enterprises; None: never public."""
    record_public()
    shown = shown_of_story(page.translation_key, year)
    return _statement(year, published_enterprises(page), [shown] if shown else [])


def _statement(year: int, enterprises: Any, shown: Any) -> Statement | None:
    period = Period.of(year, timezone.localdate())
    if period is None or not shown:
        return None
    named = (StatedEnterprise(one.name_zh, one.name_en, one.number, one.credit_code or "") for one in enterprises)
    return Statement.of(period, named, shown)


def issue(statement: Statement) -> ProofOfPublication:
    """Return the proof of a statement, made where there is none yet: a few seconds, so outside a transaction.

    Raises PdfUnavailableError or PdfFailedError where no PDF can be made.
    """
    digest = statement.digest
    known = ProofOfPublication.objects.filter(digest=digest).first()
    if known is not None:
        return known
    if not settings.MAKE_PDFS:
        raise PdfUnavailableError("this site makes no PDFs (MAKE_PDFS)")
    number, now = number_of_proof(), timezone.now()
    pdf = written(printed(statement, number, now), STYLE)
    try:
        return ProofOfPublication.objects.create(
            number=number, statement=statement.to_dict(), digest=digest, issued_at=now, pdf=pdf
        )
    except IntegrityError:  # another request has just issued the same
        return ProofOfPublication.objects.get(digest=digest)


def address_of(number: str) -> str:
    """Return the whole address that verifies a proof; it is the Chinese page, which links to the English one."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{reverse('proof', args=[number])}"


def printed(statement: Statement, number: str, issued_at: Any) -> str:
    """Return the HTML of the PDF: Chinese, with English beneath."""
    address = address_of(number)
    context = {
        "labels": {name: _both(text) for name, text in LABELS.items()},
        "statement": statement,
        "number": number,
        "issued_on": timezone.localdate(issued_at).isoformat(),
        "address": address,
        "qr": qr_code(address, number),
        "demo_notice": demo_notice(),
    }
    return render_to_string("showcase/proof_print.html", context)


def _both(text: Promise) -> tuple[str, str]:
    """Return a text in Chinese and in English."""
    with translation.override("zh-hans"):
        chinese = str(text)
    with translation.override("en"):
        return chinese, str(text)
