"""Schedules whose time has passed: Wagtail refuses every form that holds one, a draft too."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

_TIMES = ("go_live_at", "expire_at")


class PastTimesForm(WagtailAdminModelForm):
    """A draft keeps its times whatever they are; published again, times that have passed already are dropped.

    A time in the past that somebody has just typed is refused as Wagtail refuses it.
    """

    def clean(self) -> dict[str, Any]:
        """Take away what Wagtail's own check, which runs after this, must not see."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._kept_times: dict[str, Any] = {}
        for name in _TIMES:
            if name not in cleaned:
                continue
            if self.is_deferred_validation:
                self._kept_times[name] = cleaned.pop(name)
            elif name not in self.changed_data and cleaned[name] and cleaned[name] < timezone.now():
                cleaned[name] = None
        return cleaned

    def _clean_form(self) -> None:
        super()._clean_form()
        if self.cleaned_data is not None:
            self.cleaned_data.update(getattr(self, "_kept_times", {}))
