"""Document numbers of Chinese authorities: 闽工信规〔2025〕3号.

Issuer, year in brackets, serial, 号. All forms of brackets are read, full or half width; 〔〕 is written.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Fault = Literal["issuer", "year", "serial", "form"]

_OPENING, _CLOSING = "〔[(【〖{<〈《", "〕])】〗}>〉》"
_PARTS = re.compile(
    rf"(?P<issuer>[^{re.escape(_OPENING)}]*)[{re.escape(_OPENING)}]"
    rf"(?P<year>[^{re.escape(_CLOSING)}]*)[{re.escape(_CLOSING)}](?P<serial>.*)[号號]"
)
_ISSUER = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,20}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SERIAL = re.compile(r"0*([1-9][0-9]{0,4})")


class DocumentNumberError(ValueError):
    """A text that is no document number.

    `fault`: what is wrong: `form` (brackets or 号 missing), `issuer`, `year` or `serial`.
    """

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, order=True)
class DocumentNumber:
    """A document number: `issuer` in characters (闽工信规), `year` of four digits, `serial` from 1.

    `str()` gives the canonical form 闽工信规〔2025〕3号.
    """

    issuer: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.issuer}〔{self.year}〕{self.serial}号"


def parse_document_number(text: str) -> DocumentNumber:
    """Read a document number in any bracket form, with spaces or not; raises DocumentNumberError."""
    # NFKC makes brackets and digits half width; it leaves 〔〕 as they are
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _PARTS.fullmatch(plain)
    if match is None:
        raise DocumentNumberError("form", f"A document number looks like 闽工信规〔2025〕3号, not {text!r}")
    if not _ISSUER.fullmatch(match["issuer"]):
        raise DocumentNumberError("issuer", f"The issuer must be Chinese characters, not {match['issuer']!r}")
    if not _YEAR.fullmatch(match["year"]):
        raise DocumentNumberError("year", f"The year must have four digits, not {match['year']!r}")
    serial = _SERIAL.fullmatch(match["serial"])
    if serial is None:
        raise DocumentNumberError("serial", f"The serial must be a number from 1, not {match['serial']!r}")
    return DocumentNumber(match["issuer"], int(match["year"]), int(serial[1]))
