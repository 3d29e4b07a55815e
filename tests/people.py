"""Accounts and pictures for tests. `tests.factories` passes them on."""

import io
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from PIL import Image as Pillow

from portal.models import Image, User
from portal.roles import ensure_roles
from search.roles import ROLES as SEARCH_ROLES
from showcase.roles import ensure_showcase_roles
from showcase.site_tree import ensure_site_tree

_serial = count(1)


def make_user(role: str = "", username: str = "", **fields: Any) -> User:
    """An account in the group of this role (`editor`, `list officer`, …), or one without any. For `force_login`."""
    user = User.objects.create_user(username or f"{role or 'nobody'}-{next(_serial)}".replace(" ", "-"), **fields)
    if role:
        if not Group.objects.filter(name=role).exists():
            ensure_site_tree()
            ensure_showcase_roles()
            ensure_roles(apps, SEARCH_ROLES)
        user.groups.add(Group.objects.get(name=role))
    return user


def make_superuser(username: str = "root", **fields: Any) -> User:
    return User.objects.create_superuser(username, **fields)


def make_image(title: str = "示例图片", size: tuple[int, int] = (64, 48), **fields: Any) -> Image:
    """A small plain PNG with alternative texts in both languages."""
    data = io.BytesIO()
    Pillow.new("RGB", size, "seagreen").save(data, "PNG")
    values = {"alt_zh": "绿色色块", "alt_en": "A plain green picture", **fields}
    file = ImageFile(io.BytesIO(data.getvalue()), name=f"example-{next(_serial)}.png")
    return Image.objects.create(title=title, file=file, **values)
