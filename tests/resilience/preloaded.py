"""Imported by the process that publishers are forked from: the site is loaded once, no connection is open."""

import django

django.setup()

from tests.resilience import publish_many  # noqa: E402, F401 - its models need the site
