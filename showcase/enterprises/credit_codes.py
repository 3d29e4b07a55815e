"""The unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters, the last a check character."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Fault = Literal["length", "alphabet", "check"]

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z, which look like digits
_BASE = len(ALPHABET)
_WEIGHTS = tuple(3**place % _BASE for place in range(LENGTH - 1))


class CreditCodeError(ValueError):
    """A text that is no credit code.

    `fault`: `length`, `alphabet` (a character that does not occur) or `check` (the check character is wrong; `expected`
    holds the right one).
    """

    def __init__(self, fault: Fault, message: str, expected: str = "") -> None:
        super().__init__(message)
        self.fault = fault
        self.expected = expected


@dataclass(frozen=True, order=True)
class CreditCode:
    """A valid code, upper case, without spaces; `str()` gives its 18 characters.

    Made by `parse_credit_code` only: the class itself checks nothing.
    """

    value: str

    def __str__(self) -> str:
        return self.value

    @property
    def region(self) -> str:
        """The six-digit code of the registering authority's place (characters 3 to 8)."""
        return self.value[2:8]

    @property
    def organisation(self) -> str:
        """The nine characters of the organisation code (GB 11714)."""
        return self.value[8:17]


def parse_credit_code(text: str) -> CreditCode:
    """Read a code in either case and width, with spaces or hyphens; raises CreditCodeError."""
    value = unicodedata.normalize("NFKC", text).upper().replace("-", "")
    value = "".join(value.split())
    if len(value) != LENGTH:
        raise CreditCodeError("length", f"A credit code has {LENGTH} characters, {value!r} has {len(value)}")
    wrong = [character for character in value if character not in ALPHABET]
    if wrong:
        raise CreditCodeError("alphabet", f"A credit code never contains {wrong[0]!r}: {value}")
    expected = check_character(value[:-1])
    if value[-1] != expected:
        message = f"The check character of {value} should be {expected}, not {value[-1]}: a character is mistyped"
        raise CreditCodeError("check", message, expected)
    return CreditCode(value)


def check_character(body: str) -> str:
    """Return the check character of the first 17 characters, all of them in ALPHABET."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % _BASE]
