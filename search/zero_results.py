"""Counts by day, for the editors, what readers searched for and did not find: texts and numbers, nothing of persons.

No address, account or cookie is read. A text that looks like personal data is never stored; any other is stored only
from the second time it is searched for on a day, until then only as a keyed digest. The worker deletes digests of the
day before, and everything after ninety days.

Anybody may search as often as they like, so what all readers together make the database write is limited here: the
number of new texts per hour and of counts per text and day. More than that is not counted.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from search.core.query import SearchQuery
from search.core.results import SearchResults, Tier
from search.models import ZeroResultQuery
from search.text.analysis import normalise

logger = logging.getLogger(__name__)

KEPT_DAYS = 90
MAX_TEXT = 60
"""A longer text is a pasted passage, not something a reader looks for."""
TEXTS_AN_HOUR = 40
"""New texts of all readers together; later hours may use what earlier ones left: at most 960 rows a day."""
TIMES_A_DAY = 200
"""Counts of one text; more would not change the report."""
PATIENCE = 200
"""Milliseconds a reader waits at most while another process writes to an SQLite file."""

_NOT_FOUND = (Tier.MOST, Tier.HALF, Tier.ANY, Tier.NOTHING)
_STANDARD = re.compile(r"\b(?:gb|hj|iso|iec|db\d\d)(?:\s?/?\s?[tz])?\s?\d{1,6}(?:\.\d+)?(?:\s?-\s?(?:19|20)\d\d)?\b")
_YEARS = re.compile(r"\b(?:19|20)\d\d\s?[-–—~/]\s?(?:19|20)\d\d\b")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]{1,3}(?=\d)")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九两幺", "0012345678921")
_LONG_NUMBER = re.compile(r"\d{7}")
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新渝"
_NUMBER_PLATE = re.compile(rf"[{_PROVINCES}][a-z][·\s]?(?=[a-z]*\d)[a-z0-9]{{5,6}}")


def note(query: SearchQuery, results: SearchResults) -> None:
    """Count a search that no story matches in full. Filters, further pages and *similar* do not count.

    Never fails: a reader's page does not depend on it.
    """
    if query.filtered or query.page > 1 or query.like or results.tier not in _NOT_FOUND:
        return
    text = kept_form(query.text)
    if not text:
        return
    try:
        with _impatient():
            _count(text, results.total)
    except DatabaseError as trouble:
        logger.info("a text that was not found is not counted: %s", trouble)


def kept_form(text: str) -> str:
    """Return the text as it is counted, normalised as the search does; empty where it must not be stored."""
    folded = " ".join(normalise(text).split())
    if not folded or len(folded) > MAX_TEXT or looks_personal(folded):
        return ""
    return folded


def looks_personal(folded: str) -> bool:
    """Say whether a normalised text may hold a telephone, identity, account or plate number, an e-mail or web address.

    When in doubt, True: seven digits in a row, also in Chinese numerals or with signs between them, unless they are
    part of a standard or a span of years.
    """
    if "@" in folded or "://" in folded or _NUMBER_PLATE.search(folded):
        return True
    rest = _YEARS.sub(" ", _STANDARD.sub(" ", folded)).translate(_CHINESE_DIGITS)
    digits = _BETWEEN_DIGITS.sub("", rest)
    return _LONG_NUMBER.search(digits) is not None


def erase_old() -> None:
    """Delete old rows; a duty of the worker."""
    today = timezone.localdate()
    asked_once = Q(text="", day__lt=today)
    ZeroResultQuery.objects.filter(asked_once | Q(day__lt=today - dt.timedelta(days=KEPT_DAYS))).delete()


def _count(text: str, total: int) -> None:
    day = timezone.localdate()
    digest = salted_hmac("search.sought", f"{day} {text}", algorithm="sha256").hexdigest()
    row = ZeroResultQuery.objects.filter(day=day, digest=digest).first()
    if row is not None:
        if row.times < TIMES_A_DAY:
            ZeroResultQuery.objects.filter(pk=row.pk).update(times=F("times") + 1, text=text, found=total)
    elif ZeroResultQuery.objects.filter(day=day).count() < texts_until(timezone.localtime().hour):
        ZeroResultQuery.objects.get_or_create(day=day, digest=digest, defaults={"times": 1, "found": total})


def texts_until(hour: int) -> int:
    """Return how many texts a day may have in its hour 0 … 23."""
    return TEXTS_AN_HOUR * (hour + 1)


@contextmanager
def _impatient() -> Iterator[None]:
    """Shorten the wait for SQLite's lock (20 seconds by default), too long for a number in a report."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = connection.settings_dict.get("OPTIONS", {}).get("timeout", 5)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual * 1000)}")
