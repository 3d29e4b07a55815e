"""One publisher of several: `python -m tests.resilience.publish_many NAME COUNT` publishes COUNT new cases.

Prints the permanent id of each case after the transaction that published it is committed: what is printed must never
be lost. The site is the one that DATABASE_URL and SEARCH_URL name.
"""

import os
import sys

import django


def publish(name: str, count: int) -> None:
    """Publish cases titled `改造<name>号<n>`, each as an editor's request does: one transaction, then a drain."""
    from django.db import transaction

    from tests.factories import make_case

    for number in range(count):
        with transaction.atomic():
            case = make_case(
                f"改造{name}号{number}", slug=f"{name}-{number}", industries=["C1713"], techniques=["T02.01"]
            )
        sys.stdout.write(f"{case.story_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    publish(sys.argv[1], int(sys.argv[2]))
