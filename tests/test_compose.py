import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
import yaml  # type: ignore[import-untyped]

from cnnviz import folders, limits
from cnnviz.training.store import connections
from cnnviz.training.worker import bounds

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OWN = {name: service for name, service in SERVICES.items() if service["image"] == "cnnviz"}


def is_read(variable: str) -> bool:
    """Whether the code reads that environment variable."""
    if hasattr(limits, variable.removeprefix("CNNVIZ_")):
        return True
    return any(f'"{variable}"' in path.read_text() for path in (ROOT / "cnnviz").rglob("*.py"))


def test_there_are_app_scheduler_workers_and_database() -> None:
    assert set(SERVICES) == {"app", "scheduler", "worker", "database"}
    assert set(OWN) == {"app", "scheduler", "worker"}


def test_only_the_app_can_be_reached_from_outside() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "app": ["8501:8501"]
    }
    assert "EXPOSE 8501" in DOCKERFILE


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_asked_whether_it_is_well(name: str) -> None:
    if name == "app":
        assert "HEALTHCHECK" in DOCKERFILE
    else:
        assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", OWN)
def test_every_variable_is_one_that_the_code_reads(name: str) -> None:
    unknown = [variable for variable in OWN[name]["environment"] if not is_read(variable)]
    assert not unknown
    assert not is_read("CNNVIZ_NO_SUCH_THING")


def test_every_variable_of_the_dockerfile_is_one_that_the_code_reads() -> None:
    variables = re.findall(r"CNNVIZ_\w+(?==)", DOCKERFILE)
    assert variables
    assert all(is_read(variable) for variable in variables)


def test_app_and_workers_share_one_database_and_one_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = {SERVICES[name]["environment"]["CNNVIZ_DATABASE_URL"] for name in ("app", "worker")}
    assert len(addresses) == 1
    address = re.sub(r"\$\{[^}]*\}", "word", addresses.pop())
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", address)
    named = SERVICES["database"]["environment"]
    expected = ("database", named["POSTGRES_USER"], named["POSTGRES_DB"])
    read: sqlalchemy.URL = connections.address()
    assert (read.host, read.username, read.database) == expected
    scheduler = SERVICES["app"]["environment"]["CNNVIZ_SCHEDULER"]
    assert scheduler == "tcp://scheduler:8786"
    assert scheduler in SERVICES["worker"]["command"]
    assert "8786" in SERVICES["scheduler"]["command"]


def test_the_database_is_kept_in_a_volume_and_has_no_password_of_its_own() -> None:
    [volume] = SERVICES["database"]["volumes"]
    assert volume.split(":")[0] in COMPOSE["volumes"]
    assert SERVICES["database"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")


def test_workers_find_what_the_app_downloads(monkeypatch: pytest.MonkeyPatch) -> None:
    home = re.findall(r"CNNVIZ_HOME=(\S+)", DOCKERFILE)[-1]
    monkeypatch.setenv("CNNVIZ_HOME", home)
    [written], [read] = (SERVICES[name]["volumes"] for name in ("app", "worker"))
    volume, folder = written.split(":")
    assert volume in COMPOSE["volumes"]
    assert folders.downloads().is_relative_to(folder)
    assert read == f"{written}:ro"


@pytest.mark.parametrize("name", ["app", "worker"])
def test_nobody_starts_before_what_they_need(name: str) -> None:
    needs = {service: need["condition"] for service, need in SERVICES[name]["depends_on"].items()}
    assert needs == {"database": "service_healthy", "scheduler": "service_healthy"}


def test_a_worker_trains_as_many_runs_as_its_threads_are_shared_among() -> None:
    worker = SERVICES["worker"]
    command = worker["command"]
    assert command[command.index("--nthreads") + 1] == worker["environment"]["CNNVIZ_TRAIN_SLOTS"]


def in_bytes(said: str) -> int:
    return int(said[:-1]) * {"m": 2**20, "g": 2**30}[said[-1]]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_limit_of_memory(name: str) -> None:
    assert in_bytes(SERVICES[name]["mem_limit"]) >= 256 * 2**20


@pytest.mark.parametrize("name", OWN)
def test_files_in_memory_leave_room_for_what_the_memory_is_for(name: str) -> None:
    for place in SERVICES[name]["tmpfs"]:
        folder, _, size = place.partition(":size=")
        assert folder == "/tmp"
        assert in_bytes(size) <= in_bytes(SERVICES[name]["mem_limit"]) // 4


def test_a_worker_s_memory_holds_its_runs() -> None:
    runs = int(SERVICES["worker"]["environment"]["CNNVIZ_TRAIN_SLOTS"])
    assert in_bytes(SERVICES["worker"]["mem_limit"]) >= limits.APP_BYTES + runs * bounds.RUN_BYTES
    assert in_bytes(SERVICES["app"]["mem_limit"]) >= 2 * limits.APP_BYTES
