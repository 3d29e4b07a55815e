"""System checks of what a deployment must have."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register
def secret_key_is_set(app_configs: Any, **kwargs: Any) -> list[Error]:
    """SECRET_KEY comes from the environment; `make run` generates one into var/."""
    if settings.SECRET_KEY:
        return []
    return [Error("SECRET_KEY is empty.", hint="Set it in the environment, or start with `make run`.", id="portal.E001")]
