"""What is taken away from the Lab is what it showed, recomputed here with NumPy and SciPy alone."""

import io
import json
import re

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from playwright.sync_api import expect
from scipy import signal

from tests.browser.conftest import NewPage
from tests.browser.test_lab import LAB, downloaded, press, working_image
from tests.browser.waiting import settled

QUERY = (
    "image=Face&side=64+px&colour=Colour&stages=2&view=Take+away"
    "&kernel1=Sobel+x+and+y&padding1=explicit&mode1=mirror&top1=2&bottom1=1&left1=0&right1=3"
    "&stride1=2&dilation1=2&bias1=0.1&activation1=leaky+ReLU&pool1=average&window1=3&step1=2"
    "&kernel2=Your+own&own2=0%2C1%3B-1%2C0.5&mode2=wrap&activation2=tanh"
)
SOBEL = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def correlated(image: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    return signal.correlate2d(image, kernel, mode="valid")[::stride, ::stride]


def spread(kernel: np.ndarray, dilation: int) -> np.ndarray:
    """The kernel with zeros between its cells."""
    wide = np.zeros([dilation * (side - 1) + 1 for side in kernel.shape])
    wide[::dilation, ::dilation] = kernel
    return wide


def recomputed(image: np.ndarray) -> dict[str, np.ndarray]:
    """Both stages of QUERY: image (3 h w) -> what the archive must hold."""
    sobels = np.stack([SOBEL, SOBEL.T])
    padded = np.pad(image.astype(float), ((0, 0), (2, 1), (0, 3)), mode="reflect")
    maps = np.stack([correlated(one, spread(kernel, 2), 2) for one in padded for kernel in sobels]) + 0.1
    activated = np.where(maps > 0, maps, 0.01 * maps)
    pooled = sliding_window_view(activated, (3, 3), axis=(1, 2))[:, ::2, ::2].mean((3, 4))
    own = np.array([[0, 1], [-1, 0.5]])
    framed = np.pad(pooled, ((0, 0), (0, 1), (0, 1)), mode="wrap")
    total = np.sum([correlated(one, own) for one in framed], axis=0)[None]
    return {
        "image": image,
        "kernels_1": np.tile(sobels[:, None], (3, 1, 1, 1)),
        "padded_1": padded,
        "maps_1": maps,
        "activated_1": activated,
        "pooled_1": pooled,
        "composite_1": np.hypot(maps[::2], maps[1::2]),
        "kernels_2": np.tile(own, (1, 6, 1, 1)),
        "padded_2": framed,
        "maps_2": total,
        "activated_2": np.tanh(total),
    }


def test_the_archive_holds_every_array_and_the_settings_they_come_from(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?{QUERY}")
    settled(tab)
    expect(tab.get_by_test_id("stAlert")).to_have_count(0)
    image = working_image(tab)
    data = downloaded(tab, tab.get_by_role("button", name="All numbers (NPZ)").click)
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    expected = recomputed(image)
    assert set(arrays) == {*expected, "direction_1", "names_1", "names_2", "settings"}
    for name, values in expected.items():
        assert arrays[name].shape == values.shape, name
        np.testing.assert_allclose(arrays[name], values, rtol=1e-5, atol=1e-5, err_msg=name)
    colours = ("red", "green", "blue")
    assert list(arrays["names_1"]) == [f"{colour} · {axis}" for colour in colours for axis in ("x", "y")]
    first, second = json.loads(str(arrays["settings"]))
    assert first["kernels"]["bank"] == "sobel-xy"
    assert (first["stride"], first["dilation"], first["pool"]["kind"]) == ([2, 2], [2, 2], "average")
    assert second["kernels"]["own"] == [[0, 1], [-1, 0.5]]


def test_prove_it_prints_how_far_scipy_is_off_and_each_language_its_own_script(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?{QUERY}")
    settled(tab).get_by_role("button", name="Prove it").click()
    said = settled(tab).get_by_test_id("stAlert").inner_text()
    found = re.search(r"SciPy computed the same ([\d,]+) numbers; the largest difference is (\S+)", said)
    assert found, said
    image = working_image(tab)
    steps = [array for name, array in recomputed(image).items() if name.startswith(("maps", "activated", "pooled"))]
    assert int(found[1].replace(",", "")) == sum(array.size for array in steps)
    assert float(found[2]) == pytest.approx(0, abs=1e-5)
    code = tab.locator(".stCode code", has_text="Made with cnnviz")
    scripts = []
    for title, packages in (("NumPy and SciPy", "scipy"), ("PyTorch", "torch"), ("Keras", "keras")):
        press(tab, "language", title)
        scripts.append(code.inner_text())
        assert f"computed by {title}" in scripts[-1]
        assert packages in scripts[-1]
        compile(scripts[-1], title, "exec")
    assert len(set(scripts)) == 3
