"""Text fields that are stored encrypted (`portal.sealing`).

Avoids two faults of django-fernet-encrypted-fields: what no key opens raises `LostKeyError` (the library returns the
ciphertext), and cleaning a form never changes a field that other threads use.
"""

from __future__ import annotations

from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.db import models
from encrypted_fields.fields import EncryptedTextField

from portal.sealing import LostKeyError, keys, seal, unseal

__all__ = ["LostKeyError", "SealedTextField", "seal", "unseal"]


class SealedTextField(EncryptedTextField):
    """A text that is stored encrypted; empty is NULL.

    It cannot be searched: `filter()` on it finds nothing. Reading raises LostKeyError, so defer what is not shown.
    """

    @property
    def f(self) -> Fernet | MultiFernet:
        return keys()

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:
        return "" if value is None else unseal(value.encode()).decode()

    def to_python(self, value: Any) -> Any:
        return models.TextField.to_python(self, value)

    def clean(self, value: Any, model_instance: Any) -> Any:
        return models.TextField.clean(self, value, model_instance)
