import numpy as np
import pytest
import torch

from cnnviz.training.exciting import canvas


@pytest.mark.parametrize("smooth", [True, False])
@pytest.mark.parametrize("size", [(1, 28, 28), (3, 16, 21), (2, 9, 8)])
def test_a_picture_begins_nearly_grey_and_its_seed_decides_it(size: tuple[int, int, int], smooth: bool) -> None:
    one, same, other = (canvas.canvas(size, smooth, seed).picture().detach() for seed in (5, 5, 6))
    assert one.shape == (1, *size)
    assert torch.equal(one, same)
    assert not torch.equal(one, other)
    assert float((one - 0.5).abs().max()) < 0.3


def test_waves_are_those_of_numpys_transform() -> None:
    drawn = canvas.Waves((1, 8, 9), torch.Generator().manual_seed(0))
    numbers = drawn.numbers.detach().numpy()[0, 0]
    waves = numbers[..., 0] + 1j * numbers[..., 1]
    length = np.hypot(np.fft.fftfreq(8)[:, None], np.fft.rfftfreq(9))
    maps = np.fft.irfft2(waves * np.sqrt(72) / np.maximum(length, 1 / 9), (8, 9)) / 4
    np.testing.assert_allclose(drawn.picture().detach().numpy()[0, 0], 1 / (1 + np.exp(-maps)), rtol=1e-5)


def test_a_long_wave_moves_the_picture_more_than_a_short_one() -> None:
    drawn = canvas.Waves((1, 16, 16), torch.Generator().manual_seed(0))
    moved = []
    for length in (1, 7):
        with torch.no_grad():
            drawn.numbers.zero_()
            drawn.numbers[0, 0, 0, length, 0] = 1
        moved.append(float((drawn.picture() - 0.5).abs().max().detach()))
    assert moved[0] > 2 * moved[1]


def test_a_picture_that_is_not_moved_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = torch.rand((1, 3, 12, 10))
    monkeypatch.setattr(torch, "rand", lambda *_, **__: torch.full((4,), 0.5))
    torch.testing.assert_close(canvas.shaken(picture, torch.Generator()), picture, atol=1e-5, rtol=0)


def test_a_picture_is_moved_by_at_most_what_is_said() -> None:
    picture = torch.zeros((1, 1, 64, 64))
    picture[0, 0, 32, 32] = 1
    generator = torch.Generator().manual_seed(0)
    for _ in range(50):
        moved = canvas.shaken(picture, generator)[0, 0]
        row, column = divmod(int(moved.argmax()), 64)
        assert max(abs(row - 32), abs(column - 32)) <= 64 * canvas.SHIFT * (1 + canvas.SCALE) + 2
