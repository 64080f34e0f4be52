"""cnnviz.figures.networks.receptive_fields: the browser reads the maps and sees the windows that Python computes."""

import json
from pathlib import Path
from typing import Any

import pytest

from cnnviz.figures.networks import receptive_fields
from cnnviz.nets.inside import random_maps, receptive
from cnnviz.ui import components
from tests import node
from tests.nets.inside.slid import NETWORKS, image, some_units

SEEING = Path(components.__file__).parent / "field_view" / "seeing.mjs"
DRIVER = """
import {{ readFileSync }} from "node:fs"
import {{ placesOf, unitSentence, windowsOf }} from {seeing}
import {{ unpacked }} from {message}
const asked = JSON.parse(readFileSync(0, "utf8"))
const answers = asked.map(({{ blob, units }}) => {{
  const {{ header, arrays }} = unpacked(Uint8Array.from(Buffer.from(blob, "hex")))
  const places = placesOf(header, arrays)
  return {{
    values: places.map((place) => [...place.values]),
    seen: units.map((unit) => windowsOf(places, unit)),
    said: units.map((unit) => unitSentence(places, unit)),
  }}
}})
process.stdout.write(JSON.stringify(answers))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser makes of each network's message, from one run of Node.js."""
    driver = tmp_path_factory.mktemp("driver") / "driver.mjs"
    message = SEEING.parents[1] / "shared" / "message.mjs"
    driver.write_text(DRIVER.format(seeing=json.dumps(SEEING.as_uri()), message=json.dumps(message.as_uri())))
    asked = [
        {
            "blob": receptive_fields.blob(random_maps.looked_through(one, image())).hex(),
            "units": some_units(receptive.records(one)),
        }
        for one in NETWORKS.values()
    ]
    return dict(zip(NETWORKS, node.answers(driver, asked), strict=True))


@pytest.mark.parametrize("name", NETWORKS)
def test_the_browser_reads_the_maps_and_finds_the_same_windows(name: str, told: dict[str, Any]) -> None:
    records = receptive.records(NETWORKS[name])
    seen = (image()[0], *random_maps.maps(NETWORKS[name], image()))
    assert told[name]["values"] == [one.ravel().tolist() for one in seen]
    for unit, found in zip(some_units(records), told[name]["seen"], strict=True):
        expected = receptive.windows(records, *unit)
        assert [tuple(one["box"]) for one in found] == [window.box for window in expected]
        assert [tuple(one["rows"]) for one in found] == [window.rows for window in expected]
        assert [tuple(one["columns"]) for one in found] == [window.columns for window in expected]


@pytest.mark.parametrize("name", NETWORKS)
def test_the_sentence_has_the_numbers_of_the_window(name: str, told: dict[str, Any]) -> None:
    records = receptive.records(NETWORKS[name])
    for unit, said in zip(some_units(records), told[name]["said"], strict=True):
        window = receptive.windows(records, *unit)[0]
        assert said.startswith(f"The unit in row {unit[1] + 1}, column {unit[2] + 1} of layer {unit[0]}, ")
        if window.inside is None:
            assert "sees no pixel of the image" in said
            continue
        top, left, bottom, right = window.box
        assert f"{bottom - top + 1} × {right - left + 1} pixels" in said
        assert ("sees" if window.inside == window.box else "reaches over") in said
