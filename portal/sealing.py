"""Bytes that are ciphertext wherever they are kept.

Fernet keys are derived by django-fernet-encrypted-fields from SECRET_KEY (and SECRET_KEY_FALLBACKS) with each SALT_KEY;
the first of both seals, all of them open.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from encrypted_fields.fields import EncryptedFieldMixin


class LostKeyError(Exception):
    """None of the keys that are set opens this."""


def seal(content: bytes) -> bytes:
    """The ciphertext, a third longer than the content."""
    return keys().encrypt(content)


def unseal(ciphertext: bytes) -> bytes:
    """The content; LostKeyError where the key is gone or the ciphertext damaged."""
    try:
        return keys().decrypt(ciphertext)
    except InvalidToken:
        raise LostKeyError from None


def keys() -> Fernet | MultiFernet:
    """Those of the settings as they are now."""
    return _derived(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS), tuple(settings.SALT_KEY))


@lru_cache(maxsize=4)
def _derived(*settings_it_comes_from: object) -> Fernet | MultiFernet:
    """Once for all: every key takes 100,000 rounds."""
    return EncryptedFieldMixin().f
