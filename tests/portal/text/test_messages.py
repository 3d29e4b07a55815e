"""The interface speaks Chinese and English: the catalogues are whole, and no page mixes the two."""

import re
import shutil
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import HTTPErrorProcessor, Request, build_opener

import polib  # type: ignore[import-untyped]
import pytest
from django.utils.translation import gettext, ngettext, override, pgettext

from ops import tools
from ops.places import ROOT
from tests import sites
from tests.conftest import need

LANGUAGES = ("zh_Hans", "en")
# Where texts of the interface stand; the same as `make messages` reads.
SOURCES = ("portal", "showcase", "search", "templates", "static", "locale")
OPTIONS = ("--no-wrap", "--no-obsolete", "--add-location", "file")
HAN = re.compile(r"[\u3400-\u9fff]")
FULL_WIDTH = re.compile(r"[，。；：？！（）【】《》、％]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?[a-z]+>")
Key = tuple[str | None, str, str]


def catalogue(language: str, root: Path = ROOT) -> polib.POFile:
    return polib.pofile(str(root / "locale" / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def texts(entry: polib.POEntry) -> list[str]:
    """What stands for the message: one text, or one a plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


# Catalogues ----------------------------------------------------------------------------------------------


def test_every_text_has_its_chinese() -> None:
    missing = [entry.msgid for entry in catalogue("zh_Hans") if not all(texts(entry))]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess_or_a_leftover(language: str) -> None:
    assert [entry.msgid for entry in catalogue(language) if entry.fuzzy or entry.obsolete] == []


def test_english_counts_have_singular_and_plural() -> None:
    counted = [entry for entry in catalogue("en") if entry.msgid_plural]
    assert counted
    assert [texts(entry) for entry in counted] == [[entry.msgid, entry.msgid_plural] for entry in counted]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_equals_its_source(language: str) -> None:
    source = {key(entry): texts(entry) for entry in catalogue(language).translated_entries()}
    compiled = polib.mofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"))
    assert {key(entry): texts(entry) for entry in compiled} == source


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_markup_survive_translation(language: str) -> None:
    for entry in catalogue(language).translated_entries():
        wanted = Counter(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for text in texts(entry):
            assert Counter(PLACEHOLDER.findall(text)) == wanted, entry.msgid


def test_chinese_texts_have_chinese_punctuation() -> None:
    half_width = re.compile(rf"{HAN.pattern}[,;:!?()]|[,;:!?()]{HAN.pattern}|{HAN.pattern}\.$")
    wrong = [text for entry in catalogue("zh_Hans") for text in texts(entry) if half_width.search(text)]
    assert wrong == []


def test_the_catalogues_hold_exactly_the_texts_of_the_code(tmp_path: Path) -> None:
    need(tools.GETTEXT)
    for name in SOURCES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    command = [sys.executable, "-m", "django", "makemessages", *OPTIONS]
    for language in LANGUAGES:
        command += ["--locale", language]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for language in LANGUAGES:
        fresh = {key(entry) for entry in catalogue(language, tmp_path)}
        assert fresh == {key(entry) for entry in catalogue(language)}, "run `make messages` and translate what is new"


def test_a_word_with_two_meanings_is_told_apart_by_its_context() -> None:
    with override("zh-hans"):
        assert pgettext("industry", "section") == "门类"
        assert gettext("section") == "栏目"
        # Django's and Wagtail's own word for a user group stays theirs.
        assert pgettext("industry", "group") == "行业组"
        assert gettext("group") == "组"


def test_counts_agree_with_their_nouns() -> None:
    with override("en"):
        assert [ngettext("%(n)s result", "%(n)s results", n) % {"n": n} for n in (0, 1, 2)] == [
            "0 results",
            "1 result",
            "2 results",
        ]
    with override("zh-hans"):
        assert ngettext("%(n)s result", "%(n)s results", 1) % {"n": 1} == "1 条结果"


# Pages ---------------------------------------------------------------------------------------------------

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-copied")
START = ("", "search/", "search/?q={q}", "search/?page=x", "search/?industry=C99", "nowhere/", "register/?q=xyz")
PER_KIND = 5


@dataclass
class Reader(HTMLParser):
    """What a page says: texts with the language they are marked with, and the links it gives."""

    spoken: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        names = (*SPOKEN, "content") if given.get("name") == "description" else SPOKEN
        self.spoken += [(given[name], language) for name in names if given.get(name)]
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self.open and self.open[-1][0] not in ("script", "style"):
            self.spoken.append((text, self.open[-1][1]))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration site."""
    site = sites.seeded(tmp_path_factory.mktemp("words"))
    with site.serving(workers=1):
        yield site.url


class AnyStatus(HTTPErrorProcessor):
    """Hands every answer on: what the site says of an error is a page too."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        return response


OPENER = build_opener(AnyStatus)


def read(url: str) -> Reader | None:
    """The page at an address, also one that says what is wrong; None for what is no page."""
    with OPENER.open(url, timeout=30) as answer:
        assert answer.status in (200, 400, 404), url
        if "html" not in answer.headers.get("Content-Type", ""):
            return None
        body = answer.read().decode()
    reader = Reader()
    reader.feed(body)
    return reader


def pages(site: str, prefix: str, text: str) -> Iterator[tuple[str, Reader]]:
    """Some pages of every kind that the site of one language leads to."""
    waiting = deque(prefix + address.format(q=quote(text)) for address in START)
    seen, kinds = set(waiting), Counter[tuple[str, bool, int]]()
    while waiting:
        address = waiting.popleft()
        reader = read(site + address)
        if reader is None:
            continue
        yield address, reader
        for link in map(urlsplit, reader.links):
            other = link.netloc or not link.path.startswith("/") or link.path.startswith("/en/") != (prefix == "/en/")
            found = f"{link.path}?{link.query}" if link.query else link.path
            parts = link.path.removeprefix(prefix).strip("/").split("/")
            kind = (parts[0], bool(link.query), len(parts))
            if not other and found not in seen and kinds[kind] < PER_KIND:
                kinds[kind] += 1
                seen.add(found)
                waiting.append(found)


def test_english_pages_show_chinese_and_its_punctuation_only_where_it_is_marked_or_a_name(served: str) -> None:
    # In running text a name stands in brackets behind its English: "Fengzhu Textile (凤竹纺织)"; so does a term.
    in_brackets = re.compile(rf"\([^()]*{HAN.pattern}(?:[^()]|\([^()]*\))*\)|（[^（）]*）")
    document_number = re.compile(rf"{HAN.pattern}+〔\d{{4}}〕\d+号")
    visited = 0
    for address, reader in pages(served, "/en/", "waste heat recovery"):
        visited += 1
        for text, language in reader.spoken:
            if not language.startswith("zh"):
                bare = document_number.sub("", in_brackets.sub("", text))
                assert not HAN.search(bare), f"{address}: {text}"
                assert not FULL_WIDTH.search(bare), f"{address}: {text}"
    assert visited > len(START) + 6 * 2


def test_chinese_pages_show_no_word_of_the_interface_in_english(served: str) -> None:
    english = interface_texts()
    word = re.compile(r"(?<![\w./:@?&=-])[a-z]{3,}(?![\w./:@=-])")
    visited = 0
    for address, reader in pages(served, "/", "余热回收"):
        visited += 1
        for text, language in reader.spoken:
            if not language.startswith("en"):
                assert not any(pattern.fullmatch(text) for pattern in english), f"{address}: {text}"
                assert HAN.search(text) or not word.search(text), f"{address}: {text}"
    assert visited > len(START) + 6 * 2


def interface_texts() -> list[re.Pattern[str]]:
    """The English texts whose Chinese is another one, as patterns: anything may stand for a placeholder."""
    found = set()
    for entry in catalogue("zh_Hans"):
        for text in filter(None, (entry.msgid, entry.msgid_plural)):
            letters = PLACEHOLDER.sub("", text)
            if re.search("[A-Za-z]{2}", letters):
                found.add(".+".join(map(re.escape, PLACEHOLDER.split(text))))
    return [re.compile(pattern) for pattern in sorted(found)]
