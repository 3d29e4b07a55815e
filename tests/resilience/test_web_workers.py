"""Editors at several web workers at once, and workers that are killed: no edit that was answered is lost."""

import contextlib
import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from ops import ports
from search.index.source import public_ids
from showcase.models import CaseStudyPage
from tests.resilience.editors import Editor, publishing_form, session_of_publisher
from tests.resilience.finding import assert_all_agree
from tests.sites import Site

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("东", "南", "西", "北")


def test_four_editors_at_four_gunicorn_workers_lose_none(site: Site) -> None:
    forms = [[publishing_form(f"改造{name}号{n}") for n in range(4)] for name in NAMES]
    session = session_of_publisher()
    served = replace(site, port=ports.free())

    with served.serving(workers=4):
        editors = [Editor(served.port, session, each) for each in forms]
        for editor in editors:
            editor.join()
    site.manage("worker", "--once")

    assert [editor.answers for editor in editors] == [[302] * 4] * 4
    assert CaseStudyPage.objects.count() == 16
    assert_all_agree({case.story_id for case in CaseStudyPage.objects.all()})


def test_a_gunicorn_worker_that_is_killed_loses_no_edit_that_was_answered(site: Site) -> None:
    forms = [[publishing_form(f"改造{name}号{n}") for n in range(8)] for name in NAMES[:2]]
    session = session_of_publisher()
    served = replace(site, port=ports.free())

    with served.serving(workers=2) as master:
        editors = [Editor(served.port, session, each) for each in forms]
        for editor in editors:
            editor.first_answer.wait(60)
        while not any(editor.was_cut_off or not editor.is_alive() for editor in editors):
            kill_workers_of(master)
            editors[0].join(0.2)
        for editor in editors:
            editor.join()
    call_command("search_drain", verbosity=0)

    answered = {title for editor in editors for title in editor.published}
    live = set(CaseStudyPage.objects.live().values_list("title", flat=True))
    assert len(answered) >= 2
    assert answered <= live
    assert_all_agree(public_ids())


def kill_workers_of(master: subprocess.Popen[bytes]) -> None:
    """`kill -9` to every worker there is now; the master starts others."""
    for pid in Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
