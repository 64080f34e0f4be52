"""The nastiest files, decoded in a process of their own: what each costs, and that nothing else is touched."""

import pathlib
import subprocess
import sys

import pytest

NASTY = pathlib.Path(__file__).with_name("nasty.py")
ROOT = NASTY.parents[2]
# What an honest large photograph costs, about half a second; machines differ by more than any file may.
HONEST, TIMES = "16 MP progressive JPEG of grain", 4
MEGABYTES = 500

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux")


def printed(task: str, folder: pathlib.Path) -> str:
    command = [sys.executable, "-W", "error", str(NASTY), task, str(folder)]
    environment = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The lines that nasty.py prints, as lists of their columns."""
    folder = tmp_path_factory.mktemp("nasty")
    printed("make", folder)
    return [line.split("\t") for line in printed("decode", folder).splitlines()]


def test_no_file_costs_much_more_than_an_honest_photograph_nor_half_a_gigabyte(report):
    costs = [(float(cpu), float(memory), name) for name, cpu, memory, _ in report[:-1]]
    assert len(costs) > 30
    honest = next(cpu for cpu, _, name in costs if name == HONEST)
    assert max(costs)[0] <= TIMES * honest, (max(costs), honest)
    assert max(memory for _, memory, _ in costs) <= MEGABYTES, costs


def test_no_program_is_started_and_nothing_is_written(report):
    # nasty.py ends with an error at the first forbidden event, so that a report that came is the proof.
    assert report[-1][0].startswith("MODULES")


def test_no_plugin_that_could_call_ghostscript_is_ever_loaded(report):
    assert not {"PIL.EpsImagePlugin", "PIL.IcnsImagePlugin", "PIL.FpxImagePlugin"} & set(report[-1][0].split())


def test_an_eps_under_another_name_is_refused(report):
    outcomes = {name: outcome for name, _, _, outcome in report[:-1]}
    assert "PostScript" in outcomes["EPS called PNG"]
