"""The public pages of contributions: what a good case holds, and the form behind the sender's link."""

from __future__ import annotations

import contextlib
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.pace import TooOften
from portal.frame.context import home_path
from portal.frame.frame import Crumb
from portal.sealing import LostKeyError
from portal.storages import unnamed_files_removed
from showcase.contributions import files
from showcase.contributions.models import CODE
from showcase.contributions.writing import saving
from showcase.contributions.writing.forms import ContributionForm, FigureSet
from showcase.contributions.writing.missed import missed
from showcase.contributions.writing.sections import SECTIONS, missing
from showcase.contributions.writing.shown import Typed, show
from showcase.inbox import handling
from showcase.inbox.erasing import UNSENT
from showcase.inbox.handling import AlreadyClosed
from showcase.inbox.links import submission_of
from showcase.inbox.models import Submission, SubmissionState
from showcase.objections.evidence import EvidenceUploadHandler

MAX_BODY = 40_000_000  # two files of the largest size and all texts; beyond that nothing is read


@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """Say what a good case holds and what happens with a contribution.

    An empty cell of the matrix leads here with its industry and technique: the page says which case is missing, and
    what is begun there is about both.
    """
    title = _("Contribute a case")
    wanted = missed(request)
    pair = f"?{urlencode({'industry': wanted[0].code, 'technique': wanted[1].code})}" if wanted else ""
    crumbs = (Crumb(_("Home"), home_path(get_language() or "zh-hans")), Crumb(title))
    context = {"crumbs": crumbs, "page_title": title, "begin": f"{reverse('submission_new', args=[CODE])}{pair}"}
    also = {"unsent_days": UNSENT.days, "wanted": wanted, "noindex": bool(request.GET)}
    return render(request, "showcase/contribute.html", {**context, **also})


@csrf_exempt  # the token is checked inside, where the upload handler is in place
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form behind a link with what was saved; a POST saves, takes a file away, or submits it."""
    found = _held(token)
    if not saving.may_write(found):
        return _sender_page(token)
    announced = request.META.get("CONTENT_LENGTH") or "0"
    request.upload_handlers = [EvidenceUploadHandler(request)]
    if not announced.isdecimal() or int(announced) <= MAX_BODY:
        with contextlib.suppress(RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return _contribution(request, token, found)
    fault = _("This is more than the form accepts, and nothing was saved: send smaller files, one at a time.")
    return show(request, found, _content(found), fault=fault, status=413)


@never_cache
@require_POST
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """Give up what is being written, and erase it at once."""
    with contextlib.suppress(AlreadyClosed):
        handling.withdraw(_held(token))
    return _sender_page(token)


def _held(token: str) -> Submission:
    """Return the contribution that a link belongs to; 404 for no link of ours, or an erased one."""
    found = submission_of(token)
    if found is None or found.kind != CODE:
        raise Http404
    return found


def _content(found: Submission) -> dict[str, Any]:
    """Return what was sent; 404 where its key is lost."""
    try:
        return Submission.objects.get(pk=found.pk).fields()
    except LostKeyError as error:
        raise Http404 from error


def _sender_page(token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("submission_sent", args=[token]))


@sensitive_variables()
@csrf_protect
def _contribution(request: HttpRequest, token: str, found: Submission) -> HttpResponse:
    content = _content(found)
    if request.method != "POST":
        return show(request, found, content)
    typed = Typed(ContributionForm(request.POST, request.FILES), FigureSet(request.POST, prefix="figures"))
    if typed.form.is_valid() and typed.form.cleaned_data["picture"]:
        _refuse_further(typed.form, content)
    if not (typed.form.is_valid() & typed.figures.is_valid()):
        return show(request, found, content, typed, status=400)
    try:
        return _saved(request, token, found, typed)
    except AlreadyClosed:
        return _sender_page(token)
    except TooOften:
        fault = _("Too many files were sent today, and nothing was saved: save without a file, or try again tomorrow.")
        return show(request, found, content, typed, fault=fault, status=429)


def _refuse_further(form: ContributionForm, content: dict[str, Any]) -> None:
    if len(content.get("pictures", ())) >= files.MOST_PICTURES:
        text = _("A case holds at most %(most)s pictures: remove one first.")
        form.add_error("picture", text % {"most": files.MOST_PICTURES})


@sensitive_variables()
def _saved(request: HttpRequest, token: str, found: Submission, typed: Typed) -> HttpResponse:
    """Save all of the form; then take away the file, or submit, as the button says."""
    act, _colon, value = request.POST.get("act", "").partition(":")
    away = int(value) if act == "remove" and value.isascii() and value.isdecimal() and len(value) < 18 else 0
    with unnamed_files_removed():
        content = saving.save(found, lambda stored: _changed(found, stored, typed, away))
    if act != "submit":
        anchor = value if value in {section.code for section in SECTIONS} else "pictures" if away else "case"
        return HttpResponseRedirect(f"{reverse('contribution', args=[token])}?saved=1#{anchor}")
    if lacking := missing(content):
        form = ContributionForm(request.POST)
        form.full_clean()
        for name in lacking:
            form.add_error(name, _("This is needed before it can be submitted."))
        fault = _("Everything is saved, but not yet submitted.")
        return show(request, found, content, Typed(form, typed.figures), fault=fault, status=400)
    if found.state == SubmissionState.WRITING:
        saving.submit(found)
    return _sender_page(token)


def _changed(found: Submission, stored: dict[str, Any], typed: Typed, away: int) -> dict[str, Any]:
    """Return the stored content with what was typed, with the files that came with it, and without one."""
    content = {**stored, **typed.form.texts(), "figures": typed.figures.rows()}
    sent, pictures, word = typed.form.cleaned_data, [], None
    if sent["picture"]:
        files.take_a_turn(found)
        words = {"shows": sent["picture_shows"], "credit": sent["picture_credit"]}
        pictures = [{**files.keep(found, sent["picture"]), **words}]
    if sent["word"]:
        files.take_a_turn(found)
        word = files.keep(found, sent["word"])
        files.drop(found, [content["word"]["file"]] if content.get("word") else [])
    content = saving.with_files(content, pictures, word)
    if away:
        files.drop(found, [away])
        content = saving.without_file(content, away)
    return content
