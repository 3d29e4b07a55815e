"""View-models of the frame of a page: navigation, breadcrumbs, languages, page numbers, sources.

Frozen dataclasses without queries. Views and context processors fill them, templates loop over them. Labels are in the
reader's language; URLs are site-absolute paths.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the header or footer; `current`: the reader is in this section.

    `language`: of the label, where it is not the page's.
    """

    label: str
    url: str
    current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step from the home page down; an empty `url` marks the page itself."""

    label: str
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language.

    `code`: `zh-hans` or `en`; `label`: the language's own name (中文, English). Where the page is not translated, `url`
    leads to the nearest translated page and `is_fallback` is true.
    """

    code: str
    label: str
    url: str
    current: bool = False
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number of a pager; `number` 0 stands for left-out pages."""

    number: int
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One format of a picture in all its sizes; `srcset` as in HTML."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that every browser shows, with its size in pixels; `sources`: newer formats, best first.

    `alt`: alternative text in the page's language; `is_drawing`: dark lines on white, shown inverted in the dark.
    """

    src: str
    width: int
    height: int
    alt: str
    sources: tuple[PictureSource, ...] = ()
    credit: str = ""
    licence: str = ""
    is_drawing: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Page numbers of a list: `number` of `count`, both from 1; empty URLs at the ends."""

    number: int
    count: int
    links: tuple[PageLink, ...] = ()
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class ExportLink:
    """The same data in another format: `label`: `CSV`, `JSON` or the word for a feed."""

    label: str
    url: str
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A numbered source. `is_topic`: the title is a topic in our words; the printed one was not seen."""

    number: int
    publisher: str
    title: str
    date: str
    kind_label: str
    url: str = ""
    language: str = ""
    is_topic: bool = False
