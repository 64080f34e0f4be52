"""A photo-like picture that belongs to nobody: balls on a wooden table, traced ray by ray."""

import functools
import threading

import numpy as np
from numpy.typing import NDArray

from cnnviz.images.samples import balls

Floats = balls.Floats

SIDE = 1024
_EYE = np.array([[0.0], [2.35], [-6.2]], np.float32)
_AIM = np.array([-0.03, 0.80, 0.6], np.float32)
_ZOOM = 2.6
_WALL, _BACK = 3.4, -9.0
_PIXEL = 2 / SIDE / _ZOOM
_TRACING = threading.Lock()
_LAMP = np.array([[-0.62], [0.66], [-0.42]], np.float32)


def render() -> NDArray[np.uint8]:
    """The scene, uint8 (SIDE SIDE 3), read-only, always the same. Tracing it takes 100 MB: who asks while somebody else
    has it traced waits."""
    with _TRACING:
        return _traced()


@functools.lru_cache(maxsize=1)
def _traced() -> NDArray[np.uint8]:
    axis = (np.arange(SIDE, dtype=np.float32) + 0.5) * (2 / SIDE) - 1
    columns, rows = np.meshgrid(axis, -axis)
    forward = _unit((_AIM - _EYE[:, 0]).reshape(3, 1))
    right = _unit(np.cross(np.array([[0, 1, 0]], np.float32), forward.T).T)
    up = np.cross(forward.T, right.T).T
    rays = _unit(forward * _ZOOM + right * columns.reshape(1, -1) + up * rows.reshape(1, -1))
    colour = _room(rays, _EYE)
    for ball in sorted(balls.BALLS, key=lambda ball: -ball.z):
        _draw(ball, rays, colour)
    pixels = _developed(colour).reshape(3, SIDE, SIDE)
    pixels.setflags(write=False)
    return np.moveaxis(pixels, 0, 2)


def _developed(colour: Floats) -> NDArray[np.uint8]:
    """Light as pixels: a soft shoulder for highlights, a little grain, gamma."""
    grain = np.random.default_rng(7).standard_normal(colour.shape[1], np.float32) * 0.006
    bright = np.sqrt(np.maximum(1 - np.exp(-1.45 * colour), 0)) + grain
    pixels: NDArray[np.uint8] = np.rint(np.clip(bright * 1.06, 0, 1) * 255).astype(np.uint8)
    return pixels


def _draw(ball: balls.Ball, rays: Floats, colour: Floats) -> None:
    """Paints one ball over `colour` (3 n), its rim mixed by the part of the pixel that it covers."""
    offset = _EYE - ball.centre
    along = -_dot(offset, rays)
    apart = np.sqrt(np.maximum(_dot(offset, offset) - along * along, 0))
    cover = np.clip((ball.radius - apart) / (along * _PIXEL) + 0.5, 0, 1)
    seen = np.flatnonzero(cover)
    ray, inside = rays[:, seen], np.maximum(ball.radius**2 - apart[seen] ** 2, 0)
    point = _EYE + ray * (along[seen] - np.sqrt(inside))
    normal = _unit(point - ball.centre)
    lit = _lit(ball, point, normal, ray)
    colour[:, seen] += cover[seen] * (lit - colour[:, seen])


def _lit(ball: balls.Ball, point: Floats, normal: Floats, ray: Floats) -> Floats:
    """The light that leaves a ball towards the eye."""
    facing = np.clip(_dot(normal, _LAMP), 0, 1) * _sunlight(point, ball)
    sky = 0.20 + 0.18 * normal[1] - 0.08 * normal[2]
    bounce = np.clip(-normal[1], 0, 1) * 0.28
    warm = np.array([[1.0], [0.95], [0.86]], np.float32)
    cool = np.array([[0.86], [0.93], [1.0]], np.float32)
    wood = np.array([[0.75], [0.45], [0.25]], np.float32)
    diffuse = ball.paint(normal) * (1.15 * warm * facing + cool * sky + wood * bounce)
    turned = ray - 2 * _dot(ray, normal) * normal
    glint = np.clip(_dot(turned, _LAMP), 0, 1) ** 60 * ball.gloss * 1.6
    fresnel = ball.mirror + (1 - ball.mirror) * 0.6 * (1 - np.clip(-_dot(ray, normal), 0, 1)) ** 5
    diffuse *= _contact(point)
    light: Floats = diffuse + fresnel * (_reflected(ball, point, turned) - diffuse) + glint
    return light


def _reflected(ball: balls.Ball, point: Floats, ray: Floats) -> Floats:
    """What a polished ball shows: the room, and for a real mirror its neighbours too."""
    colour = _room(ray, point)
    if ball.mirror < 0.3:
        return colour
    for other in sorted(balls.BALLS, key=lambda other: -abs(other.x - ball.x)):
        if other is ball:
            continue
        offset = point - other.centre
        along = -_dot(offset, ray)
        inside = other.radius**2 - (_dot(offset, offset) - along * along)
        seen = np.flatnonzero((inside > 0) & (along > 0))
        hit = point[:, seen] + ray[:, seen] * (along[seen] - np.sqrt(inside[seen]))
        normal = _unit(hit - other.centre)
        colour[:, seen] = other.paint(normal) * (0.35 + np.clip(_dot(normal, _LAMP), 0, 1))
    return colour


