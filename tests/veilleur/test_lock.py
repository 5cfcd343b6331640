"""The lock: one at a time, freed whatever happens to its holder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from veilleur.lock import Busy, only_one

HOLD = """
import sys
from pathlib import Path
from veilleur.lock import only_one

with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_told_who_works(tmp_path: Path) -> None:
    with only_one(tmp_path / "v.db"), pytest.raises(Busy, match=f"processus {os.getpid()}"), only_one(tmp_path / "v.db"):
        pass


def test_two_bases_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with only_one(tmp_path / "a.db"), only_one(tmp_path / "b.db"):
        pass


def test_the_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), only_one(tmp_path / "v.db"):
        raise ZeroDivisionError
    with only_one(tmp_path / "v.db"):
        pass


def test_kill_9_leaves_no_lock(tmp_path: Path) -> None:
    base = tmp_path / "v.db"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(base)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy), only_one(base):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with only_one(base):
        pass
