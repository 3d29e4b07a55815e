"""The form of a missing term, and that of the decision about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from showcase.vocabulary.admin import TermForm
from showcase.vocabulary.models import CodedTerm, Process, Technique
from showcase.vocabulary.names import fold_name
from showcase.vocabulary.proposals.models import TermProposal, TermProposalState
from showcase.vocabulary.tagging.stored import TAGGED, known

# Vocabularies of our own, whose codes we give; the others are those of standards and ministries.
NEW_CODES: Mapping[str, re.Pattern[str]] = {
    "technique": re.compile(r"(T[0-9]{2})\.[0-9]{2}"),
    "process": re.compile(r"P[0-9]{3}"),
}
_NAMES = ("zh", "en", "aliases_zh", "aliases_en")


class ProposalForm(forms.ModelForm):
    """What an editor says of a term that is not there."""

    vocabulary = forms.ChoiceField(choices=[(name, name) for name in TAGGED])

    class Meta:
        model = TermProposal
        fields = ("vocabulary", "zh", "en", "reason")

    def clean_zh(self) -> str:
        """Refuse a name that a term has, or that waits as a proposal already."""
        name = str(self.cleaned_data["zh"])
        folded = fold_name(name)
        for tag in known().tags:
            if folded in map(fold_name, tag.names):
                raise forms.ValidationError(
                    _("%(code)s %(name)s has this name already."), params={"code": tag.code, "name": tag.zh}
                )
        waiting = TermProposal.objects.filter(state=TermProposalState.OPEN).values_list("zh", flat=True)
        if folded in map(fold_name, waiting):
            raise forms.ValidationError(_("This term has been proposed already; it waits for a decision."))
        return name


class Decision(models.TextChoices):
    """What becomes of a proposal."""

    ALIAS = "alias", _("another name of a term that there is")
    NEW = "new", _("a new term")
    DECLINE = "decline", _("declined")


class DecisionForm(forms.Form):
    """The decision about a proposed term; `save` stores what it does to the vocabulary.

    A new name or alias passes the rules of the term's own form.
    """

    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect)
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=32,
        help_text=_("Of the term that gets the other name, or the code of the new term: T02.09, P231."),
    )
    zh = forms.CharField(label=_("Chinese name"), max_length=255)
    en = forms.CharField(label=_("English name"), max_length=255, required=False)
    share_words = forms.BooleanField(label=_("These words mean both terms"), required=False)
    answer = forms.CharField(
        label=_("Answer to the proposer"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, proposal: TermProposal, data: Any = None) -> None:
        super().__init__(data, initial={"zh": proposal.zh, "en": proposal.en})
        self.proposal = proposal
        self.term_form: Any = None
        if proposal.vocabulary not in NEW_CODES:
            choices: Any = self.fields["decision"]
            choices.choices = [pair for pair in Decision.choices if pair[0] != Decision.NEW]

    def clean(self) -> dict[str, Any]:
        """Check the decision against the vocabulary."""
        cleaned = super().clean() or self.cleaned_data
        decision = cleaned.get("decision")
        if decision == Decision.DECLINE and not cleaned.get("answer"):
            self.add_error("answer", _("Say why, in a few words: the proposer reads it."))
        elif decision in (Decision.ALIAS, Decision.NEW) and not self.errors:
            term = self._term(decision, cleaned.get("code", "").strip())
            if term is not None:
                self._check(decision, term, cleaned)
        return cleaned

    def _term(self, decision: str, code: str) -> CodedTerm | None:
        """Return the term with this code, or a new one; None, with an error, where the code is wrong."""
        model: Any = TAGGED[self.proposal.vocabulary]
        found: CodedTerm | None = model.objects.filter(code=code).first()
        if decision == Decision.ALIAS:
            if found is None:
                self.add_error("code", _("This vocabulary has no term with this code."))
            return found
        match = NEW_CODES[self.proposal.vocabulary].fullmatch(code)
        parent = Technique.objects.filter(code=match[1]).first() if match and model is Technique else None
        if found is not None or match is None or (model is Technique and parent is None):
            self.add_error("code", _("Give a code that is free: T02.09 below the group T02, or P231 for a process."))
            return None
        last = model.objects.aggregate(last=models.Max("position"))["last"] or 0
        below = {} if model is Process else {"parent": parent}
        made: CodedTerm = model(code=code, position=last + 1, **below)
        return made

    def _check(self, decision: str, term: CodedTerm, cleaned: Mapping[str, Any]) -> None:
        """Let the form of the term judge the names; what it refuses is said here."""
        zh, en = cleaned["zh"], cleaned.get("en", "")
        if decision == Decision.NEW:
            data = {"zh": zh, "en": en, "aliases_zh": "", "aliases_en": ""}
        else:
            aliases = {"aliases_zh": "\n".join([*term.aliases_zh, zh]), "aliases_en": "\n".join([*term.aliases_en, en])}
            data = {"zh": term.zh, "en": term.en, **aliases}
        if cleaned.get("share_words"):
            data["share_words"] = "on"
        form_class = forms.modelform_factory(type(term), form=TermForm, fields=_NAMES)
        self.term_form = form_class(data, instance=term)
        for field, errors in self.term_form.errors.items():
            place = {"aliases_zh": "zh", "aliases_en": "en"}.get(field, field)
            self.add_error(place if place in self.fields else None, errors)

    def save(self) -> str:
        """Store the term where the decision changes or makes one; return its code, empty where none."""
        return str(self.term_form.save().code) if self.term_form is not None else ""
