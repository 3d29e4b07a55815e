"""The vocabulary in the admin: choosers for the story form, and the vocabulary editor's own lists."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.admin.chooser_forms import search_form
from portal.admin.edit_panels import InlinePanel
from showcase.admin.fields import LinesField
from showcase.vocabulary.finding import find_terms
from showcase.vocabulary.models import (
    VOCABULARIES,
    Catalogue,
    Goal,
    Industry,
    Level,
    Process,
    Programme,
    Region,
    Technique,
)
from showcase.vocabulary.names import Use, clashes, same_names, shared_words, words_of


class FixedSetPolicy(ModelPermissionPolicy):
    """Terms come from the files or from accepted proposals: nobody adds or deletes them here, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


# Choosers ------------------------------------------------------------------------------------------------


def _english_name(term: Any) -> str:
    return term.en or next(iter(term.aliases_en), "")


class TermChooseMixin:
    """The list of a term chooser: code with name, and the name in the other language."""

    filter_form_class = search_form(_("Code or name"), find_terms)
    per_page = 20

    @property
    def columns(self) -> list[Column]:
        other = Column("en", label=_("English name"), accessor=_english_name)
        return [*super().columns, other]  # type: ignore[misc]


class TermChooseView(TermChooseMixin, ChooseView):
    pass


class TermChooseResultsView(TermChooseMixin, ChooseResultsView):
    pass


class TermChooserViewSet(ChooserViewSet):
    choose_view_class = TermChooseView
    choose_results_view_class = TermChooseResultsView
    icon = "tag"


def _chooser(model: type[Any], one: Any, another: Any) -> TermChooserViewSet:
    name = model._meta.model_name
    return TermChooserViewSet(f"choose_{name}", model=model, choose_one_text=one, choose_another_text=another)


CHOOSERS = [
    _chooser(Industry, _("Choose an industry"), _("Choose another industry")),
    _chooser(Technique, _("Choose a technique"), _("Choose another technique")),
    _chooser(Process, _("Choose a process"), _("Choose another process")),
    _chooser(Region, _("Choose a region"), _("Choose another region")),
    _chooser(Goal, _("Choose a goal"), _("Choose another goal")),
    _chooser(Catalogue, _("Choose a catalogue"), _("Choose another catalogue")),
]


# The vocabulary editor's lists ---------------------------------------------------------------------------


_IS_A_NAME = _("“%(alias)s” is the name of %(codes)s: it cannot be another name of this term.")
_IS_AN_ALIAS = _("“%(alias)s” is another name of %(code)s: remove it there first.")
_SAME_NAME = _("“%(word)s” is the name of %(terms)s already: two terms need two names.")
_SHARED = {
    Use.NAME: _("“%(word)s” is also the name of %(terms)s."),
    Use.PART: _("“%(word)s” is also part of the name of %(terms)s."),
    Use.ALIAS: _("“%(word)s” is also another name of %(terms)s."),
}
_TOO_MUCH = _("The shares of “%(whole)s” are %(percent)s %% together: 100 at most.")
_NO_SOURCE = _("“%(part)s” cites source %(number)s, which is not among the sources of this industry.")
_WHOLE = 100
_SEARCHED = (Industry, Technique, Process)  # the search expands a word of theirs to all names of the term


@dataclass(frozen=True, slots=True)
class TermNames:
    """The names of a term of the database."""

    code: str
    zh: str
    en: str
    aliases_zh: Sequence[str]
    aliases_en: Sequence[str]
    ambiguous: Any = ()

    @classmethod
    def of(cls, term: Any, changed: Mapping[str, Any]) -> "TermNames":
        """Return its names as a form is about to change them."""
        names = {name: changed.get(name, getattr(term, name)) for name in ("zh", "en", "aliases_zh", "aliases_en")}
        return cls(term.code, **names, ambiguous=getattr(term, "ambiguous", ()))


def _terms_of(*models: type[Any]) -> Iterator[TermNames]:
    """Yield the terms of these vocabularies; a query each."""
    for model in models:
        for term in model.objects.all():
            yield TermNames.of(term, {})


