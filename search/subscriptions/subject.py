"""What a subscription is about: a search, a search within a finder, or an enterprise; and how it is said in words."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.frame.context import home_path
from portal.pages.visibility import public_pages
from search.core.facets import FACETS
from search.core.query import NO_PRESETS, PER_PAGE, BadQuery, Presets, SearchQuery
from search.finders.models import FinderPage
from search.page.filter_column import chosen_filters, unknown_code
from search.page.labels import labels
from search.subscriptions.models import SubjectKind, Subscription
from showcase.models import Enterprise

_HARMLESS = re.compile(r"[\w\- ]{1,40}")
"""No web or e-mail address, telephone number with signs, or sentence."""
FINDER, ENTERPRISE = "finder", "enterprise"
"""Parameters of the form's address beside those of a search."""


@dataclass(frozen=True)
class Subject:
    """One of the three. `query` is canonical: without order, page and format; empty for everything."""

    kind: SubjectKind
    query: str = ""
    finder: uuid.UUID | None = None
    enterprise: int | None = None

    @classmethod
    def of(cls, row: Subscription) -> Subject:
        """Return the subject of a stored subscription."""
        return cls(SubjectKind(row.kind), row.query, row.finder, row.enterprise)

    def search_query(self, language: str) -> SearchQuery:
        """Return the search of a subject that is one. Raises BadQuery where its codes have another form by now."""
        return SearchQuery.from_params(parse_qs(self.query), language)

    @property
    def identity(self) -> str:
        """A text that is the same for the same subject."""
        return f"{self.kind}\n{self.query}\n{self.finder or ''}\n{self.enterprise or ''}"


@dataclass(frozen=True, slots=True)
class Described:
    """A subject in the reader's language: `text`, its own `language` (empty: the page's), and the address of its page.

    `is_gone`: its finder or enterprise is not public at present, and then nothing is said of it.
    """

    text: str
    url: str
    language: str = ""
    is_gone: bool = False


def subject_of(params: Mapping[str, Sequence[str]], language: str) -> Subject | None:
    """Return the subject that an address names; None where it names nothing public.

    Raises BadQuery for a parameter that can't be used, with status 404 for an unknown code.
    """
    if named := _last(params, ENTERPRISE):
        return _enterprise_subject(named)
    query = SearchQuery.from_params(params, language)
    if query.like:
        return None
    if unknown := unknown_code(query):
        raise BadQuery(unknown[0], f"unknown: {unknown[1]}", status=404)
    plain = replace(query, sort="", page=1, per_page=PER_PAGE, format="html").to_query_string()
    if not (named := _last(params, FINDER)):
        return Subject(SubjectKind.SEARCH, plain)
    key = _uuid(named)
    if key is None or public_finder(key) is None:
        return None
    return Subject(SubjectKind.FINDER, plain, finder=key)


def public_finder(key: uuid.UUID) -> FinderPage | None:
    """Return the Chinese page of a public finder."""
    pages = FinderPage.objects.filter(translation_key=key, locale__language_code=settings.LANGUAGE_CODE)
    found: FinderPage | None = public_pages(pages).first()
    return found


def public_enterprise(number: int | None) -> Enterprise | None:
    """Return the published enterprise that a portal number counts as; None for an invented one."""
    found = Enterprise.objects.select_related("merged__into").filter(number=number).first()
    if found is None:
        return None
    return Enterprise.objects.published().filter(pk=found.head.pk, is_example=False).first()


def presets_of(subject: Subject) -> Presets | None:
    """Return what the subject's finder fixes; None where the finder is not public."""
    if subject.finder is None:
        return NO_PRESETS
    page = public_finder(subject.finder)
    return page.presets if page else None


def described(subject: Subject, language: str, *, to_strangers: bool = False) -> Described:
    """Say what the subject is, in this language.

    `to_strangers`: for somebody who perhaps did not type it: a text that could advertise something is not repeated.
    """
    with override(language):
        if subject.kind is SubjectKind.ENTERPRISE:
            return _described_enterprise(subject)
        name, place = "", reverse("search")
        if subject.finder is not None:
            page = public_finder(subject.finder)
            if page is None:
                return Described(_("a finder that is not public at present"), home_path(language), is_gone=True)
            shown = public_pages(page.get_translations(inclusive=True)).filter(locale__language_code=language).first()
            name, place = (shown or page).title, (shown or page).get_url() or ""
        words = " · ".join(filter(None, (name, *_words(subject, language, to_strangers))))
        url = f"{place}?{subject.query}" if subject.query else place
        return Described(words or _("all new stories"), url)


def _words(subject: Subject, language: str, to_strangers: bool) -> tuple[str, ...]:
    """Return the text of the search and the labels of its filters; filters that no longer exist are left out."""
    try:
        query = subject.search_query(language)
    except BadQuery:
        return (subject.query,)
    names = {facet.name: labels(facet.name, query.chosen(facet.name)) for facet in FACETS}
    typed = (_("only the words as typed"),) if query.text and query.typed else ()
    told = query.text if not to_strangers or _HARMLESS.fullmatch(query.text) else "…"
    text = (_("“%(text)s”") % {"text": told},) if query.text else ()
    return (*text, *typed, *(choice.label for choice in chosen_filters(query, names)))


def _described_enterprise(subject: Subject) -> Described:
    found = public_enterprise(subject.enterprise)
    if found is None:
        return Described(_("an enterprise that is not public at present"), reverse("enterprises"), is_gone=True)
    language = "" if found.label else settings.LANGUAGE_CODE
    return Described(found.label or found.name_zh, found.get_absolute_url(), language)


def _enterprise_subject(named: str) -> Subject | None:
    if not (named.isascii() and named.isdecimal() and len(named) < 10):
        return None
    found = public_enterprise(int(named))
    return Subject(SubjectKind.ENTERPRISE, enterprise=found.number) if found else None


def _uuid(named: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(named)
    except ValueError:
        return None


def _last(params: Mapping[str, Sequence[str]], name: str) -> str:
    return (params.get(name) or ("",))[-1]
