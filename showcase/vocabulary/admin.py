"""The vocabulary in the admin: choosers for the story editor, and the vocabulary editor's own lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.edit_panels import InlinePanel
from showcase.admin_fields import LinesField
from showcase.vocabulary.finding import find_terms
from showcase.vocabulary.models import Catalogue, Goal, Industry, Level, Process, Programme, Region, Technique
from showcase.vocabulary.names import clashes

TERM_MODELS = (Industry, Technique, Process, Region, Goal, Catalogue, Programme, Level)


class FixedSetPolicy(ModelPermissionPolicy):
    """Terms come from the vocabulary files: nobody adds or deletes one here, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


# Choosers ------------------------------------------------------------------------------------------------


class TermFilterForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Code or name"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Code or name")})
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return find_terms(objects, query)


def _english_name(term: Any) -> str:
    return term.en or next(iter(term.aliases_en), "")


class TermChooseMixin:
    """The list of a term chooser: code with name, and the other language beside it."""

    filter_form_class = TermFilterForm
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
_IS_AN_ALIAS = _("“%(alias)s” is another name of %(code)s: take it away there first.")


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
        """Its names as a form is about to change them."""
        names = {name: changed.get(name, getattr(term, name)) for name in ("zh", "en", "aliases_zh", "aliases_en")}
        return cls(term.code, **names, ambiguous=getattr(term, "ambiguous", ()))


def _searched_terms() -> Iterator[TermNames]:
    """The terms whose names the search knows: three queries."""
    for model in (Industry, Technique, Process):
        for term in model.objects.all():
            yield TermNames.of(term, {})


class TermForm(WagtailAdminModelForm):
    aliases_zh = LinesField(label=_("Other Chinese names"), required=False, help_text=_("One a line."))
    aliases_en = LinesField(label=_("Other English names"), required=False, help_text=_("One a line."))

    def clean(self) -> dict[str, Any]:
        """A word must not mean two terms: not as an alias of this one, nor as its new name."""
        cleaned = super().clean() or self.cleaned_data
        if isinstance(self.instance, (Industry, Technique, Process)):
            term = TermNames.of(self.instance, cleaned)
            others = [other for other in _searched_terms() if other.code != term.code]
            for clash in clashes([term], others):
                field = "aliases_zh" if clash.alias in term.aliases_zh else "aliases_en"
                self.add_error(field, _IS_A_NAME % {"alias": clash.alias, "codes": ", ".join(clash.others)})
            taken = {clash.alias: clash.code for clash in clashes(others, [term])}
            for alias, code in taken.items():
                self.add_error(None, _IS_AN_ALIAS % {"alias": alias, "code": code})
        return cleaned


class TermIndexView(IndexView):
    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return find_terms(queryset, self.search_query) if self.is_searching else queryset


class TermViewSet(ModelViewSet):
    """Names, other names and definitions of terms; the code is permanent."""

    index_view_class = TermIndexView
    search_fields = ["code"]  # shows the search box; what is searched is said in TermIndexView
    search_backend_name = None
    list_display = ["code", "zh", "en"]
    list_per_page = 50
    copy_view_enabled = False
    icon = "tag"
    extra_panels: tuple[Panel, ...] = ()

    def get_edit_handler(self) -> Any:
        panels = [
            FieldPanel("code", read_only=True),
            FieldRowPanel([FieldPanel("zh"), FieldPanel("en")]),
            FieldRowPanel([FieldPanel("aliases_zh"), FieldPanel("aliases_en")]),
            *self.extra_panels,
        ]
        return ObjectList(panels, base_form_class=TermForm).bind_to_model(self.model)


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
    """Before any view asks; called when the hooks are loaded."""
    for model in TERM_MODELS:
        register_permission_policy(model, FixedSetPolicy(model))
