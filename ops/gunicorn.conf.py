"""Gunicorn as `make run` and production start it: `gunicorn -c ops/gunicorn.conf.py portal.wsgi:application`."""  # noqa: N999 - the name gunicorn uses

import logging
import os
import re
from typing import Any

from gunicorn.http import message

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# Loads the site once and shares its memory; nothing may open an index or a connection before the fork.
preload_app = True
timeout = 60
graceful_timeout = 15
# The longest a request line may be: a query of 200 Chinese characters and every facet fit many times over.
limit_request_line = 8190
# A heartbeat on a slow disk would look like a worker that hangs.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 - gunicorn's own idiom
# Nothing talks to it, and two sites of one user would share its default path.
control_socket_disable = True
loglevel = os.environ.get("LOG_LEVEL", "warning")

# Chinese letters typed into an address for curl or a script arrive as bare bytes; browsers encode them. The standard
# asks for percent signs and gunicorn answers 400; other servers take them and Django reads UTF-8. Spaces and controls
# stay refused. No setting of gunicorn (27.0) allows it, and both its parsers read this constant: a test of the running
# server (tests/ops) fails when a version doesn't.
message.RFC9112_TARGET_INVALID = re.compile(r"[^\x21-\x7e\x80-\xff]")


def post_fork(server: object, worker: object) -> None:
    """Let no worker use a connection that was opened before the fork."""
    from django.db import connections

    connections.close_all()


def worker_exit(server: object, worker: Any) -> None:
    """Leave the memory to the kernel: freeing what all workers share would copy it, seconds per worker.

    A worker that never started ends as gunicorn expects: its exit code makes the master give up. For a worker that is
    gone already, the master itself calls this.
    """
    if worker.booted and worker.pid == os.getpid():
        logging.shutdown()
        os._exit(0)
