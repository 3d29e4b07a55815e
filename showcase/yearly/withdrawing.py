"""Proofs of publication in the admin: which were issued, and the withdrawal of one, with its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from portal.reasons import LONGEST_REASON, cleaned_reason, name_of
from portal.text.chinese_text import is_mostly_chinese
from showcase.admin.frame import AdminSection
from showcase.yearly.models import ProofOfPublication
from showcase.yearly.report import PERMISSION
from showcase.yearly.statements import Statement

MAY_WITHDRAW = "showcase.withdraw_proofofpublication"
PER_PAGE = 50
_TITLE = gettext_lazy("Proofs of publication")
_SECTION = AdminSection(_TITLE, "proofs", "doc-full-inverse")


class ProofsMenuItem(MenuItem):
    """A menu item of the reports, for users who may see the yearly showcase."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


def menu_item() -> ProofsMenuItem:
    """Return the item of the menu of reports, after the yearly showcase."""
    return ProofsMenuItem(_TITLE, reverse("proofs"), icon_name="doc-full-inverse", order=621)


class WithdrawalForm(forms.Form):
    """Why a proof is withdrawn, in both languages: its page says so to everybody."""

    reason_zh = forms.CharField(
        label=gettext_lazy("Reason in Chinese"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Reason in English"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_reason_zh(self) -> str:
        return cleaned_reason(self.cleaned_data["reason_zh"])

    def clean_reason_en(self) -> str:
        reason = cleaned_reason(self.cleaned_data["reason_en"])
        if is_mostly_chinese(reason):
            raise ValidationError(_("This is Chinese. Write it in English."))
        return reason


@transaction.atomic
def withdraw_proof(proof: ProofOfPublication, reason_zh: str, reason_en: str, user: Any) -> bool:
    """Withdraw a proof permanently; False where it is withdrawn already, and then nothing is changed."""
    locked = ProofOfPublication.objects.defer("pdf").select_for_update().get(pk=proof.pk)
    if locked.is_withdrawn:
        return False
    locked.withdrawn_at, locked.withdrawn_by_name = timezone.now(), name_of(user)
    locked.reason_zh, locked.reason_en = reason_zh, reason_en
    locked.save(update_fields=["withdrawn_at", "withdrawn_by_name", "reason_zh", "reason_en"])
    return True


@permission_required(PERMISSION)
def proofs(request: HttpRequest) -> HttpResponse:
    """Show the proofs, newest first, or those whose number begins as searched for."""
    number = request.GET.get("number", "").strip().upper()
    found = ProofOfPublication.objects.defer("pdf").filter(number__startswith=number).order_by("-issued_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_SECTION.frame(),
        "lines": [(proof, Statement.from_dict(proof.statement)) for proof in page],
        "number": number,
        "page": page,
        "may_withdraw": request.user.has_perm(MAY_WITHDRAW),
    }
    return render(request, "showcase/admin/proofs.html", context)


@permission_required(MAY_WITHDRAW)
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for the reason, then withdraw a proof."""
    proof = get_object_or_404(ProofOfPublication.objects.defer("pdf"), number=number)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if withdraw_proof(proof, **form.cleaned_data, user=request.user):
            messages.success(request, _("The proof was withdrawn: its page says so."))
        else:
            messages.warning(request, _("This proof is withdrawn already."))
        return HttpResponseRedirect(reverse("proofs"))
    context = {**_SECTION.frame(number), "proof": proof, "form": form}
    return render(request, "showcase/admin/proof_withdraw.html", context, status=400 if form.errors else 200)


URLS: list[Any] = [
    path("proofs/", proofs, name="proofs"),
    path("proofs/<slug:number>/withdraw/", withdraw, name="proof_withdraw"),
]
