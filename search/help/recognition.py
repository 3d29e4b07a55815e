"""Recognises what a text is besides words: a credit code, document number, enterprise's name or GB/T 4754 code.

It is shown above the results with a link; the search itself is not changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.pages.visibility import public_pages
from search.core.results import SearchResults
from search.help.names import named_enterprises
from search.text.analysis import normalise, pieces
from showcase.enterprises.credit_codes import LENGTH, CreditCodeError, parse_credit_code
from showcase.lists.references import in_language
from showcase.lists.register.fold import State
from showcase.lists.register_pages.answers import answer_label
from showcase.lists.register_pages.listings import listings_of
from showcase.models import AnnouncementPage, Enterprise, Industry
from showcase.search_address import search_address

MAX_LINES = 4
_CREDIT_LIKE = re.compile(r"[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}")
# The two characters that codes of companies begin with: they tell a code that is too short or too long from a word.
_CREDIT_CUT = re.compile(r"9[123][0-9]{6}[0-9A-Z]{7,12}")
_INDUSTRY = re.compile(r"(?:GB/?T ?4754[-—]?(?:2017)?[ :]*)?(?P<letter>[A-T])?(?P<digits>[0-9]{2,4})")


@dataclass(frozen=True, slots=True)
class Recognised:
    """One line: `text` in the reader's language, then a link, if any.

    `is_fault`: something is mistyped. `answer`: the enterprise's status in the lists today, in a sentence.
    """

    text: str
    label: str = ""
    url: str = ""
    language: str = ""
    is_fault: bool = False
    answer: str = ""


def recognised(results: SearchResults) -> tuple[Recognised, ...]:
    """Return what the query's text was recognised as; at most `MAX_LINES`, a constant number of queries."""
    text = results.query.text
    if not text:
        return ()
    lines = [*_credit_code(text), *_document(text), *_industry(text)]
    if not lines:
        lines = _enterprises(named_enterprises(text))
    return tuple(lines[:MAX_LINES])


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper().strip()


def _credit_code(text: str) -> Iterator[Recognised]:
    value = re.sub(r"[\s-]", "", _plain(text))
    if _CREDIT_LIKE.fullmatch(value):
        yield _whole_credit_code(value)
    elif _CREDIT_CUT.fullmatch(value):
        said = _("A unified social credit code has %(right)s characters, this one has %(count)s.")
        yield Recognised(said % {"right": LENGTH, "count": len(value)}, is_fault=True)


def _whole_credit_code(value: str) -> Recognised:
    try:
        code = parse_credit_code(value)
    except CreditCodeError as error:
        if error.fault == "check":
            said = _(
                "A character of this credit code is wrong: calculated from the others, the last one would "
                "be %(expected)s."
            )
            return Recognised(said % {"expected": error.expected}, is_fault=True)
        return Recognised(_("A credit code never contains the letters I, O, S, V or Z."), is_fault=True)
    enterprise = Enterprise.objects.published().with_code(str(code)).filter(is_example=False).first()
    if enterprise is None:
        return Recognised(_("This credit code is valid; no enterprise in our records has it."))
    standing = listings_of([enterprise.pk])[enterprise.pk].standing
    return _linked(_("This is the credit code of"), enterprise, standing)


def _document(text: str) -> Iterator[Recognised]:
    for piece in pieces(normalise(text)):
        if piece.kind == "document":
            pages = public_pages(AnnouncementPage.objects.all()).filter(alias_of=None, locale__language_code="zh-hans")
            notices = list(pages.filter(document_number__endswith=piece.tokens[0])[:MAX_LINES])
            for page in notices:
                shown = in_language([page]).get(page.translation_key, page)
                yield Recognised(
                    _("Notice with the document number %(number)s:") % {"number": page.document_number},
                    shown.title,
                    shown.get_url() or "",
                    shown.locale.language_code,
                )
            if not notices:
                said = _("No notice in our records has a document number %(number)s.")
                yield Recognised(said % {"number": piece.tokens[0]})


def _industry(text: str) -> Iterator[Recognised]:
    match = _INDUSTRY.fullmatch(_plain(text))
    if match is None or (not match["letter"] and len(match["digits"]) < 3):
        return
    letters = match["letter"] or "ABCDEFGHIJKLMNOPQRST"
    for industry in Industry.objects.filter(code__in=[f"{letter}{match['digits']}" for letter in letters]):
        said = _("%(code)s is the code of GB/T 4754 for") % {"code": industry.code}
        yield Recognised(said, industry.label, search_address(("industry", industry.code)), industry.label_language)


def _enterprises(named: list[tuple[Enterprise, str]]) -> list[Recognised]:
    listings = listings_of(enterprise.pk for enterprise, _former in named) if named else {}
    return [
        _linked(
            _("%(former)s is a former name of") % {"former": former} if former else _("Enterprise:"),
            enterprise,
            listings[enterprise.pk].standing,
        )
        for enterprise, former in named
    ]


def _linked(text: str, enterprise: Enterprise, standing: str) -> Recognised:
    language = get_language() or "zh-hans"
    answer = standing or str(capfirst(answer_label(State.NOT_IN_RECORDS)))
    return Recognised(text, enterprise.label_in(language), enterprise.get_absolute_url(), language, answer=answer)
