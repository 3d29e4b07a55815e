"""Turns tantivy's errors, and the panics of its Rust side, into SearchUnavailable."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.core.engine import RecordsRefused, SearchUnavailable


@contextmanager
def trouble(reason: str) -> Iterator[None]:
    """Run tantivy calls; whatever they raise leaves as SearchUnavailable with this reason."""
    try:
        yield
    except (SearchUnavailable, RecordsRefused):
        raise
    except Exception as error:
        raise SearchUnavailable(reason, _first_line(error)) from error
    except BaseException as error:
        # A panic derives from BaseException, and its class can't be imported.
        if type(error).__name__ == "PanicException":
            raise SearchUnavailable(reason, _first_line(error)) from error
        raise


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]
