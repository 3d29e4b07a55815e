"""Checks the machine translator that the settings name, before anybody presses its button."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string
from wagtail_localize.machine_translators.base import BaseMachineTranslator


@checks.register
def the_machine_translator_is_one(**_options: Any) -> list[checks.CheckMessage]:
    """Find a setting that names no machine translator of wagtail-localize's kind."""
    named = settings.MACHINE_TRANSLATOR
    if not named:
        return []
    try:
        found = import_string(named)
    except ImportError as error:
        return [checks.Error(f"MACHINE_TRANSLATOR: {error}", id="portal.E003")]
    if not (isinstance(found, type) and issubclass(found, BaseMachineTranslator)):
        return [checks.Error(f"MACHINE_TRANSLATOR: {named} is no BaseMachineTranslator", id="portal.E003")]
    return []
