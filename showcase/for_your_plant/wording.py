"""Says reasons in the reader's language: the one place where they have words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from showcase.enterprises.choices import EnterpriseSize
from showcase.for_your_plant.ranking.choices import Carrier, Why
from showcase.for_your_plant.ranking.facts import Reason
from showcase.for_your_plant.terms import Named, terms

_NAMED = 4
Say = Callable[[Reason], str]


def measure_reason(reason: Reason) -> str:
    """Say why a measure is shown to a plant."""
    return _OF_MEASURES[reason.why](reason)


def plant_reason(reason: Reason) -> str:
    """Say what another plant has in common with one."""
    return _OF_PLANTS[reason.why](reason)


def industry_names(codes: Iterable[str]) -> str:
    """Return the names of industries in one line."""
    return _names(codes, terms().industries)


def machine_names(codes: Iterable[str]) -> str:
    """Return the names of machines and processes in one line, the first few."""
    return _names(codes, terms().machines)


def carrier_names(codes: Iterable[str]) -> str:
    """Return the names of energy carriers in one line."""
    return _joined(str(Carrier(code).label) for code in codes)


def _names(codes: Iterable[str], known: Mapping[str, Named]) -> str:
    language = get_language() or "zh-hans"
    names = [known[code].label_in(language) for code in codes if code in known]
    shown = [_in_a_sentence(name, language) for name in names[:_NAMED]]
    return _joined([*shown, "…"] if len(names) > _NAMED else shown)


def _in_a_sentence(name: str, language: str) -> str:
    """Return an English name with a small letter, unless it begins with capitals (LED, CNC machine tool)."""
    capitals = len(name) > 1 and (name[1].isupper() or not name[1].isalpha())
    return name if language != "en" or capitals else name[:1].lower() + name[1:]


def _joined(names: Iterable[str]) -> str:
    return pgettext("between names", ", ").join(names)


def _near(reason: Reason) -> str:
    if len(reason.codes) == 1:
        text = ngettext(
            "%(n)d plant of your industry (%(industry)s) reports it",
            "%(n)d plants of your industry (%(industry)s) report it",
            reason.count,
        )
        return text % {"n": reason.count, "industry": industry_names(reason.codes)}
    text = ngettext(
        "%(n)d plant of your industries reports it", "%(n)d plants of your industries report it", reason.count
    )
    return text % {"n": reason.count}


def _elsewhere(reason: Reason) -> str:
    if not reason.codes:
        return ngettext("%(n)d plant reports it", "%(n)d plants report it", reason.count) % {"n": reason.count}
    text = ngettext(
        "%(n)d plant of another industry reports it", "%(n)d plants of other industries report it", reason.count
    )
    return text % {"n": reason.count}


def _few(reason: Reason) -> str:
    if reason.count:
        return _("only one plant reports it: take it as an idea, not as experience")
    return _("no plant reports it here yet: take it as an idea, not as experience")


def _measured(reason: Reason) -> str:
    text = ngettext(
        "%(n)d plant gives a metered or verified figure", "%(n)d plants give metered or verified figures", reason.count
    )
    return text % {"n": reason.count}


def _not_adopted(reason: Reason) -> str:
    text = ngettext(
        "%(n)d plant tried it and did not adopt it", "%(n)d plants tried it and did not adopt it", reason.count
    )
    return text % {"n": reason.count}


def _share(reason: Reason) -> str:
    return _("%(share)d%% of the energy you entered: %(carriers)s") % {
        "share": reason.count,
        "carriers": carrier_names(reason.codes),
    }


def _same_product(reason: Reason) -> str:
    """Name the products in Chinese only: they are the words of Chinese pages."""
    if get_language() == "en":
        return _("makes the same product")
    return _("makes the same product: %(products)s") % {"products": _joined(reason.codes)}


def _same_size(reason: Reason) -> str:
    return _("same size: %(size)s") % {"size": EnterpriseSize(reason.codes[0]).label}


_OF_MEASURES: Mapping[Why, Say] = {
    Why.MACHINE: lambda it: _("fits what you run: %(machines)s") % {"machines": machine_names(it.codes)},
    Why.COMMON_MACHINE: lambda it: (
        _("fits what you run, as every industry does: %(machines)s") % {"machines": machine_names(it.codes)}
    ),
    Why.INDUSTRY: lambda it: _("meant for your industry: %(industry)s") % {"industry": industry_names(it.codes)},
    Why.EVERY_INDUSTRY: lambda _it: _("fits every industry"),
    Why.CARRIER: lambda it: _("works on what you use: %(carriers)s") % {"carriers": carrier_names(it.codes)},
    Why.LARGE_CARRIER: _share,
    Why.PRODUCT: _same_product,
    Why.SIZE: _same_size,
    Why.REPORTED_NEAR: _near,
    Why.REPORTED_ELSEWHERE: _elsewhere,
    Why.MEASURED: _measured,
    Why.FEW: _few,
    Why.NOT_ADOPTED: _not_adopted,
    Why.OTHER_MACHINES: lambda it: (
        _("described for other machines, which you did not name: %(machines)s") % {"machines": machine_names(it.codes)}
    ),
    Why.OTHER_CARRIERS: lambda it: (
        _("needs %(carriers)s, which you did not name") % {"carriers": carrier_names(it.codes)}
    ),
}

_OF_PLANTS: Mapping[Why, Say] = {
    Why.MACHINE: lambda it: _("also runs: %(machines)s") % {"machines": machine_names(it.codes)},
    Why.COMMON_MACHINE: lambda it: (
        _("also runs, as every industry does: %(machines)s") % {"machines": machine_names(it.codes)}
    ),
    Why.INDUSTRY: lambda it: _("same industry: %(industry)s") % {"industry": industry_names(it.codes)},
    Why.CARRIER: lambda it: _("also works on: %(carriers)s") % {"carriers": carrier_names(it.codes)},
    Why.PRODUCT: _same_product,
    Why.SIZE: _same_size,
}
