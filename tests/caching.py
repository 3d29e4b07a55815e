"""Caches in tests that stay inside one transaction, where no commit ends what is kept of before."""

from django.core.cache import cache

from portal.caching import content_version


def forget_caches() -> None:
    """What a commit does outside of tests: pages, counts and the register of before are out of date."""
    cache.clear()
    content_version.forget()
