"""The form in which a publisher writes what becomes public of a report, with the checks it must pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.public_forms.fields import PlainTextField
from portal.text.chinese_text import is_mostly_chinese
from showcase.effects.plausibility.checking import check
from showcase.effects.plausibility.figures import Finding, Severity, StoryFigures
from showcase.enterprises.models import Enterprise
from showcase.enterprises.name_keys import bearing
from showcase.lists.screening.patterns import find_in_text, masked
from showcase.replications.figure_fields import FigureRows
from showcase.replications.figures import plain_figure
from showcase.replications.forms import YearField, reason_choices
from showcase.replications.models import Replication
from showcase.replications.private_words import PrivateWords
from showcase.replications.reasons import Outcome
from showcase.stories.checks.wording import sentence
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import Industry

_OFFERED = 8  # enterprises of the register
_TEXTS = ("text_zh", "text_en", "changed_zh", "changed_en")
_NAMING = ("plant_zh", "plant_en", "enterprise")


@dataclass(frozen=True)
class Sent:
    """What the sender said of the plant; of a report whose submission was erased, nothing is known."""

    plant: str = ""
    credit_code: str = ""
    email: str = ""
    may_name: bool = False


class PublicationForm(FigureRows, forms.ModelForm):  # type: ignore[misc,valid-type]
    """The public version of a report. What must not become public is refused, whoever wrote it."""

    year = YearField(required=False, label=gettext_lazy("Year"))
    reasons = forms.MultipleChoiceField(
        choices=reason_choices, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Reasons")
    )
    text_zh = PlainTextField(rows=6, max_length=2_000, label=gettext_lazy("Text in Chinese"))
    text_en = PlainTextField(
        rows=6,
        max_length=4_000,
        required=False,
        label=gettext_lazy("Text in English"),
        help_text=gettext_lazy("Without it the English page shows figures and reasons, and that the text is Chinese."),
    )
    changed_zh = PlainTextField(
        rows=3, max_length=2_000, required=False, label=gettext_lazy("What had to be changed, in Chinese")
    )
    changed_en = PlainTextField(
        rows=3, max_length=4_000, required=False, label=gettext_lazy("What had to be changed, in English")
    )
    checked = forms.BooleanField(
        required=False,
        label=gettext_lazy("I have checked the figures that are pointed out"),
    )

    field_order = (*_TEXTS, "reasons", "year", "industry", *FigureRows.base_fields, *_NAMING, "checked")

    class Meta:
        model = Replication
        fields = ("text_zh", "text_en", "changed_zh", "changed_en", "year", "industry", "reasons", *_NAMING)

    def __init__(self, *args: Any, sent: Sent, is_known: bool, **kwargs: Any) -> None:
        """`is_known`: the submission is still there, so that `sent` says whether the plant may be named."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.sent = sent
        self.is_named = sent.may_name if is_known else bool(self.instance.plant_zh)
        self.fields["industry"].queryset = Industry.objects.filter(  # type: ignore[attr-defined]
            level=IndustryLevel.DIVISION
        ).order_by("code")
        for name in _surplus(self.instance.outcome, is_named=self.is_named):
            del self.fields[name]
        if self.is_named:
            self.fields["enterprise"].queryset = _alike(self.instance, sent)  # type: ignore[attr-defined]
            self.fields["enterprise"].empty_label = _("not in the register")  # type: ignore[attr-defined]
        for name in _names_of_rows(self.instance.outcome):
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """Refuse what names a plant that is not to be named, persons, Chinese as English, and impossible figures."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_name(cleaned)
        private = PrivateWords.of(self.sent.email, self.sent.credit_code, "" if self.is_named else self.sent.plant)
        for name in [name for name in _TEXTS if cleaned.get(name)]:
            self._check_text(name, str(cleaned[name]), private)
        self._check_figures(cleaned)
        return cleaned

    def _check_name(self, cleaned: dict[str, Any]) -> None:
        if not self.is_named:
            return
        enterprise = cleaned.get("enterprise")
        if enterprise is not None:
            cleaned["plant_zh"], cleaned["plant_en"] = enterprise.name_zh, enterprise.name_en
        elif cleaned.get("plant_zh") and not cleaned.get("plant_en"):
            self.add_error("plant_en", _("Give the English name, otherwise pinyin: the English page shows it."))
        if is_mostly_chinese(cleaned.get("plant_en") or ""):
            self.add_error("plant_en", _("This is Chinese. Write it in English."))

    def _check_text(self, name: str, text: str, private: PrivateWords) -> None:
        if found := private.first_in(text):
            self.add_error(name, _("“%(word)s” must not become public: leave it out.") % {"word": found})
        for value in dict.fromkeys(masked(one) for one in find_in_text(text, "")):
            self.add_error(name, _("Personal data in the text: %(found)s. Leave it out.") % {"found": value})
        if name.endswith("_en") and is_mostly_chinese(text):
            self.add_error(name, _("This is Chinese. Write it in English or leave it empty."))

    def _check_figures(self, cleaned: dict[str, Any]) -> None:
        """Apply the rules on figures; what only warns needs a tick."""
        figures = tuple(plain_figure(figure, str(at)) for at, figure in enumerate(self.figures))
        text = "\n".join(str(cleaned.get(name) or "") for name in ("text_zh", "changed_zh"))
        story = StoryFigures(figures, timezone.localdate(), body=text, is_case=True)
        labels = {str(at): figure.printed for at, figure in enumerate(self.figures)}
        found = [one for one in check(story) if one.severity != Severity.NOTES]
        if not found or (cleaned.get("checked") and not _blocking(found)):
            return
        shown = _blocking(found) or found
        self.add_error("checked", ValidationError([sentence(one, labels) for one in shown]))


def _blocking(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.severity == Severity.BLOCKS]


def _surplus(outcome: str, *, is_named: bool) -> tuple[str, ...]:
    """Return the fields that a report with this outcome does not have."""
    adopted = ("reasons",) if outcome == Outcome.ADOPTED else ("changed_zh", "changed_en")
    return adopted if is_named else (*adopted, *_NAMING)


def _names_of_rows(outcome: str) -> list[str]:
    """Return the fields of figures where there are none: what was not adopted has no figures."""
    return [] if outcome == Outcome.ADOPTED else list(FigureRows.base_fields)


def _alike(instance: Replication, sent: Sent) -> Any:
    """Return the enterprises of the register with this code or a name like this, and the one chosen before."""
    published = Enterprise.objects.published()
    keys = set(published.with_code(sent.credit_code).values_list("pk", flat=True)) if sent.credit_code else set()
    name = sent.plant or instance.plant_zh
    if name:
        keys |= set(published.filter(bearing(name)).values_list("pk", flat=True)[:_OFFERED])
    if instance.enterprise_id:
        keys.add(instance.enterprise_id)
    return Enterprise.objects.filter(pk__in=keys)
