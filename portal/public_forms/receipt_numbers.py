"""Receipt numbers: OBJ-2026-7KQM-4XWT, seven random characters and a check character.

The first letters say what was received: OBJ an objection, COR a correction.

The check character is ISO 7064's hybrid system with 31 and 30: it detects every single wrong character and every two
neighbours exchanged, but for 1 pair in 30.
"""

from __future__ import annotations

import re
import secrets

# Without 0, O, 1, I, L and U: numbers are read out on the telephone and written by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_SIZE = len(ALPHABET)
_FORM = re.compile(rf"([A-Z]{{3}})-?(\d{{4}})-?([{ALPHABET}]{{4}})-?([{ALPHABET}]{{4}})")


def new_number(year: int, prefix: str = "OBJ") -> str:
    """Return a number that nobody can guess: one of 22 thousand million in its year."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(7))
    return _written(prefix, year, body + check_character(body))


def check_character(body: str) -> str:
    """Return the check character of `body`, which is written in ALPHABET."""
    product = _SIZE
    for character in body:
        total = (product + ALPHABET.index(character)) % _SIZE or _SIZE
        product = total * 2 % (_SIZE + 1)
    return ALPHABET[(_SIZE + 1 - product) % _SIZE]


def read_number(typed: str, prefix: str = "OBJ") -> str:
    """Return the number in its written form from what someone typed: small letters, spaces, no hyphens.

    Raises ValueError where it is none, check character included.
    """
    found = _FORM.fullmatch("".join(typed.split()).upper())
    if found is None or found[1] != prefix:
        raise ValueError("Not the form of a receipt number")
    body = found[3] + found[4]
    if check_character(body[:-1]) != body[-1]:
        raise ValueError("The check character does not fit")
    return _written(prefix, int(found[2]), body)


def _written(prefix: str, year: int, body: str) -> str:
    return f"{prefix}-{year:04}-{body[:4]}-{body[4:]}"
