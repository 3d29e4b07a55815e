"""`python -m ops.library_texts`: the Chinese that Wagtail, Django and other libraries lack, in `locale/libraries`.

Compares what the installed libraries say in English with the Chinese that they bring and that we add, and names what is
missing and what is superfluous; `--write` corrects the list of texts and compiles it. See locale/libraries/README.md.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import polib  # it has no types, nor stubs that we install
from django.apps import apps

from ops.fault import Fault, main
from ops.places import ROOT, VENV

DOMAINS = ("django", "djangojs")  # texts of Python and templates; texts of scripts
FOLDER = ROOT / "locale" / "libraries"
CHINESE = "zh_Hans"
# Where a library has no list of its English texts (django-filter), the ids of its most complete Chinese one are read.
SOURCES = ("en", "zh_CN")

Key = tuple[str | None, str]  # context, id


@dataclass(frozen=True)
class Difference:
    """What differs between our catalogue of a domain and what is needed. `missing` are entries without a text."""

    domain: str
    missing: tuple[polib.POEntry, ...]
    superfluous: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """One line for each fault; empty where there is none."""
        return [
            *(f"{self.domain}: no Chinese for {entry.msgid!r}" for entry in self.missing),
            *(f"{self.domain}: superfluous {text!r}" for text in self.superfluous),
        ]


def key(entry: polib.POEntry) -> Key:
    """Return what gettext finds the entry by."""
    return entry.msgctxt, entry.msgid


def path(domain: str) -> Path:
    """Return the file with our texts for the libraries."""
    return FOLDER / CHINESE / "LC_MESSAGES" / f"{domain}.po"


def catalogue(domain: str) -> polib.POFile:
    """Return our texts for the libraries."""
    return polib.pofile(str(path(domain)), wrapwidth=0)


def wanted(domain: str) -> dict[Key, polib.POEntry]:
    """Return every text of the installed libraries, in English; needs `django.setup()`."""
    found: dict[Key, polib.POEntry] = {}
    for folder in _folders():
        sources = (folder / language / "LC_MESSAGES" / f"{domain}.po" for language in SOURCES)
        source = next((file for file in sources if file.exists()), None)
        for entry in polib.pofile(str(source)) if source else ():
            if not entry.obsolete:
                found.setdefault(key(entry), entry)
    return found


def given(domain: str, folders: Iterable[Path]) -> set[Key]:
    """Return the texts that these folders of translations have in Chinese."""
    files = (folder / CHINESE / "LC_MESSAGES" / f"{domain}.mo" for folder in folders)
    return {key(entry) for file in files if file.exists() for entry in polib.mofile(str(file)) if all(_texts(entry))}


def difference(domain: str) -> Difference:
    """Compare our catalogue with what is needed.

    One that a library brings too, or shows without offering it for translation, is kept where its comment says why.
    """
    needed, ours = wanted(domain), {key(entry): entry for entry in catalogue(domain)}
    brought, interface = given(domain, _folders()), given(domain, [ROOT / "locale"])
    filled = {name for name, entry in ours.items() if all(_texts(entry))}
    return Difference(
        domain,
        tuple(entry for name, entry in needed.items() if name not in brought | interface | filled),
        tuple(
            entry.msgid
            for name, entry in ours.items()
            if not entry.tcomment and (name not in needed or name in brought)
        ),
    )


def correct(found: Difference) -> None:
    """Add what is missing without a text, remove what is superfluous, and compile."""
    file = catalogue(found.domain)
    for entry in [entry for entry in file if entry.msgid in found.superfluous]:
        file.remove(entry)
    known = {key(entry) for entry in file}
    file.extend(_empty(entry) for entry in found.missing if key(entry) not in known)
    file.save()
    file.save_as_mofile(str(path(found.domain).with_suffix(".mo")))


def _folders() -> Iterator[Path]:
    """Yield the folders of translations of Django and of installed apps that are not ours."""
    yield Path(django.__file__).parent / "conf" / "locale"
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if not folder.is_relative_to(ROOT) or folder.is_relative_to(VENV):
            yield folder / "locale"


def _texts(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _empty(entry: polib.POEntry) -> polib.POEntry:
    plural = {"msgid_plural": entry.msgid_plural, "msgstr_plural": {0: ""}} if entry.msgid_plural else {}
    return polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, **plural)


def _said(differences: Iterable[Difference]) -> str:
    return "\n".join(line for found in differences for line in found.lines)


def _command() -> int:
    parser = argparse.ArgumentParser(prog="python -m ops.library_texts", description=__doc__)
    parser.add_argument("--write", action="store_true", help="correct the list of texts, and compile it")
    write = parser.parse_args().write
    django.setup()
    if write:
        for domain in DOMAINS:
            correct(difference(domain))
    faults = _said(difference(domain) for domain in DOMAINS)
    if faults:
        raise Fault(f"{faults}\nFill in the Chinese below {FOLDER.relative_to(ROOT)}, then run it with --write.")
    print("✓ every text of the libraries has its Chinese")
    return 0


if __name__ == "__main__":
    main(_command)
