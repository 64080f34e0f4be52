"""What `cnnviz.machine` reads of a container, in a tree of control groups that the test writes."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from cnnviz import machine

GB = 2**30


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of 16 GB, 12 of them free; the folder is where Linux shows control groups."""
    monkeypatch.setattr(machine, "CONTROL", tmp_path / "cgroup")
    monkeypatch.setattr(machine, "OWN", tmp_path / "own")
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(total=16 * GB, available=12 * GB))
    return tmp_path


def write(tree: Path, own: str, files: Mapping[str, object]) -> None:
    """Put this process into groups, and give them files."""
    (tree / "own").write_text(own)
    for name, content in files.items():
        path = tree / "cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{content}\n")


def test_without_groups_the_machine_is_all_there_is(tree: Path) -> None:
    assert (machine.cores(), machine.memory(), machine.free_memory()) == (8, 16 * GB, 12 * GB)


def test_a_container_of_version_2_sees_its_limits_at_the_root(tree: Path) -> None:
    stat = f"anon 5\ninactive_file {GB // 4}\n"
    files = {"memory.max": GB, "memory.current": GB // 2, "memory.stat": stat, "cpu.max": "200000 100000"}
    write(tree, "0::/\n", files)
    assert (machine.cores(), machine.memory(), machine.free_memory()) == (2, GB, GB * 3 // 4)


def test_the_narrowest_group_above_counts(tree: Path) -> None:
    files = {
        "system.slice/memory.max": 3 * GB,
        "system.slice/memory.high": 2 * GB,
        "system.slice/memory.current": GB,
        "system.slice/cnnviz.service/memory.max": "max",
        "system.slice/cnnviz.service/cpu.max": "max 100000",
        "system.slice/cpu.max": "350000 100000",
    }
    write(tree, "0::/system.slice/cnnviz.service\n", files)
    assert (machine.cores(), machine.memory(), machine.free_memory()) == (3, 2 * GB, GB)


@pytest.mark.parametrize("within", ["/", "/docker/0123"])
def test_a_container_of_version_1_has_a_tree_for_each_kind(tree: Path, within: str) -> None:
    files: dict[str, object] = {
        "memory/memory.limit_in_bytes": GB,
        "memory/memory.usage_in_bytes": GB // 2,
        "memory/memory.stat": f"total_inactive_file {GB // 4}",
        "cpu,cpuacct/ignored": "",
        "cpu/cpu.cfs_quota_us": 150000,
        "cpu/cpu.cfs_period_us": 50000,
    }
    write(tree, f"5:memory:{within}\n4:cpu,cpuacct:{within}\n1:name=systemd:{within}\n0::/\n", files)
    assert (machine.cores(), machine.memory(), machine.free_memory()) == (3, GB, GB * 3 // 4)


def test_what_version_1_writes_for_no_limit_is_none(tree: Path) -> None:
    files = {
        "memory/memory.limit_in_bytes": 9223372036854771712,
        "memory/memory.usage_in_bytes": GB,
        "cpu/cpu.cfs_quota_us": -1,
        "cpu/cpu.cfs_period_us": 100000,
    }
    write(tree, "5:memory:/\n4:cpu:/\n", files)
    assert (machine.cores(), machine.memory(), machine.free_memory()) == (8, 16 * GB, 12 * GB)


def test_a_container_over_its_limit_has_nothing_left_and_one_core_at_least(tree: Path) -> None:
    write(tree, "0::/\n", {"memory.max": GB, "memory.current": 2 * GB, "cpu.max": "20000 100000"})
    assert (machine.cores(), machine.free_memory()) == (1, 0)
