"""What was sent with a contribution, as lines for the desk and for the sender. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from showcase.choices import Evidence
from showcase.effects.choices import Per, Quantity, Scope

_LABELS = {"per": dict(Per.choices), "scope": dict(Scope.choices), "evidence": dict(Evidence.choices)}


def rows_of(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (label, text) of all that the sender wrote behind the link."""
    return [(label, text) for label, text in _rows(content) if text]


def _rows(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, label in text_labels().items():
        yield label, str(content.get(name, ""))
    yield _("Figures"), "\n".join(figure_words(figure) for figure in content.get("figures", ()))
    yield _("Pictures"), "\n".join(picture_words(picture) for picture in content.get("pictures", ()))
    yield _("Word file"), str((content.get("word") or {}).get("name", ""))


def text_labels() -> dict[str, str]:
    """Return the labels of the texts by field, in their order."""
    return {
        "title": _("Title"),
        "summary": _("Summary"),
        "industries": _("Industry"),
        "techniques": _("Technique"),
        "why": _("Why it was done"),
        "what": _("What was done at the plant"),
        "how": _("How it was done"),
        "results": _("Results in words"),
        "wrong": _("What went wrong"),
        "check": _("What another plant must check first"),
        "sources": _("Sources"),
    }


def figure_words(figure: Mapping[str, str]) -> str:
    """Return a figure in one line."""
    quantity = str(dict(Quantity.choices).get(figure.get("quantity", ""), ""))
    parts = [f"{quantity}: {figure.get('amount', '')}", figure.get("of_what", ""), figure.get("period", "")]
    parts += [str(labels.get(figure.get(name, ""), "")) for name, labels in _LABELS.items()]
    return " · ".join(filter(None, parts))


def picture_words(picture: Mapping[str, Any]) -> str:
    """Return a picture in one line: its name, what it shows, who made it."""
    return " · ".join(filter(None, (str(picture.get(name, "")) for name in ("name", "shows", "credit"))))
