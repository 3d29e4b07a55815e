"""How a page is cited: as a sentence (GB/T 7714), and in the forms that programs for references read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Citation:
    """A page as a reference: `text` as GB/T 7714 writes it, `bibtex` (BibTeX, @misc) and `ris` (RIS, TY ELEC)."""

    text: str
    bibtex: str
    ris: str


def citation(title: str, path: str, published: dt.datetime | None) -> Citation:
    """Cite a page by the day of its publication, where it has one, and today as the day it was read."""
    day = timezone.localtime(published).date() if published else None
    read, site, address = timezone.localdate(), _("Lüjian"), f"{settings.SITE_URL}{path}"
    shown = f"({day.isoformat()})" if day else ""
    return Citation(
        text=f"{site}. {title}[EB/OL]. {shown}[{read.isoformat()}]. {address}",
        bibtex=bibtex(title, site, address, day, read),
        ris=ris(title, site, address, day, read, get_language() or settings.LANGUAGE_CODE),
    )


def bibtex(title: str, site: str, address: str, day: dt.date | None, read: dt.date) -> str:
    """Return an entry for BibTeX; characters that TeX reads as commands are escaped."""
    key = "".join(part for part in address.partition("//")[2] if part.isascii() and part.isalnum()) or "page"
    fields = {
        "title": f"{{{_tex(title)}}}",
        "author": f"{{{_tex(site)}}}",
        "year": f"{day:%Y}" if day else "",
        "date": day.isoformat() if day else "",
        "url": address,
        "urldate": read.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def ris(title: str, site: str, address: str, day: dt.date | None, read: dt.date, language: str) -> str:
    """Return a record in RIS: one tag a line, dates as YYYY/MM/DD."""
    tags = (
        ("TY", "ELEC"),
        ("TI", _line(title)),
        ("AU", _line(site)),
        ("PY", f"{day:%Y}" if day else ""),
        ("DA", f"{day:%Y/%m/%d}" if day else ""),
        ("Y2", f"{read:%Y/%m/%d}"),
        ("UR", address),
        ("LA", "en" if language == "en" else "zh"),
    )
    return "\n".join([*(f"{tag}  - {value}" for tag, value in tags if value), "ER  - "])


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {character: f"\\{character}" for character in "{}%&#_$"}


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())