class TermForm(WagtailAdminModelForm):
    aliases_zh = LinesField(label=_("Other Chinese names"), required=False, help_text=_("One per line."))
    aliases_en = LinesField(label=_("Other English names"), required=False, help_text=_("One per line."))
    share_words = forms.BooleanField(
        label=_("These words mean both terms"),
        required=False,
        help_text=_("Tick it to save all the same: readers who search for such a word find the stories of both terms."),
    )
    asks_to_share = False

    def clean(self) -> dict[str, Any]:
        """Refuse what is the name of another term; ask before a word is saved that means two terms."""
        cleaned = super().clean() or self.cleaned_data
        term = TermNames.of(self.instance, cleaned)
        others = {one: [other for other in _terms_of(one) if other.code != term.code] for one in VOCABULARIES}
        added = set(words_of(term)) - set(words_of(TermNames.of(self.instance, {})))
        self._refuse_names(term, others, added)
        if not self.errors and not cleaned.get("share_words"):
            self._ask_to_share(term, [other for terms in others.values() for other in terms], added)
        return cleaned

    def _refuse_names(self, term: TermNames, others: Mapping[Any, list[TermNames]], added: Collection[str]) -> None:
        model = type(self.instance)
        peers = [one for peer in (_SEARCHED if model in _SEARCHED else (model,)) for one in others[peer]]
        for clash in clashes([term], peers):
            field = "aliases_zh" if clash.alias in term.aliases_zh else "aliases_en"
            self.add_error(field, _IS_A_NAME % {"alias": clash.alias, "codes": ", ".join(clash.others)})
        for alias, code in {clash.alias: clash.code for clash in clashes(peers, [term])}.items():
            self.add_error(None, _IS_AN_ALIAS % {"alias": alias, "code": code})
        for same in same_names(term, peers):
            if same.word in added:
                field = "zh" if same.word == term.zh else "en"
                self.add_error(field, _SAME_NAME % {"word": same.word, "terms": _named(same.others, peers)})

    def _ask_to_share(self, term: TermNames, others: Sequence[TermNames], added: Collection[str]) -> None:
        shared = [word for word in shared_words([term], others) if word.word in added]
        self.asks_to_share = bool(shared)
        for word in shared:
            text = _SHARED[word.use] % {"word": word.word, "terms": _named(word.others, others)}
            self.add_error("share_words", text)


def _named(codes: Sequence[str], terms: Iterable[TermNames]) -> str:
    """Return codes with their names: `T08.03 中水回用`."""
    english = get_language() == "en"
    names = {term.code: (english and term.en) or term.zh for term in terms}
    return ", ".join(f"{code} {names[code]}" for code in codes)


class SharedWordsPanel(FieldPanel):
    """The box that allows words which mean two terms; shown when it is needed."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            asked = self.form is not None and (self.form.asks_to_share or "share_words" in self.form.data)
            return bool(asked and super().is_shown())


class IndustryForm(TermForm):
    """The form of an industry with its shares."""

    def is_valid(self) -> bool:
        """Refuse shares that are more than their whole, and shares of a source that the industry does not have."""
        if not super().is_valid():
            return False
        sources = {row.get("number") for row in self._rows("sources")}
        wholes: dict[str, Decimal] = defaultdict(Decimal)
        for row in self._rows("shares"):
            wholes[row["whole_zh"]] += row["percent"]
            if row["number"] not in sources:
                self.add_error(None, _NO_SOURCE % {"part": row["part_zh"], "number": row["number"]})
        for whole, percent in wholes.items():
            if percent > _WHOLE:
                self.add_error(None, _TOO_MUCH % {"whole": whole, "percent": percent})
        return not self.errors

    def _rows(self, relation: str) -> list[dict[str, Any]]:
        """Return the rows that are kept, as cleaned."""
        forms_of = self.formsets[relation].forms if relation in self.formsets else []
        cleaned = (form.cleaned_data for form in forms_of)
        return [row for row in cleaned if row and not row.get("DELETE")]


class TermIndexView(IndexView):
    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return find_terms(queryset, self.search_query) if self.is_searching else queryset


class TermViewSet(ModelViewSet):
    """Names, other names and definitions of terms; the code is permanent."""

    index_view_class = TermIndexView
    search_fields = ["code"]  # shows the search box; TermIndexView decides what is searched
    search_backend_name = None
    list_display = ["code", "zh", "en"]
    list_per_page = 50
    copy_view_enabled = False
    icon = "tag"
    extra_panels: tuple[Panel, ...] = ()
    form_class: type[TermForm] = TermForm

    def get_edit_handler(self) -> Any:
        panels = [
            FieldPanel("code", read_only=True),
            FieldRowPanel([FieldPanel("zh"), FieldPanel("en")]),
            FieldRowPanel([FieldPanel("aliases_zh"), FieldPanel("aliases_en")]),
            SharedWordsPanel("share_words"),
            *self.extra_panels,
        ]
        return ObjectList(panels, base_form_class=self.form_class).bind_to_model(self.model)


def _terms(model: type[Any], *extra_panels: Panel, **options: Any) -> TermViewSet:
    name = model._meta.model_name
    label = model._meta.verbose_name_plural
    return TermViewSet(f"terms_{name}", model=model, extra_panels=extra_panels, menu_label=label, **options)


class VocabularyGroup(ModelViewSetGroup):
    items = (
        _terms(
            Industry,
            FieldPanel("profile_zh"),
            FieldPanel("profile_en"),
            InlinePanel("sources", label=_("source")),
            InlinePanel("shares", label=_("share")),
            form_class=IndustryForm,
            list_filter=["level"],
        ),
        _terms(Technique, FieldPanel("definition_zh"), FieldPanel("definition_en")),
        _terms(Process),
        _terms(Region, list_filter=["kind"]),
        _terms(Goal, list_filter=["version"]),
        _terms(Catalogue),
        _terms(Programme),
        _terms(Level),
    )
    menu_label = _("Vocabulary")
    menu_name = "vocabulary"
    menu_icon = "tag"
    menu_order = 160


def register_policies() -> None:
    """Register the policies before any view uses one; called when the hooks are loaded."""
    for model in VOCABULARIES:
        register_permission_policy(model, FixedSetPolicy(model))
