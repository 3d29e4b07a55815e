"""名单查询结果: what the register holds of one enterprise on a day, for printing. It is not a certificate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.context import home_path
from portal.frame.frame import Crumb
from portal.text.dates import format_date
from showcase.enterprises.models import Enterprise
from showcase.lists.panels import ExtractedListing
from showcase.lists.register.current import current_index
from showcase.lists.register.fold import Chain, State
from showcase.lists.register.query import RegisterQuery
from showcase.lists.register.rows import Row, rows_of
from showcase.lists.register_pages.answers import answer_label, answer_of, answer_reason
from showcase.lists.register_pages.citation import permanent_url, settled
from showcase.lists.register_pages.table import Words, words
from showcase.lists.register_pages.unit_answers import UnitAnswer, answers_about
from showcase.lists.states import shown_moment
from showcase.lists.wording import after_level, shown_day
from showcase.panels import Fact


def extract(request: HttpRequest, number: int) -> HttpResponse:
    """Show the listings of a published enterprise on `as_of` as known at `known_at`; 404 for invented ones.

    A record merged into another by then redirects to that one; as known before the merge, it answers for itself.
    """
    unit = get_object_or_404(Enterprise.objects.select_related("region"), number=number, live=True, is_example=False)
    asked = RegisterQuery.from_params(request.GET)
    index = current_index()
    head = index.merged.head(unit.pk, asked.known_at)
    if head != unit.pk:
        kept = get_object_or_404(Enterprise, pk=head, live=True, is_example=False)
        return HttpResponseRedirect(asked.address(reverse("register_extract", args=[kept.number])))
    query = settled(RegisterQuery(as_of=asked.as_of, known_at=asked.known_at), index.newest)
    day = query.as_of or timezone.localdate()
    held = index.on(day, query.known_at) & index.of_unit(unit.pk)
    url, language = permanent_url(query, request.path), get_language() or settings.LANGUAGE_CODE
    known = words()
    answers = answers_about([unit], day, query.known_at, index)
    others = [answer for answer in answers if answer.chain_state and answer.state is not State.LISTED]
    state = answer_of(answer.chain_state for answer in answers if answer.chain_state)
    context = {
        "crumbs": (
            Crumb(_("Home"), home_path(language)),
            Crumb(unit.label, unit.get_absolute_url()),
            Crumb(_("Register extract")),
        ),
        "page_title": _("Register extract"),
        "noindex": True,
        "name": unit.label,
        "other_name": unit.name_zh if language == "en" else "",
        "facts": _facts(unit, query, language),
        "listings": tuple(_listing(row, known) for row in rows_of(index.page(held), index.units)),
        "others": tuple(_other(answer, known) for answer in others),
        "answer": state,
        "answer_label": answer_label(state),
        "permanent_url": url,
        "qr": qr_code(url, _("QR code of this address")),
    }
    answer = render(request, "showcase/register_extract.html", context)
    answer["Cache-Control"] = "no-store"  # it states the moment of the query
    answer["X-Robots-Tag"] = "noindex"
    return answer


def qr_code(url: str, label: str) -> SafeString:
    """Return the address as an SVG QR code, without inline styles."""
    import segno  # only extracts need it

    drawing = segno.make(url, error="m", micro=False).svg_inline(omitsize=True, border=2, light="#fff", title=label)
    return mark_safe(drawing.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 — segno's own drawing


def _facts(unit: Enterprise, query: RegisterQuery, language: str) -> tuple[Fact, ...]:
    asked = replace(query, known_at=query.known_at or timezone.now())
    day, moment = asked.as_of or timezone.localdate(), asked.known_at or timezone.now()
    return (
        Fact(_("Unified social credit code"), unit.credit_code or _("not published")),
        Fact(_("Portal number"), str(unit.number)),
        Fact(_("As of"), format_date(day, language)),
        Fact(_("Records up to"), _("%(moment)s (China time)") % {"moment": shown_moment(moment)}),
        Fact(_("Queried at"), _("%(moment)s (China time)") % {"moment": shown_moment(timezone.now())}),
    )


def _listing(row: Row, known: Words) -> ExtractedListing:
    chain, printed = row.listing.chain, row.printed
    cited = known.announcements.get(row.listing.announcement)
    since = shown_day(row.listing.since, row.listing.since_precision)
    if not row.listing.is_dated_by_day:
        since = _("%(date)s (day not stated)") % {"date": since}
    in_file = (
        printed.file_name,
        printed.file_sheet,
        _("row %(n)s") % {"n": printed.file_row} if printed.file_row else "",
    )
    facts = (
        Fact(_("List"), cited.title if cited else "", language=cited.language if cited else ""),
        Fact(_("Document number"), (cited.document_number if cited else "") or _("none in our records")),
        Fact(_("Name as printed"), row.listing.name, language="zh-hans"),
        Fact(
            _("Row of the notice"),
            printed.serial or str(printed.position or ""),
            url=cited.row_url(printed.position) if cited else "",
        ),
        Fact(_("In the file"), " · ".join(part for part in in_file if part)),
        Fact(_("SHA-256 of the file"), printed.file_sha256 or _("no file in our records")),
        Fact(_("Since"), since),
        Fact(_("Re-verified on"), format_date(row.listing.reverified_on, get_language() or "zh-hans"))
        if row.listing.reverified_on
        else Fact("", ""),
        Fact(_("Basis"), cited.basis_label if cited else ""),
    )
    return _extracted(chain, State.LISTED, facts, known)


def _other(answer: UnitAnswer, known: Words) -> ExtractedListing:
    """Return a list that the enterprise is not on: since when, why, and which notice says so."""
    chain_state = answer.chain_state
    if chain_state is None:
        raise ValueError("an answer without a list is none of an extract's")
    cited = known.announcements.get(chain_state.announcement)
    facts = (
        Fact(_("Since"), shown_day(chain_state.since, chain_state.precision)),
        Fact(_("Reason"), answer_reason(chain_state)),
        Fact(_("Notice"), cited.title if cited else "", language=cited.language if cited else ""),
        Fact(_("Document number"), (cited.document_number if cited else "") or _("none in our records")),
        Fact(_("Name as printed"), chain_state.name, language="zh-hans"),
        Fact(
            _("Row of the notice"),
            answer.serial or str(answer.position or ""),
            url=cited.row_url(answer.position) if cited else "",
        ),
        Fact(_("Basis"), cited.basis_label if cited else ""),
    )
    return _extracted(chain_state.chain, answer.state, facts, known)


def _extracted(chain: Chain, state: State, facts: Iterable[Fact], known: Words) -> ExtractedListing:
    return ExtractedListing(
        level=known.levels[chain.level].label,
        programme=after_level(known.programmes[chain.programme].label),
        facts=tuple(fact for fact in facts if fact.value),
        state=state,
        state_label=answer_label(state),
    )
