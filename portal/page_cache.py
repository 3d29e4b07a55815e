"""Whole pages for readers without a session, kept until anything public changes."""

from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from portal import content_version

# What depends on the clock (days left of a 公示) may be this old; the worker's minute.
PAGE_SECONDS = 60
_UNCACHED = ("/admin/", "/healthz", "/static/", "/media/", "/documents/", "/_util/")


class PageCacheMiddleware:
    """Answers a GET without session cookie from the cache; the key carries the content version.

    Only complete 200 answers that set no cookie are kept, so nothing private is ever stored.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_cache(request):
            return self.get_response(request)
        key = _key(request)
        kept = cache.get(key)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if _is_public(response):
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
            cache.set(key, (response.content, dict(response.headers)), PAGE_SECONDS)
        return response


def _may_cache(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and not request.COOKIES
        and "Authorization" not in request.headers
        and not request.path.startswith(_UNCACHED)
    )


def _is_public(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in response.headers.get("Cache-Control", "")
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def _key(request: HttpRequest) -> str:
    fragment = "fragment" if request.headers.get("HX-Request") else "page"
    # Chinese without prefix, English under /en/: the address alone decides the language.
    return f"page:{content_version.current()}:{fragment}:{request.get_host()}:{hash_of(request.get_full_path())}"


def hash_of(text: str) -> str:
    """A short key for any address, however long or odd."""
    from hashlib import blake2b

    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
