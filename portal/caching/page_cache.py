"""Caches whole pages for readers without a session, until anything public changes."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from portal.answers.answer_form import form_of, say_form
from portal.caching import content_version
from portal.caching.known_hosts import known_host

# What depends on the time (days left of a 公示) may be this old; the worker runs every minute.
PAGE_SECONDS = 60
_UNCACHED = ("/admin/", "/healthz", "/readyz", "/static/", "/media/", "/documents/", "/_util/")


class PageCacheMiddleware:
    """Answers a GET or HEAD without session cookie from the cache; the key includes the content version.

    Only complete 200 responses to GET that set no cookie are stored, so nothing private is. Other cookies do not change
    a response: forms, which need the CSRF one, set it again and are not stored. The order of a query string counts,
    because pages repeat the address. What is stored is what is sent: compressed where the reader takes that, with all
    headers; so nothing that an answer holds for one reader alone may be added outside of this class.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = known_host(request) if _may_cache(request) else ""
        response = self._kept_or_built(request, host) if host else self.get_response(request)
        if not request.path.startswith(_UNCACHED):
            say_form(request, response)
        return _unless_known(request, response)

    def _kept_or_built(self, request: HttpRequest, host: str) -> HttpResponse:
        key = _key(request, host)
        kept = cache.get(key)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if request.method == "GET" and _is_public(response):
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
            cache.set(key, (response.content, dict(response.headers)), PAGE_SECONDS)
        return response


class EntityTagMiddleware:
    """Gives public answers an entity tag of their content before it is compressed, which differs each time.

    A reader who has the page gets 304 then, also from another process.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method in ("GET", "HEAD") and "ETag" not in response.headers and _is_public(response):
            response.headers["ETag"] = quote_etag(hash_of_bytes(response.content))
        return response


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return 304 where the reader has this answer already, which only answers with an ETag can tell."""
    if (etag := response.headers.get("ETag")) is None or response.status_code != 200:
        return response
    answer: HttpResponse = get_conditional_response(request, etag, response=response)  # type: ignore[assignment]
    return answer


def _may_cache(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
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


def _key(request: HttpRequest, host: str) -> str:
    # Chinese without prefix, English under /en/: the address alone decides the language.
    address = f"{host}{request.get_full_path()}"
    version, expired = content_version.now()
    # An answer to plain http redirects, where the site has https.
    sent = f"{request.scheme}:{'gzip' if 'gzip' in request.headers.get('Accept-Encoding', '') else 'plain'}"
    return f"page:{version}.{expired}:{form_of(request)}:{sent}:{hash_of(address)}"


def hash_of(text: str) -> str:
    """A short key for any address, however long or odd."""
    return hash_of_bytes(text.encode("utf-8", "surrogatepass"))


def hash_of_bytes(content: bytes) -> str:
    """Return a short hash of anything."""
    return blake2b(content, digest_size=16).hexdigest()
