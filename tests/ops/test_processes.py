"""Children end with us, whoever ends first and however."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ops import processes
from ops.fault import Fault
from ops.places import ROOT
from ops.supervisor import ENDING_SIGNALS, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture(autouse=True)
def signal_handlers_restored():
    before = {number: signal.getsignal(number) for number in ENDING_SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def ends(pid: int, seconds: float = 10) -> bool:
    """Whether the process is gone, or a zombie nobody collected, within the time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_parent_killed_outright_takes_its_children_along(tmp_path):
    program = f"""
import time
from ops import processes
child = processes.start({SLEEP!r})
print(child.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        parent.kill()
    assert ends(pid)


def test_one_child_that_ends_is_named_and_the_others_are_stopped():
    with pytest.raises(Fault, match="the worker ended by itself with code 7: stopping the server too"):
        with Supervisor() as supervisor:
            supervisor.start("the server", SLEEP, os.environ)
            supervisor.start("the worker", [sys.executable, "-c", "raise SystemExit(7)"], os.environ)
            server = supervisor._children["the server"]
            supervisor.wait()
    assert server.poll() is not None


@pytest.mark.parametrize("number", ENDING_SIGNALS)
def test_each_ending_signal_stops_every_child(number):
    children = []
    with pytest.raises(KeyboardInterrupt), Supervisor() as supervisor:
        supervisor.start("the server", SLEEP, os.environ)
        supervisor.start("the worker", SLEEP, os.environ)
        children += supervisor._children.values()
        os.kill(os.getpid(), number)
        supervisor.wait()
    assert all(child.poll() is not None for child in children)


def test_a_child_that_ignores_term_is_killed_with_its_own_children():
    stubborn = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", stubborn], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    grandchild = int(child.stdout.readline())
    assert processes.stop(child, grace=0.3) == -signal.SIGKILL
    assert ends(grandchild)


def test_waiting_for_an_answer_that_never_comes_ends_in_a_clear_line():
    with pytest.raises(Fault, match="the server: no answer within 0 s"), Supervisor() as supervisor:
        supervisor.start("the server", SLEEP, os.environ)
        supervisor.wait_until(lambda: False, 0.3)


def test_a_step_that_we_give_up_is_ended():
    with pytest.raises(RuntimeError), processes.step(SLEEP) as step:
        raise RuntimeError
    assert step.returncode == -signal.SIGTERM


def test_what_a_step_printed_comes_with_its_code():
    program = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    code, said = processes.printed([sys.executable, "-u", "-c", program])
    assert (code, said) == (3, "out\nerr")
