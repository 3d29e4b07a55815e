"""Turns every error of client and cluster into SearchUnavailable."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from elasticsearch import ApiError, ConnectionTimeout, SerializationError, TransportError, UnsupportedProductError

from search.core.engine import SearchUnavailable, State

UNREACHABLE, BUSY = "unreachable", "busy"

_BY_TYPE: dict[str, str] = {
    "index_not_found_exception": State.MISSING,
    # Nobody closes an index in use, and only who closed it would open it again: a rebuild replaces it.
    "index_closed_exception": State.MISSING,
    # The index was there when the search began.
    "search_context_missing_exception": State.MISSING,
    "strict_dynamic_mapping_exception": State.OUTDATED,
    # Read-only because the disk is full, or because someone said so: time helps, a rebuild doesn't.
    "cluster_block_exception": BUSY,
}
_BY_STATUS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: UNREACHABLE,
    HTTPStatus.FORBIDDEN: UNREACHABLE,
    HTTPStatus.REQUEST_TIMEOUT: BUSY,
    HTTPStatus.TOO_MANY_REQUESTS: BUSY,
    HTTPStatus.BAD_GATEWAY: UNREACHABLE,
    HTTPStatus.SERVICE_UNAVAILABLE: BUSY,
    HTTPStatus.GATEWAY_TIMEOUT: UNREACHABLE,
}


@contextmanager
def outward() -> Iterator[None]:
    """Run calls of the client; every error leaves as SearchUnavailable."""
    try:
        yield
    except UnsupportedProductError as error:
        raise SearchUnavailable(UNREACHABLE, "whatever answers there is not Elasticsearch") from error
    except ApiError as error:
        raise of_answer(error) from error
    except ConnectionTimeout as error:
        raise SearchUnavailable(UNREACHABLE, f"no answer in time: {_short(error.message)}") from error
    except SerializationError as error:
        raise SearchUnavailable(UNREACHABLE, f"an answer that can't be read: {_short(error.message)}") from error
    except TransportError as error:
        raise SearchUnavailable(UNREACHABLE, _short(error.message)) from error
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        # An answer of an unforeseen form: a proxy's, a half-compatible server's, a record of other code.
        raise SearchUnavailable(State.DAMAGED, _short(f"not what this code expects: {error!r}")) from error


def refused(status: int, error: Any) -> SearchUnavailable:
    """Return the exception for an `error` object of the cluster: the whole response, or one of several in it."""
    kind, reason = _innermost(error)
    known = _BY_TYPE.get(kind) or _BY_STATUS.get(status) or State.DAMAGED
    return SearchUnavailable(str(known), _short(f"{status} {kind} {reason}"))


def is_of_index(error: Any) -> bool:
    """Say whether an `error` object is about the index rather than about what was sent."""
    return _innermost(error)[0] in _BY_TYPE


def of_answer(error: ApiError) -> SearchUnavailable:
    """Return the exception for a response that is one whole refusal."""
    body = error.body if isinstance(error.body, dict) else {}
    # One search of several that failed comes inside an answer that is itself in order.
    status = body.get("status") if error.meta.status == HTTPStatus.OK else error.meta.status
    return refused(status if isinstance(status, int) else error.meta.status, body.get("error", error.body))


def _innermost(error: Any) -> tuple[str, str]:
    """Return type and reason of the first root cause: the outermost often says only that all shards failed."""
    if not isinstance(error, dict):
        return "", str(error or "")
    causes = error.get("root_cause") or [error]
    cause = causes[0] if isinstance(causes[0], dict) else error
    return str(cause.get("type", "")), str(cause.get("reason", ""))


def _short(text: str) -> str:
    return " ".join(text.split())[:300]
