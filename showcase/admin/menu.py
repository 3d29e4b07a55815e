"""The main menu of the admin, by work: what the apps register, in groups; nobody sees what they may not use."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.models import Page


class SectionMenuItem(MenuItem):
    """The list of one kind of page; shown to users who may add, change or publish in its Chinese section."""

    section = ""

    @classmethod
    def of(cls, section: str) -> type["SectionMenuItem"]:
        """Return the item class for the section with this slug."""
        return type(f"{section.title()}MenuItem", (cls,), {"section": section})

    def is_shown(self, request: HttpRequest) -> bool:
        if request.user.is_superuser:
            return True
        page = Page.objects.filter(depth=3, slug=self.section).order_by("path").first()
        return page is not None and bool(page.permissions_for_user(request.user).permissions)


@dataclass(frozen=True)
class MenuGroup:
    """A group of the main menu. `members` are names of registered items, in the order in which they are shown."""

    name: str
    label: Any
    icon: str
    members: tuple[str, ...]

    def item(self, members: list[MenuItem], order: int) -> MenuItem:
        """Return the group with these members; one member alone is what the group leads to."""
        if len(members) > 1:
            menu = Menu(items=[_at(place, member) for place, member in enumerate(members)])
            return SubmenuMenuItem(self.label, menu, name=self.name, icon_name=self.icon, order=order)
        if isinstance(members[0], SubmenuMenuItem):
            return _at(order, members[0])
        return MenuItem(self.label, members[0].url, name=self.name, icon_name=self.icon, order=order)


GROUPS = (
    MenuGroup(
        "content",
        pgettext_lazy("menu", "Content"),
        "doc-full",
        (
            *("cases", "technologies", "practices", "story-collections", "visits"),
            *("explorer", "images", "documents"),
        ),
    ),
    MenuGroup("lists", pgettext_lazy("menu", "Lists"), "clipboard-list", ("announcements", "entries", "list-imports")),
    MenuGroup("units", pgettext_lazy("menu", "Enterprises"), "group", ("enterprises", "merges")),
    MenuGroup("vocabulary", pgettext_lazy("menu", "Vocabulary"), "tag", ("vocabulary",)),
    MenuGroup(
        "received",
        pgettext_lazy("menu", "Received"),
        "mail",
        ("inbox", "replications", "objections", "answer-templates"),
    ),
)


def arrange(items: list[MenuItem]) -> list[MenuItem]:
    """Return the items that a user may use, in their groups; those that no group names stay where they are."""
    named = {item.name: item for item in items}
    groups = [(group, list(_taken(group, named))) for group in GROUPS]
    return [*(group.item(members, place) for place, (group, members) in enumerate(groups) if members), *named.values()]


def _taken(group: MenuGroup, named: dict[str, MenuItem]) -> Iterator[MenuItem]:
    """Take the group's members out of the named items, and yield them."""
    for name in group.members:
        item = named.pop(name, None)
        if name == "explorer" and item is not None:
            # Wagtail's tree opens beside the main menu only; inside a group it is a list like the others.
            item = MenuItem(_("All pages"), reverse("wagtailadmin_explore_root"), icon_name="folder-open-inverse")
        if item is not None:
            yield item


def _at(place: int, item: MenuItem) -> MenuItem:
    """Return the item at this place; registered items are shared by all requests."""
    placed = copy(item)
    placed.order = place
    return placed
