"""Publishers in processes of their own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ops import processes
from tests.sites import Site


class Publisher:
    """A process that publishes cases one after another; `published` are those whose commit it has told us of."""

    def __init__(self, site: Site, name: str, count: int) -> None:
        self._log = site.folder / f"{name}.log"
        self.published: list[str] = []
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.resilience.publish_many", name, str(count)],
                env=site.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def publish(self, count: int = sys.maxsize) -> list[str]:
        """Read on until so many more cases are published, or the process has ended."""
        assert self.process.stdout is not None
        for _ in range(count):
            line = self.process.stdout.readline()
            if not line.endswith("\n"):  # the end, or what a killed process had not finished to say
                break
            self.published.append(line.strip())
        return self.published

    def kill(self) -> None:
        """`kill -9`, wherever it is."""
        self.process.kill()
        self.publish()
        self.process.wait()

    def finish(self) -> list[str]:
        """Wait until all is published; fail the test with what it printed where it did not end well."""
        self.publish()
        assert self.process.wait() == 0, processes.tail(self._log, 40)
        return self.published


@contextmanager
def publishing(site: Site, *names: str, count: int) -> Iterator[list[Publisher]]:
    """Publishers at work at the same time; none outlives the block."""
    publishers = [Publisher(site, name, count) for name in names]
    try:
        yield publishers
    finally:
        for publisher in publishers:
            publisher.process.kill()
            publisher.process.wait()
            if publisher.process.stdout:
                publisher.process.stdout.close()
