"""Stores what public stories and information pages link to; a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import models, transaction

from portal.models import InfoPage, InfoPageSource
from portal.pages.visibility import public_pages
from showcase.stories.links.models import CheckedLink, PageLink, digest_of
from showcase.stories.links.reading import Links, links_of, outer
from showcase.stories.models import StoryPage
from showcase.stories.relations import StorySource

_MANY = 500  # rows of one statement


def gather() -> None:
    """Bring both tables of links up to date with what is public now; what is known of an address stays."""
    texts: dict[int, Links] = {}
    for model in (StoryPage, InfoPage):
        rows = public_pages(model.objects.all()).order_by("pk").values_list("pk", "body")
        texts |= {key: links_of(body) for key, body in rows.iterator(chunk_size=_MANY)}
    addresses: dict[int, list[str]] = defaultdict(list)
    for source in (StorySource, InfoPageSource):
        for key, url in source.objects.exclude(url="").values_list("page_id", "url"):
            if key in texts:
                addresses[key].extend(outer([url]))
    with transaction.atomic():
        _keep_addresses({key: {*links.addresses, *addresses[key]} for key, links in texts.items()})
        _keep_page_links({(key, target) for key, links in texts.items() for target in links.pages})


def _keep_addresses(found: Mapping[int, Iterable[str]]) -> None:
    by_digest = {digest_of(address): address for named in found.values() for address in named}
    links = [CheckedLink(digest=digest, address=address) for digest, address in by_digest.items()]
    CheckedLink.objects.bulk_create(links, batch_size=_MANY, ignore_conflicts=True)
    wanted = {(digest_of(address), key) for key, named in found.items() for address in named}
    through = CheckedLink.pages.through
    rows = {(digest, page): pk for pk, digest, page in through.objects.values_list("pk", "checkedlink_id", "page_id")}
    new = [through(checkedlink_id=digest, page_id=page) for digest, page in wanted - rows.keys()]
    through.objects.bulk_create(new, batch_size=_MANY)
    _delete(through, [pk for pair, pk in rows.items() if pair not in wanted])
    CheckedLink.objects.filter(pages=None).delete()


def _keep_page_links(wanted: set[tuple[int, int]]) -> None:
    rows = {(page, target): pk for pk, page, target in PageLink.objects.values_list("pk", "page_id", "target")}
    new = [PageLink(page_id=page, target=target) for page, target in wanted - rows.keys()]
    PageLink.objects.bulk_create(new, batch_size=_MANY)
    _delete(PageLink, [pk for pair, pk in rows.items() if pair not in wanted])


def _delete(model: type[models.Model], keys: list[int]) -> None:
    for start in range(0, len(keys), _MANY):
        model._default_manager.filter(pk__in=keys[start : start + _MANY]).delete()  # noqa: SLF001 - Django's public way
