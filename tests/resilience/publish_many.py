"""What a publisher of several does, in a process of its own that `preloaded` made ready."""

import os
from multiprocessing.connection import Connection
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tests.factories import make_case


def publish(name: str, count: int, search_url: str, told: Connection, log: Path) -> None:
    """Publish COUNT cases titled `改造<name>号<n>`, each as an editor's request does: one transaction, then a drain.

    Sends the permanent id of each case after the transaction that published it is committed: what is sent must never
    be lost.
    """
    with log.open("wb") as written:
        os.dup2(written.fileno(), 2)
    settings.SEARCH_URL = search_url
    for number in range(count):
        with transaction.atomic():
            case = make_case(
                f"改造{name}号{number}", slug=f"{name}-{number}", industries=["C1713"], techniques=["T02.01"]
            )
        told.send(case.story_id)
