"""Encrypts bytes for storage.

Fernet keys are derived by django-fernet-encrypted-fields from SECRET_KEY (and SECRET_KEY_FALLBACKS) with each SALT_KEY;
the first of both encrypts, all of them decrypt.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from encrypted_fields.fields import EncryptedFieldMixin


class LostKeyError(Exception):
    """None of the configured keys decrypts this."""


def seal(content: bytes) -> bytes:
    """Return the ciphertext, a third longer than the content."""
    return keys().encrypt(content)


def unseal(ciphertext: bytes) -> bytes:
    """Return the content; raises LostKeyError where the key is lost or the ciphertext damaged."""
    try:
        return keys().decrypt(ciphertext)
    except InvalidToken:
        raise LostKeyError from None


def keys() -> Fernet | MultiFernet:
    """Return the keys of the current settings."""
    return _derived(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS), tuple(settings.SALT_KEY))


@lru_cache(maxsize=4)
def _derived(*settings_it_comes_from: object) -> Fernet | MultiFernet:
    """Derive the keys once: each takes 100,000 rounds."""
    return EncryptedFieldMixin().f
