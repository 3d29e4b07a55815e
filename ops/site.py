"""The environment variables under which `make run` serves: those of production, on this machine."""

import os
import secrets
from collections.abc import Mapping

from ops import stamps
from ops.places import VAR
from ops.ports import LOOPBACK

DATABASE = VAR / "db.sqlite3"
SECRET_KEY = VAR / "secret_key"
ADMIN_PASSWORD = VAR / "demo_admin_password"
CONTRIBUTOR_PASSWORD = VAR / "demo_contributor_password"
EMBEDDED_SEARCH = f"embedded://{VAR / 'search'}"


def secret_key() -> str:
    """Return the key of this clone: generated once, readable only by its owner."""
    if not SECRET_KEY.exists():
        stamps.write_whole(SECRET_KEY, secrets.token_urlsafe(64), mode=0o600)
    return SECRET_KEY.read_text()


def address(port: int) -> str:
    """Return the address at which a reader opens the site, without a final slash."""
    return f"http://{LOOPBACK}:{port}"


def environment(port: int, search_url: str, outer: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return `outer` with every setting of the site.

    DATABASE_URL of a shell is replaced: its data must stay untouched.
    """
    return {
        **outer,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PYTHONUNBUFFERED": "1",
        "DEBUG": "False",
        "DEMO": "True",
        "SECRET_KEY": secret_key(),
        "SITE_URL": address(port),
        "ALLOWED_HOSTS": f"{LOOPBACK},localhost",
        "DATABASE_URL": f"sqlite:///{DATABASE}",
        "SEARCH_URL": search_url,
        "CACHE_URL": "locmemcache://lujian",
        "EMAIL_URL": "consolemail://",
        "MEDIA_ROOT": str(VAR / "media"),
        "DOCUMENTS_ROOT": str(VAR / "documents"),
        "OBJECTIONS_ROOT": str(VAR / "objections"),
        "STATIC_ROOT": str(VAR / "static"),
        "BIND": f"{LOOPBACK}:{port}",
    }
