"""View-models of lists and cards: frozen dataclasses without queries.

Views fill them, templates loop over them. Labels are ready in the reader's language; a label in another language
carries its code in `language` (`zh-hans` or `en`, empty = the page's own). Texts are plain `str`; the search may pass
`SafeString` with `<mark>` in `title` and `summary`. URLs are site-absolute paths, empty = no link.
"""

from dataclasses import dataclass
from typing import Literal

from portal.charts.marks import Drawing
from portal.frame.frame import Crumb, ExportLink, LanguageLink, NavItem, PageLink, Pager, Picture
from showcase.choices import AnnouncementState, Evidence, Standing, StoryKind

ChipKind = Literal["technique", "industry", "region", "process", "goal", "programme", "catalogue"]

__all__ = [
    "Chip",
    "ChipKind",
    "Crumb",
    "EffectFigure",
    "EnterpriseCard",
    "ExportLink",
    "LanguageLink",
    "NavItem",
    "NoticeCard",
    "PageLink",
    "Pager",
    "StoryCard",
]


@dataclass(frozen=True, slots=True)
class Chip:
    """A term as a small link.

    `code`: what URLs carry (`T02.01`, `C17`, `350582`); `group`: the code whose icon it shows (`T02`, `G08`), empty for
    none. `count` is shown where it is not None.
    """

    code: str
    label: str
    url: str
    kind: ChipKind
    language: str = ""
    group: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class EffectFigure:
    """One number of a card: `value` as shown (`12,300`, `9→6`, `≥ 90`), `unit` in the page's language.

    `subject`: whose figure it is, where the story is not that plant's own; `url`: of the case that prints it.
    `is_spent`: an investment, which is never the key number of a card.
    """

    label: str
    value: str
    unit: str
    evidence: Evidence
    evidence_label: str
    scope_label: str
    period: str
    source_number: int | None = None
    subject: str = ""
    url: str = ""
    is_spent: bool = False


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story in a list. `effects`: at most two figures, strongest first; `reason`: why it is similar.

    `standing`: empty in a draft that has none yet. `overdue`: says that nobody confirmed it in time, else empty.
    `matched_by`: sentences on the terms a search found it by, where neither title nor summary shows them.
    """

    id: str
    url: str
    kind: StoryKind
    kind_label: str
    title: str
    language: str
    is_fallback_language: bool
    enterprise_names: tuple[str, ...]
    place: str
    year: str
    standing: Standing | Literal[""]
    standing_label: str
    summary: str
    effects: tuple[EffectFigure, ...] = ()
    techniques: tuple[Chip, ...] = ()
    industries: tuple[Chip, ...] = ()
    language_label: str = ""
    picture: Picture | None = None
    sketch: Drawing | None = None
    reason: str = ""
    overdue: str = ""
    matched_by: tuple[str, ...] = ()

    @property
    def key_figure(self) -> EffectFigure | None:
        """The number that a drawn cover shows; None where there is none but an investment."""
        return next((figure for figure in self.effects if not figure.is_spent), None)

    @property
    def cover_has_words(self) -> bool:
        """Whether a drawn cover has no number to show, and says in words what the story is."""
        return self.picture is None and self.sketch is None and self.key_figure is None

    @property
    def cover_icons(self) -> tuple[str, ...]:
        """Up to three different technique groups, in order, for a drawn cover."""
        return tuple(dict.fromkeys(chip.group for chip in self.techniques if chip.group))[:3]


@dataclass(frozen=True, slots=True)
class EnterpriseCard:
    """An enterprise in a list; `other_name`: in the other language; `standing_label`: its listing."""

    number: str
    url: str
    name: str
    place: str
    language: str = ""
    other_name: str = ""
    other_language: str = ""
    standing_label: str = ""
    industries: tuple[Chip, ...] = ()
    story_count: int = 0


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """An announcement in a list.

    `state` is the mark of its state and decides icon and colour, `state_label` is the state's own label (公示中, 已公布
    …); `days_left` only while open (0: ends today). `meta`: short facts in order (counts, document number); `deadline`
    and `basis_label`: whole sentences; `date`: the printed date of the notice; `language`: the title's where it is not
    the page's.
    """

    state: AnnouncementState
    state_label: str
    title: str
    url: str
    days_left: int | None = None
    meta: tuple[str, ...] = ()
    deadline: str = ""
    date: str = ""
    basis_label: str = ""
    language: str = ""
