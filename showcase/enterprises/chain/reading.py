"""The links of an enterprise for its page, read through merges; only with enterprises that are public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.frame.frame import SourceItem
from portal.pages.source_list import source_item
from portal.pages.visibility import in_force
from showcase.enterprises.chain.drawing import SHOWN, Branch, Drawing, draw
from showcase.enterprises.chain.models import EnterpriseLink
from showcase.enterprises.chain.rules import Place, place_of
from showcase.enterprises.merges import MergedEnterprise
from showcase.enterprises.models import Enterprise
from showcase.vocabulary.places import place_label


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A linked enterprise with the sources that say so; `place`: where it is."""

    name: str
    url: str
    place: str
    sources: tuple[SourceItem, ...]


@dataclass(frozen=True, slots=True)
class ChainGroup:
    """Linked enterprises that are the same to the one shown."""

    heading: str
    lines: tuple[ChainLine, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The links of an enterprise: as lists, and as a drawing of the same."""

    groups: tuple[ChainGroup, ...]
    drawing: Drawing


def chain_of(enterprise: Enterprise) -> Chain | None:
    """Return the public links of an enterprise that is no duplicate, None without any; at most five queries.

    A draft that is previewed shows the links it has in memory.
    """
    found: dict[Place, dict[int, list[EnterpriseLink]]] = defaultdict(lambda: defaultdict(list))
    ends = list(_ends(enterprise))
    heads = _heads({key for _place, key, _row in ends})
    for place, key, row in ends:
        other = heads.get(key)
        # A real enterprise and an invented one are never shown together, whatever became of their marks since.
        if other and other.pk != enterprise.pk and other.is_example == enterprise.is_example:
            found[place][other.pk].append(row)
    if not found:
        return None
    shown = {head.pk: head for head in heads.values()}
    places = [place for place in Place if place in found]
    groups = {place: _group(place, [(shown[key], rows) for key, rows in found[place].items()]) for place in places}
    return Chain(tuple(groups.values()), draw(enterprise.label, [_branch(place, groups[place]) for place in places]))


def _ends(enterprise: Enterprise) -> Iterator[tuple[Place, int, EnterpriseLink]]:
    """Yield what each link makes of another record, with that record's key."""
    keys = enterprise.record_keys if enterprise.pk else []
    for row in enterprise.links.all():
        yield place_of(row.link, is_own=True), row.other_id, row
    named = EnterpriseLink.objects.filter(Q(enterprise__in=keys) | Q(other__in=keys), in_force(prefix="enterprise__"))
    for row in named.exclude(enterprise=enterprise.pk).order_by("pk"):
        if row.enterprise_id in keys:
            yield place_of(row.link, is_own=True), row.other_id, row
        else:
            yield place_of(row.link, is_own=False), row.enterprise_id, row


def _heads(keys: Iterable[int]) -> dict[int, Enterprise]:
    """Return key of a record → the public enterprise that it counts as; records without one are left out."""
    merged = dict(MergedEnterprise.objects.filter(enterprise__in=keys).values_list("enterprise", "into"))
    into = {key: merged.get(key, key) for key in keys}
    public = Enterprise.objects.published().select_related("region__parent").in_bulk(set(into.values()))
    return {key: public[head] for key, head in into.items() if head in public}


def _group(place: Place, ends: list[tuple[Enterprise, list[EnterpriseLink]]]) -> ChainGroup:
    language = get_language() or "zh-hans"
    lines = (
        ChainLine(
            other.label_in(language),
            other.get_absolute_url(),
            place_label(other.region, language),
            tuple(dict.fromkeys(source_item(row) for row in rows)),
        )
        for other, rows in sorted(ends, key=lambda end: end[0].number)
    )
    return ChainGroup(_heading(place), tuple(lines))


def _heading(place: Place) -> str:
    return {
        Place.PARK: _("The park it is in"),
        Place.BUYER: _("Named as a supplier by"),
        Place.SUPPLIER: _("Suppliers that it names"),
        Place.TENANT: _("Factories in this park"),
    }[place]


def _branch(place: Place, group: ChainGroup) -> Branch:
    names = tuple(line.name for line in group.lines)
    left = len(names) - SHOWN
    note = ngettext("and %(count)s more in the list", "and %(count)s more in the list", left) if left > 0 else ""
    return Branch(group.heading, names[:SHOWN], place.is_above, place.is_park, note % {"count": left} if note else "")
