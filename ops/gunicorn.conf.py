"""Gunicorn as `make run` and production start it: `gunicorn -c ops/gunicorn.conf.py portal.wsgi:application`."""  # noqa: N999 - the name gunicorn uses

import os

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


def post_fork(server: object, worker: object) -> None:
    """Let no worker use a connection that was opened before the fork."""
    from django.db import connections

    connections.close_all()
