"""Publishers in processes of their own, forked from one that has loaded the site."""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from unittest import mock

from ops import processes
from tests.resilience.publish_many import publish
from tests.sites import Site

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.resilience.preloaded"])


class Publisher:
    """A process that publishes cases one after another; `published` are those whose commit it has told us of."""

    def __init__(self, site: Site, name: str, count: int) -> None:
        with mock.patch.dict(os.environ, site.environment):  # of all tests of this process, but for the index
            forkserver.ensure_running()
        self._log = site.folder / f"{name}.log"
        self._told, telling = _FORKING.Pipe(duplex=False)
        arguments = (name, count, site.search_url, telling, self._log)
        self.process = _FORKING.Process(target=publish, args=arguments, daemon=True)
        self.process.start()
        telling.close()
        self.published: list[str] = []

    @property
    def is_at_work(self) -> bool:
        return self.process.exitcode is None

    def publish(self, count: int = sys.maxsize) -> list[str]:
        """Read on until so many more cases are published, or the process has ended."""
        for _ in range(count):
            try:
                self.published.append(self._told.recv())
            except (EOFError, OSError):  # the end, or what a killed process had not finished to say
                break
        return self.published

    def kill(self) -> None:
        """`kill -9`, wherever it is."""
        self.process.kill()
        self.publish()
        self.process.join()

    def finish(self) -> list[str]:
        """Wait until all is published; fail the test with what it printed where it did not end well."""
        self.publish()
        self.process.join()
        assert self.process.exitcode == 0, processes.tail(self._log, 40)
        return self.published

    def close(self) -> None:
        """End the process, if it has not ended."""
        self.process.kill()
        self.process.join()
        self._told.close()


@contextmanager
def publishing(site: Site, *names: str, count: int) -> Iterator[list[Publisher]]:
    """Publishers at work at the same time; none outlives the block."""
    publishers = [Publisher(site, name, count) for name in names]
    try:
        yield publishers
    finally:
        for publisher in publishers:
            publisher.close()
