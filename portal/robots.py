"""robots.txt: a demonstration site is not for search engines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def robots_txt(request: HttpRequest) -> HttpResponse:
    rules = ["User-agent: *", "Disallow: /" if settings.DEMO else "Disallow: /admin/"]
    return HttpResponse("\n".join([*rules, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]), content_type="text/plain")
