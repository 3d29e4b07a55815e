"""Texts that a stranger types."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class PlainField(forms.CharField):
    """A text without control characters, on one line unless `lines`."""

    def __init__(self, *args: Any, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if _CONTROLS.search(text) or (not self.lines and re.search(r"[\r\n\u2028\u2029]", text)):
            raise ValidationError(_("This contains characters that cannot be used here: type it again."))
        return text


class PlainTextField(PlainField):
    """A text of several lines, shown `rows` high; a line break counts as one character, as in browsers."""

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, lines=True, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class PlainEmailField(PlainField, forms.EmailField):
    """An e-mail address without control characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"})
        super().__init__(*args, **{"max_length": 254, "widget": widget, **kwargs})
