"""Decides whether an uploaded file is public now: the rule by which pictures and documents are served."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import BaseViewRestriction, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from portal.pages.permissions import WORKING_ON, page_policy
from portal.pages.visibility import public_pages, restrictions_of, standing_pages

ADMIN = "wagtailadmin.access_admin"
_IN_THE_ADMIN = ("choose", "change", "delete")

# Model whose rows show files → whether any row with these primary keys is public now.
_OWNERS: dict[type[Model], Callable[[Collection[str]], bool]] = {}
# Model of files → other public uses, which Wagtail's reference index does not see.
_USES: dict[type[Model], list[Callable[[Any], bool]]] = defaultdict(list)
# Child relations whose files stay private whatever page they belong to.
_PRIVATE_RELATIONS: set[str] = set()


def register_owner(model: type[Model], any_public: Callable[[Collection[str]], bool]) -> None:
    """Let rows of this model (the lowest concrete one, as `Page`) make their files public while they are public."""
    _OWNERS[model] = any_public


def register_use(file_model: type[Model], is_used: Callable[[Any], bool]) -> None:
    """Let `is_used(file)` make a file public."""
    _USES[file_model].append(is_used)


def register_private(relation: str) -> None:
    """Let files that only the rows of this child relation name stay private: evidence behind a published page."""
    _PRIVATE_RELATIONS.add(relation)


def is_public(file: Any) -> bool:
    """Say whether an image or document is public now: something public uses it, and its collection is not private.

    Queries the database each time, by indexes: nothing is cached, so publishing and unpublishing count at once.
    """
    used = _is_shown(file) or any(is_used(file) for is_used in _USES[type(file)])
    return used and not file.collection.get_view_restrictions().exists()


def _is_shown(file: Model) -> bool:
    return any(_OWNERS[model](keys) for model, keys in _owners_of(file).items() if model in _OWNERS)


def _owners_of(file: Model) -> dict[type[Model], list[str]]:
    """Return model → primary keys of the rows whose saved state shows this file, without unpublished drafts."""
    found: dict[type[Model], list[str]] = defaultdict(list)
    references = ReferenceIndex.get_references_to(file)
    for relation in _PRIVATE_RELATIONS:
        references = references.exclude(model_path__startswith=f"{relation}.")
    for content_type, key in references.values_list("base_content_type", "object_id").distinct():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            found[model].append(key)
    return found


def any_public_page(keys: Collection[str]) -> bool:
    """Say whether one of these pages is public now."""
    return public_pages(Page.objects.filter(pk__in=keys)).exists()


def is_open_to(request: HttpRequest, file: Any) -> bool:
    """Say whether this reader may have a file that is not public: in the admin, or on a private page they may read."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return _may_use(request.user, file) or _is_shown_to(request, file)


def _may_use(user: Any, file: Any) -> bool:
    """Say whether the admin shows it to them: in a listing, a chooser, or on a page that they work on."""
    if not user.is_authenticated or not user.has_perm(ADMIN):
        return False
    policy = policy_registry.get_by_type(type(file))
    if policy.user_has_any_permission_for_instance(user, _IN_THE_ADMIN, file):
        return True
    keys = _owners_of(file).get(Page, [])
    worked_on = page_policy().instances_user_has_any_permission_for(user, WORKING_ON)
    return bool(keys) and bool(worked_on.filter(pk__in=keys).exists())


def _is_shown_to(request: HttpRequest, file: Any) -> bool:
    """Say whether it is on a page that this reader may open, and its collection is open to them too."""
    keys = _owners_of(file).get(Page, [])
    return _may_open_one(request, keys) and _accepts(request, file.collection.get_view_restrictions())


def password_is_missing(request: HttpRequest, file: Any) -> bool:
    """Say whether only the password of its collection keeps this reader from a file that a page shows."""
    missing = [found for found in file.collection.get_view_restrictions() if not found.accept_request(request)]
    asks = bool(missing) and all(found.restriction_type == BaseViewRestriction.PASSWORD for found in missing)
    return asks and _may_open_one(request, _owners_of(file).get(Page, []))


def _may_open_one(request: HttpRequest, keys: Collection[str]) -> bool:
    if any_public_page(keys):
        return True
    pages = standing_pages(Page.objects.filter(pk__in=keys))
    return any(_accepts(request, restrictions_of(page), least=1) for page in pages)


def _accepts(request: HttpRequest, restrictions: Iterable[Any], least: int = 0) -> bool:
    found = list(restrictions)
    return len(found) >= least and all(restriction.accept_request(request) for restriction in found)
