import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from cnnviz import limits
from cnnviz import machine as machine_of
from cnnviz.training.worker import bounds


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of 8 cores and 16 GB; the folder is where a container's limits are written."""
    monkeypatch.setattr(machine_of, "CONTROL", tmp_path)
    monkeypatch.setattr(machine_of, "OWN", tmp_path / "own")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(total=16 * 2**30))
    return tmp_path


@pytest.mark.parametrize(
    ("cores", "slots", "threads"), [(1, 2, 1), (2, 2, 1), (4, 2, 2), (8, 4, 2), (16, 8, 2), (64, 16, 4)]
)
def test_cores_are_shared_among_the_runs(
    cores: int, slots: int, threads: int, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert (bounds.slots(), bounds.threads()) == (slots, threads)


def test_who_hosts_the_app_may_choose_how_many_run_at_once(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_SLOTS", 1)
    assert (bounds.slots(), bounds.threads()) == (1, 8)


def test_a_container_has_the_cores_and_the_memory_it_was_given(machine: Path) -> None:
    (machine / "cpu.max").write_text("400000 100000\n")
    (machine / "memory.max").write_text(f"{3 * 2**30}\n")
    assert (machine_of.cores(), machine_of.memory(), bounds.slots()) == (4, 3 * 2**30, 2)
    (machine / "cpu.max").write_text("50000 100000\n")
    assert machine_of.cores() == 1
    (machine / "cpu.max").write_text("max 100000\n")
    (machine / "memory.max").write_text("max\n")
    assert (machine_of.cores(), machine_of.memory()) == (8, 16 * 2**30)


def test_little_memory_holds_one_run_and_no_spare(machine: Path) -> None:
    assert bounds.has_room_for_spare()
    (machine / "memory.max").write_text(str(2**30 - 1))
    assert bounds.slots() == 1
    assert not bounds.has_room_for_spare()


def test_runs_get_what_the_app_leaves(machine: Path) -> None:
    (machine / "memory.max").write_text(str(2**30))
    assert bounds.slots() == 1
    assert bounds.most_memory() == 2**30 - limits.APP_BYTES
    (machine / "memory.max").write_text(str(limits.APP_BYTES + 3 * bounds.RUN_BYTES))
    assert bounds.slots() == 3
    assert bounds.most_memory() == bounds.RUN_BYTES
    assert not bounds.has_room_for_spare()


def test_a_cluster_s_workers_do_not_share_the_app_s_memory(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (machine / "memory.max").write_text(str(2**30))
    monkeypatch.setenv("CNNVIZ_SCHEDULER", "tcp://127.0.0.1:1")
    assert bounds.most_memory() == limits.TRAIN_MEMORY


def test_a_worker_is_told_to_wait_passively_and_use_its_threads_only() -> None:
    environment = bounds.environment()
    assert environment["OMP_WAIT_POLICY"] == "PASSIVE"
    assert environment["OMP_NUM_THREADS"] == str(bounds.threads())
    assert environment.items() >= {"PATH": os.environ["PATH"]}.items()


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux bounds a process's data.")
def test_a_worker_gives_way_and_cannot_take_all_memory() -> None:
    code = (
        "import os, resource\n"
        "from cnnviz.training.worker import bounds\n"
        "bounds.settle()\n"
        "print(os.nice(0), resource.getrlimit(resource.RLIMIT_CORE)[0], open('/proc/self/oom_score_adj').read())\n"
        "try: bytearray(8 * 2**30)\n"
        "except MemoryError: print('refused')\n"
    )
    environment = {**os.environ, "CNNVIZ_TRAIN_MEMORY": str(2**30)}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    niced, core, killed, last = said.stdout.split()
    assert int(niced) >= min(19, os.nice(0) + bounds.NICE)
    assert int(killed) >= bounds.OOM_FIRST > int(Path("/proc/self/oom_score_adj").read_text())
    assert (core, last) == ("0", "refused") or bounds.has_cuda()
