"""Refuses Chinese in fields for English (`name_en`), where it would be shown as English."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from portal.text.chinese_text import is_mostly_chinese


def refuse_chinese(instance: Model) -> None:
    """Raise ValidationError for every field `…_en` of `instance` that is in Chinese; call it from `clean`."""
    names = [field.name for field in instance._meta.concrete_fields if field.name.endswith("_en")]
    chinese = [name for name in names if is_mostly_chinese(str(getattr(instance, name) or ""))]
    if chinese:
        raise ValidationError(dict.fromkeys(chinese, _("This is Chinese. Write it in English or leave it empty.")))
