"""The host names of the site; only for these is anything cached, so that nobody can invent further cache keys."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port


def known_host(request: HttpRequest) -> str:
    """Return `host:port` in one spelling; empty for a host that only a pattern allows, or an unknown port.

    Raises DisallowedHost, as `get_host` does.
    """
    name, port = split_domain_port(request.get_host())
    site = urlsplit(settings.SITE_URL)
    names = {host.lower() for host in settings.ALLOWED_HOSTS if host != "*" and not host.startswith(".")}
    ports = {"", str(site.port or ""), str(request.META.get("SERVER_PORT", ""))}
    return f"{name}:{port}" if name in names | {site.hostname} and port in ports else ""
