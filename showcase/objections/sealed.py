"""Text and files that are ciphertext wherever they are kept.

Fernet keys are derived by django-fernet-encrypted-fields from SECRET_KEY (and SECRET_KEY_FALLBACKS) with each SALT_KEY;
the first of both seals, all of them open. Two traps of the library are closed here: what no key opens raises
`LostKeyError` (the library hands the ciphertext on), and cleaning a form never touches a field that other threads read
through.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from encrypted_fields.fields import EncryptedFieldMixin, EncryptedTextField


class LostKeyError(Exception):
    """None of the keys that are set opens this."""


def seal(content: bytes) -> bytes:
    """The ciphertext, a third longer than the content."""
    return _keys().encrypt(content)


def unseal(ciphertext: bytes) -> bytes:
    """The content; LostKeyError where the key is gone or the ciphertext damaged."""
    try:
        return _keys().decrypt(ciphertext)
    except InvalidToken:
        raise LostKeyError from None


class SealedTextField(EncryptedTextField):
    """A text that is ciphertext in its row; empty is NULL.

    It cannot be searched: `filter()` on it finds nothing. Reading raises LostKeyError, so defer what is not shown.
    """

    @property
    def f(self) -> Fernet | MultiFernet:
        return _keys()

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:
        return "" if value is None else unseal(value.encode()).decode()

    def to_python(self, value: Any) -> Any:
        return models.TextField.to_python(self, value)

    def clean(self, value: Any, model_instance: Any) -> Any:
        return models.TextField.clean(self, value, model_instance)


def _keys() -> Fernet | MultiFernet:
    return _derived(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS), tuple(settings.SALT_KEY))


@lru_cache(maxsize=4)
def _derived(*settings_it_comes_from: object) -> Fernet | MultiFernet:
    """Once for all fields: every key takes 100,000 rounds."""
    return EncryptedFieldMixin().f
