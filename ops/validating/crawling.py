"""Every public address of a served site: those of the sitemap, and what its pages link to.

Addresses without a query are all asked. Those with one are without end, so of each kind of page a few are asked for
each set of parameters that a link on a page without a query has.
"""

import http.client
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from ops.validating.parsing import Link, ids, links, parsed

OF_A_SHAPE = 3
_THREADS = 4
# Whose content no check reads: it is enough that they are there.
_NOT_READ = (".csv", ".xlsx", ".docx", ".ics", ".bib", ".ris", ".woff2", ".pdf", "/pdf/")
_NOT_PUBLIC = ("/admin/", "/_util/", "/languages/")
START = (
    *("/", "/en/", "/robots.txt", "/sitemap.xml", "/search/?q=%E4%BD%99%E7%83%AD", "/search/?q=xyzzyplugh"),
    *("/search/?industry=C17&technique=T02", "/en/search/?q=heat", "/en/search/?industry=C17", "/search/openapi.json"),
    *("/en/register/?programme=green-factory", "/en/register/changes/?from=2022-01-01&to=2024-12-31"),
    *("/register/extract/1/", "/en/register/extract/1/", "/en/compare/", "/compare/"),
)


@dataclass(frozen=True)
class Answer:
    """What an address answered: `body` is empty where only its head was asked, `links` and `ids` are those of HTML."""

    address: str
    status: int
    headers: Message
    body: bytes
    links: tuple[Link, ...] = ()
    ids: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """The content type without parameters."""
        return self.headers.get_content_type()

    @property
    def is_page(self) -> bool:
        """Whether it is a whole page of HTML that was there."""
        return self.kind == "text/html" and self.status == http.HTTPStatus.OK and b"<html" in self.body[:300]


@dataclass
class Crawl:
    """All answers by address, and the addresses that were left out because enough of their shape had been asked."""

    site: str
    answers: dict[str, Answer] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)

    def pages(self) -> list[Answer]:
        """Return the whole pages, in the order of their addresses."""
        return [self.answers[address] for address in sorted(self.answers) if self.answers[address].is_page]

    def of_kind(self, *kinds: str) -> list[Answer]:
        """Return the answers with one of these content types."""
        return [self.answers[address] for address in sorted(self.answers) if self.answers[address].kind in kinds]


class Client:
    """Asks one site; each thread keeps a connection open."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._kept = threading.local()

    def ask(self, address: str, method: str | None = None) -> Answer:
        """Return the answer of an address; of a file that no check reads, its head alone."""
        method = method or ("HEAD" if urlsplit(address).path.endswith(_NOT_READ) else "GET")
        connection = self._connection()
        try:
            connection.request(method, address, headers={"Accept": "text/html,*/*"})
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self._kept.connection = None
            raise
        return Answer(address, answer.status, answer.msg, body)

    def _connection(self) -> http.client.HTTPConnection:
        if getattr(self._kept, "connection", None) is None:
            self._kept.connection = http.client.HTTPConnection(urlsplit(self.site).netloc, timeout=120)
        kept: http.client.HTTPConnection = self._kept.connection
        return kept


def crawl(site: str) -> Crawl:
    """Ask all public addresses of a served site (scheme, host and port)."""
    client, found, shapes = Client(site), Crawl(site), Counter[str]()
    known = waiting = set(START)
    with ThreadPoolExecutor(_THREADS) as threads:
        while waiting:
            further: set[str] = set()
            for answer in threads.map(lambda address: _read(client, address), sorted(waiting)):
                found.answers[answer.address] = answer
                further |= set(_targets(answer, site))
            further -= known | found.left_out
            waiting = {address for address in sorted(further) if _is_asked(address, shapes)}
            found.left_out |= further - waiting
            known = known | waiting
    return found


def _read(client: Client, address: str) -> Answer:
    answer = client.ask(address)
    if answer.kind != "text/html" or not answer.body:
        return answer
    document = parsed(answer.body)
    all_links = tuple(dict.fromkeys(links(document, address, client.site)))
    return Answer(address, answer.status, answer.headers, answer.body, all_links, ids(document))


def _targets(answer: Answer, site: str) -> list[str]:
    """Return the addresses on this site to which an answer leads."""
    if answer.headers.get("Location"):
        return [answer.headers["Location"].removeprefix(site).partition("#")[0]]
    if answer.address == "/sitemap.xml":
        return [place.removeprefix(site) for place in locations(answer.body)]
    inside = [link.address for link in answer.links if not link.is_outside]
    return [address for address in inside if "?" not in address] if "?" in answer.address else inside


def locations(sitemap: bytes) -> list[str]:
    """Return the addresses that a sitemap names."""
    return [str(place.text) for place in etree.fromstring(sitemap).iter("{*}loc")]


def shape(address: str) -> str:
    """Return what an address has in common with others: language, kind of page, names of its parameters."""
    parts = urlsplit(address)
    segments = [part for part in parts.path.split("/") if part]
    language = segments[:1] if segments[:1] == ["en"] else []
    rest = segments[len(language) :]
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return "/".join([*language, *rest[:1], str(len(rest))]) + "?" + "&".join(names)


def _is_asked(address: str, shapes: Counter[str]) -> bool:
    if address.startswith(_NOT_PUBLIC) or not address.startswith("/"):
        return False
    if "?" not in address:
        return True
    shapes[shape(address)] += 1
    return shapes[shape(address)] <= OF_A_SHAPE
