"""What readers sought and did not find, counted by day for the editors: texts and numbers, nothing of who asked.

No address, account or cookie is looked at. A text that looks like personal data is never kept; any other is kept only
from the second time it is asked for on a day, until then there is a keyed digest of it alone. The worker erases digests
of the day before, and everything after ninety days.

Anybody may ask anything as often as they like, so what all readers together make the database write is bounded here:
so many new texts an hour, so many times a text and day. What comes after that is not counted.
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

from search.analysis import normalise
from search.models import SoughtText
from search.query import SearchQuery
from search.results import SearchResults, Tier

logger = logging.getLogger(__name__)

KEPT_DAYS = 90
MAX_TEXT = 60
"""A longer text is a passage pasted in, not what a reader looks for."""
TEXTS_AN_HOUR = 40
"""New texts of all readers together; what an hour leaves the next ones of the day may use: 960 rows a day at most."""
TIMES_A_DAY = 200
"""Of one text. More make no other report."""
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
    """Count a search whose words no story holds all of. Filters, further pages and *similar* do not count.

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
    """The text as it is counted: folded as the search folds it; empty where it must not be kept."""
    folded = " ".join(normalise(text).split())
    if not folded or len(folded) > MAX_TEXT or looks_personal(folded):
        return ""
    return folded


def looks_personal(folded: str) -> bool:
    """Whether a folded text may hold a telephone, identity, account or plate number, an e-mail or a web address.

    In doubt yes: seven digits in a row, also in Chinese numerals or with signs between them, unless they are of a
    standard or a span of years.
    """
    if "@" in folded or "://" in folded or _NUMBER_PLATE.search(folded):
        return True
    rest = _YEARS.sub(" ", _STANDARD.sub(" ", folded)).translate(_CHINESE_DIGITS)
    digits = _BETWEEN_DIGITS.sub("", rest)
    return _LONG_NUMBER.search(digits) is not None


def erase_old() -> None:
    """The worker's duty."""
    today = timezone.localdate()
    asked_once = Q(text="", day__lt=today)
    SoughtText.objects.filter(asked_once | Q(day__lt=today - dt.timedelta(days=KEPT_DAYS))).delete()


def _count(text: str, total: int) -> None:
    day = timezone.localdate()
    digest = salted_hmac("search.sought", f"{day} {text}", algorithm="sha256").hexdigest()
    row = SoughtText.objects.filter(day=day, digest=digest).first()
    if row is not None:
        if row.times < TIMES_A_DAY:
            SoughtText.objects.filter(pk=row.pk).update(times=F("times") + 1, text=text, found=total)
    elif SoughtText.objects.filter(day=day).count() < texts_until(timezone.localtime().hour):
        SoughtText.objects.get_or_create(day=day, digest=digest, defaults={"times": 1, "found": total})


def texts_until(hour: int) -> int:
    """How many texts a day may have in its hour 0 … 23."""
    return TEXTS_AN_HOUR * (hour + 1)


@contextmanager
def _impatient() -> Iterator[None]:
    """SQLite's writers wait for each other twenty seconds; for a number in a report that is too long."""
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
