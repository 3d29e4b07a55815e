"""Reads a SEARCH_URL of this engine and makes the client."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from elasticsearch import Elasticsearch, OrjsonSerializer

DEFAULT_PORTS = {"http": 9200, "https": 443}
MAX_SHARDS = 64
# An index name may hold more, but a prefix of this form can't be taken for a pattern, a date expression or a path.
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True)
class Address:
    """The parts of `http(s)://user:password@host:port/<index-prefix>?shards=1&timeout=1.0&ca=/path`.

    `timeout`: seconds one request may take. `shards`: of the index. `ca`: path of the certificate of a private
    authority (https only); certificates are always verified.
    """

    node: str
    prefix: str
    user: str = ""
    password: str = field(default="", repr=False)
    shards: int = 1
    timeout: float = 1.0
    ca: str = ""

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read a URL. Raises ValueError, without the password in its text, for anything else."""
        try:
            parts = urlsplit(url)
            port = parts.port or DEFAULT_PORTS[parts.scheme]
        except (KeyError, ValueError):
            raise ValueError("SEARCH_URL must be like https://user:password@host:9200/<index-prefix>") from None
        if not parts.hostname:
            raise ValueError("SEARCH_URL names no host")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return cls(
            node=f"{parts.scheme}://{host}:{port}",
            prefix=_prefix(parts.path),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            **_settings(parts),
        )

    def connect(self) -> Elasticsearch:
        """Return a client that connects with the first request; it retries once where a connection was lost.

        A request that ran out of time is not repeated.
        """
        options: dict[str, Any] = {"ca_certs": self.ca} if self.ca else {}
        if self.user:
            options["basic_auth"] = (self.user, self.password)
        return Elasticsearch(
            self.node,
            serializer=OrjsonSerializer(),
            request_timeout=self.timeout,
            retry_on_timeout=False,
            retry_on_status=(),
            max_retries=1,
            **options,
        )


def _prefix(path: str) -> str:
    prefix = path.strip("/")
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"SEARCH_URL needs an index prefix of a-z, 0-9, - and _ as its path, not {prefix!r}")
    return prefix


def _settings(parts: SplitResult) -> dict[str, Any]:
    read = {"shards": _shards, "timeout": _timeout, "ca": _authority}
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := set(given) - set(read):
        raise ValueError(f"SEARCH_URL has unknown settings {sorted(unknown)}")
    if "ca" in given and parts.scheme != "https":
        raise ValueError("SEARCH_URL: ca= needs https")
    return {name: read[name](value) for name, value in given.items()}


def _shards(raw: str) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", raw) or not 1 <= int(raw) <= MAX_SHARDS:
        raise ValueError(f"SEARCH_URL: shards must be 1 to {MAX_SHARDS}, not {raw!r}")
    return int(raw)


def _timeout(raw: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", raw) or not float(raw):
        raise ValueError(f"SEARCH_URL: timeout must be a number of seconds, not {raw!r}")
    return float(raw)


def _authority(raw: str) -> str:
    if not Path(raw).is_absolute() or not Path(raw).is_file():
        raise ValueError(f"SEARCH_URL: ca must be the absolute path of a certificate file, not {raw!r}")
    return raw
