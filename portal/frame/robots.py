"""robots.txt: search engines may not index a demonstration site."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Return robots.txt; disallows everything while the site is a demonstration."""
    rules = ["User-agent: *", "Disallow: /" if settings.DEMO else "Disallow: /admin/"]
    return HttpResponse("\n".join([*rules, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]), content_type="text/plain")