def _room(rays: Floats, start: Floats) -> Floats:
    """Wall and table, whichever a ray (3 n) from `start` (3 n) or (3 1) meets first."""
    down = np.where(rays[1] < -1e-4, -start[1] / np.minimum(rays[1], -1e-4), np.float32(1e4))
    toward = np.where(np.abs(rays[2]) > 1e-3, rays[2], np.float32(1e-3))
    ahead = (np.where(toward > 0, np.float32(_WALL), np.float32(_BACK)) - start[2]) / toward
    table = down < ahead
    colour = np.empty_like(rays)
    for mask, distance, surface in ((table, down, _table), (~table, ahead, _wall)):
        chosen = np.flatnonzero(mask)
        origin = start if start.shape[1] == 1 else start[:, chosen]
        colour[:, chosen] = surface(origin + rays[:, chosen] * np.minimum(distance[chosen], 40), rays[:, chosen])
    return colour


def _wall(point: Floats, rays: Floats) -> Floats:
    """Plaster, with the light of a window of two by three panes falling on it aslant.

    Rays that go away from it see the other wall of the room, with the window itself, which only mirrors show.
    """
    x, y = point[0], point[1]
    away = rays[2] < 0
    across = np.where(away, 0.30 * x + 1.5, x + 0.34 * y + 1.95)
    high = np.where(away, 0.42 * y - 0.9, y - 0.12 * x - 0.95)
    glass = _between(across, 0.0, 1.95, 0.05) * _between(high, 0.0, 2.1, 0.05)
    bars = _between(across, 0.93, 1.03, 0.03) + _between(high, 0.66, 0.74, 0.03) + _between(high, 1.36, 1.44, 0.03)
    power = np.where(away, np.float32(2.2), np.float32(0.60))
    light = np.clip(0.30 - 0.045 * x, 0.20, 0.5) + power * glass * (1 - np.clip(bars, 0, 1))
    rough = 1 + 0.04 * balls.noise(x * 3.1, y * 3.7) + 0.025 * balls.noise(x * 17, y * 13)
    skirting = 1 - 0.45 * _between(y, -1, 0.12, 0.02)
    colour: Floats = (np.array([[0.62], [0.76], [0.80]], np.float32) * light * rough * skirting).astype(np.float32)
    return colour


def _table(point: Floats, rays: Floats) -> Floats:
    """Planks that run aslant, grain along them, dark seams between, soft shadows on top."""
    x, z = point[0], point[2]
    along, across = 0.86 * z + 0.5 * x, (0.86 * x - 0.5 * z) / 0.62
    plank = np.floor(across)
    inside = across - plank
    shift = np.sin(plank * 12.9898) * 43.7
    rings = np.sin(9 * across + 5 * balls.noise(along * 0.55 + shift, across * 2.2) + shift)
    fibre = balls.noise(along * 1.6 + shift, across * 31)
    tone = 0.86 + 0.10 * rings + 0.07 * fibre + 0.13 * np.sin(plank * 4.1 + 1)
    seam = _between(inside, 0.025, 0.975, 0.02)
    base = np.array([[0.50], [0.25], [0.105]], np.float32)
    shade = 0.22 + 0.98 * _sunlight(point, None)
    colour: Floats = (base * tone * (0.25 + 0.75 * seam) * shade * _contact(point)).astype(np.float32)
    return colour


def _sunlight(point: Floats, owner: balls.Ball | None) -> Floats:
    """0 in the core of a shadow, 1 in full light, soft in between because the lamp is wide."""
    light = np.ones(point.shape[1], np.float32)
    for ball in balls.BALLS:
        if ball is owner:
            continue
        offset = point - ball.centre
        along = -_dot(offset, _LAMP)
        apart = np.sqrt(np.maximum(_dot(offset, offset) - along * along, 0))
        softness = 0.05 + 0.16 * np.maximum(along, 0)
        edge = np.clip((apart - ball.radius) / softness + 0.5, 0, 1)
        light *= np.where(along > 0, edge * edge * (3 - 2 * edge), 1)
    return light


def _contact(point: Floats) -> Floats:
    """The dimness close under the balls, where little of the room is in sight."""
    light = np.ones(point.shape[1], np.float32)
    for ball in balls.BALLS:
        flat = (point[0] - ball.x) ** 2 + (point[2] - ball.z) ** 2
        near = np.flatnonzero(flat < 1.6 * ball.radius**2)
        height = np.maximum(point[1, near], 0) / (0.3 * ball.radius)
        light[near] *= 1 - 0.62 * np.exp(-flat[near] / (0.32 * ball.radius**2) - height)
    return light


def _between(values: Floats, low: float, high: float, soft: float) -> Floats:
    """1 inside low..high, 0 outside, a ramp of width `soft` on either rim."""
    ramp: Floats = np.clip((values - low) / soft + 0.5, 0, 1) * np.clip((high - values) / soft + 0.5, 0, 1)
    return ramp


def _dot(one: Floats, other: Floats) -> Floats:
    """Dot products of the columns of (3 n), written out because numpy's sum over a short axis is slow."""
    product: Floats = one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
    return product


def _unit(vectors: Floats) -> Floats:
    return np.divide(vectors, np.sqrt(_dot(vectors, vectors)), dtype=np.float32)
