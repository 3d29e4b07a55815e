"""What a translator posts beside the texts: confirmed English, reasons, PO files, machine translation."""

from __future__ import annotations

import logging
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.views.edit_translation import apply_machine_translation, stop_translation

from portal.admin.transactions import own_transactions
from portal.caching import content_version
from portal.translation.editing.po_files import MOST_BYTES, PoFault, Taken, check_belongs, exported, read_po, take
from portal.translation.marks import settle
from portal.translation.reasons import confirm_reasons, give_reason
from portal.translation.unfinished import open_of, unfinished_of
from portal.translation.untranslated import would_publish

logger = logging.getLogger(__name__)

NAMED = 5


def _opened(request: HttpRequest, translation_id: int) -> tuple[Translation, Page]:
    """Return a translation and its English page; refused to users who may not edit it, and while it is locked."""
    found = Translation.objects.select_related("source", "target_locale").filter(enabled=True)
    translation = get_object_or_404(found, pk=translation_id)
    page = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).first()
    if page is None:
        raise Http404
    page = page.specific
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_edit() or (request.method == "POST" and permissions.page_locked()):
        raise PermissionDenied
    return translation, page


def _back(page: Page, *, to_list: bool = False) -> HttpResponseRedirect:
    """Lead back to the editor: to its top, where the message is, or to the list below it, which shows what changed."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return HttpResponseRedirect(f"{address}#translation-work" if to_list else address)


@require_POST
def confirm_text(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take the mark from an English text that is right as it is; `digest`: of what the user saw."""
    translation, page = _opened(request, translation_id)
    seen = [one for one in open_of(translation) if one.digest == request.POST.get("digest") and one.key]
    settled = settle(StringTranslation.objects.filter(pk__in=[one.key for one in seen]))
    if settled:
        StringTranslation.objects.filter(pk__in=[one.key for one in seen]).update(last_translated_by=request.user)
        content_version.move()
        messages.success(request, _("The English text is confirmed."))
    else:
        messages.error(request, _("The text was changed meanwhile: compare it again."))
    return _back(page, to_list=bool(settled))


@require_POST
def give_page_reason(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Store a reason for publishing the page with what is not finished on it."""
    translation, page = _opened(request, translation_id)
    found = unfinished_of(would_publish(translation))
    may_publish = page.permissions_for_user(request.user).can_publish()
    if not give_reason(page, found, request.POST.get("reason", ""), request.user, may_confirm=may_publish):
        messages.error(request, _("Write the reason in a few words: it is kept in the history of the page."))
    elif may_publish:
        messages.success(request, _("The reason is stored: the page can be published."))
    else:
        messages.success(request, _("The reason is stored: a user who may publish must confirm it."))
    return _back(page)


@require_POST
def confirm_page_reasons(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Confirm the reasons that others gave; refused to users who may not publish."""
    translation, page = _opened(request, translation_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    confirm_reasons(page, unfinished_of(would_publish(translation)), request.user)
    messages.success(request, _("The reason is confirmed: the page can be published."))
    return _back(page)


def download_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Answer the PO file of the page."""
    translation, page = _opened(request, translation_id)
    response = HttpResponse(str(exported(translation)), content_type="text/x-gettext-translation; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}-en.po"'
    return response


@own_transactions
@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take the English of an uploaded PO file, and say what became of it."""
    translation, page = _opened(request, translation_id)
    upload = cast(Any, request.FILES.get("file"))
    if upload is None:
        messages.error(request, _("Choose a PO file."))
        return _back(page)
    try:
        po = read_po(upload.read(MOST_BYTES + 1))
        check_belongs(po, translation)
    except PoFault as fault:
        messages.error(request, str(fault))
    else:
        _say(request, take(translation, po, request.user))
    return _back(page)


def _say(request: HttpRequest, taken: Taken) -> None:
    """Show what became of the entries of a file."""
    stored = ngettext("%(count)s text of the file stored.", "%(count)s texts of the file stored.", taken.stored)
    messages.success(request, stored % {"count": taken.stored})
    counted = (
        (taken.confirmed, _("Confirmed by the file: %(count)s.")),
        (taken.fuzzy, _("Still marked as unfinished in the file, so not stored: %(count)s.")),
        (
            taken.older,
            _("Of Chinese texts that have been changed since, so not stored: %(count)s. Download the file again."),
        ),
    )
    for count, text in counted:
        if count:
            messages.info(request, text % {"count": count})
    named = (
        (taken.changed_here, _("Changed here since the file was downloaded, so not stored: %(texts)s")),
        (taken.broken, _("Markup or links do not fit the Chinese text, so not stored: %(texts)s")),
    )
    for texts, text in named:
        if texts:
            messages.warning(request, text % {"texts": "; ".join(f"“{one[:40]}”" for one in texts[:NAMED])})


@own_transactions
@require_POST
def translate_by_machine(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Let the machine translator fill in what has no English; what it wrote stays marked until somebody reads it."""
    translation, page = _opened(request, translation_id)
    machine = get_machine_translator()
    if machine is None:
        raise Http404
    try:
        found = apply_machine_translation(translation.pk, request.user, machine)
    except (Http404, PermissionDenied):
        raise
    except Exception:  # whatever a translator of somebody else raises: no answer, a wrong key, a limit
        logger.exception("machine translation of page %s failed", page.pk)
        messages.error(request, _("The machine translator did not answer. Nothing was changed; try again later."))
        return _back(page)
    if found:
        text = _("Translated by %(name)s. Read every marked text before the page is published.")
        messages.success(request, text % {"name": machine.display_name})
    else:
        messages.warning(request, _("Every text has its English: there is nothing to translate."))
    return _back(page)


@require_POST
def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Stop comparing a page with its Chinese one, as wagtail-localize does; refused to users who may not publish it.

    From then on it is edited by hand, and nothing says what is outdated.
    """
    _translation, page = _opened(request, translation_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    answer: HttpResponse = stop_translation(request, translation_id)
    return answer


def editing_urls() -> list[URLPattern]:
    """Return the addresses of the views above; those of wagtail-localize stay reachable by its names."""
    base = "localize/translate/<int:translation_id>"
    return [
        path(f"{base}/confirm/", confirm_text, name="translation_confirm_text"),
        path(f"{base}/reason/", give_page_reason, name="translation_reason"),
        path(f"{base}/confirm-reasons/", confirm_page_reasons, name="translation_confirm_reasons"),
        path(f"{base}/pofile/download/", download_po),
        path(f"{base}/pofile/upload/", upload_po),
        path(f"{base}/machine_translate/", translate_by_machine),
        path(f"{base}/disable/", stop),
    ]
