import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from search.engines.elastic.owner import SILENCE, Owner, _started

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="process numbers are read from /proc")


def of(pid):
    return replace(Owner.here(), pid=pid, started=_started(pid))


def test_an_owner_comes_back_from_its_document():
    assert Owner.from_dict(Owner.here().to_dict()) == Owner.here()


def test_this_process_lives_however_long_it_was_silent():
    assert Owner.here().lives(heartbeat=0.0)


def test_an_ended_process_of_this_machine_is_dead_at_once():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    owner = of(process.pid)
    assert owner.lives(heartbeat=0.0)

    process.kill()
    # Not yet waited for: the system still keeps its number.
    while ") Z " not in Path(f"/proc/{process.pid}/stat").read_text():
        time.sleep(0.01)
    dead_while_kept = owner.lives(heartbeat=time.time())
    process.wait()

    assert not dead_while_kept
    assert not owner.lives(heartbeat=time.time())


def test_a_later_process_of_the_same_number_is_another():
    assert not replace(Owner.here(), started="1").lives(heartbeat=time.time())


def test_of_another_machine_only_the_heartbeat_tells():
    elsewhere = replace(Owner.here(), machine="elsewhere", pid=1, started="1")

    assert elsewhere.lives(heartbeat=time.time() - SILENCE + 10)
    assert not elsewhere.lives(heartbeat=time.time() - SILENCE - 10)
