"""cnnviz.folders: where things are kept, and where earlier versions kept them."""

from collections.abc import Callable
from pathlib import Path

import platformdirs
import platformdirs.macos
import platformdirs.unix
import platformdirs.windows
import pytest

from cnnviz import folders
from cnnviz.errors import InputError

# Named in the environment, or below home.
SYSTEMS: dict[str, tuple[Callable[..., platformdirs.PlatformDirsABC], str, str]] = {
    "Linux": (platformdirs.unix.Unix, ".local/share/cnnviz", ".cache/cnnviz"),
    "macOS": (platformdirs.macos.MacOS, "Library/Application Support/cnnviz", "Library/Caches/cnnviz"),
}


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("CNNVIZ_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize("system", SYSTEMS)
def test_everything_is_where_earlier_versions_kept_it(
    system: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    directories, data, cache = SYSTEMS[system]
    monkeypatch.setattr(platformdirs, "PlatformDirs", directories)
    assert folders.data() == tmp_path / data
    assert folders.downloads() == tmp_path / cache / "datasets"


def test_downloads_of_earlier_versions_on_windows_are_still_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(platformdirs, "PlatformDirs", platformdirs.windows.Windows)
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", lambda name: str(tmp_path / "Local"))
    assert folders.data() == tmp_path / "Local" / "cnnviz"
    assert tmp_path / "Local" / "cnnviz" / "datasets" in folders.downloaded()


def test_a_named_home_holds_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path / "here"))
    assert (folders.data(), folders.downloads()) == (tmp_path / "here", tmp_path / "here" / "datasets")
    assert folders.downloaded() == [folders.downloads()]


@pytest.mark.parametrize("folder", [folders.data, folders.downloads])
def test_without_any_home_the_way_out_is_said(folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with pytest.raises(InputError, match="Name one with CNNVIZ_HOME"):
        folder()
    assert folders.downloaded() == []
