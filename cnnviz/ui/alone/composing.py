"""What is taken along: the view that a page has drawn, or steps of a lesson, each drawn for nobody as it opens."""

from collections.abc import Sequence
from dataclasses import replace

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cnnviz.course import alone
from cnnviz.course.progress import Record
from cnnviz.course.scenes import Photo, Scene
from cnnviz.errors import InputError
from cnnviz.images import samples
from cnnviz.ui import catalogue
from cnnviz.ui.alone import document, fitting, headless, markdown, pages, reading
from cnnviz.ui.alone.document import Document, Draw, Folded, Said, Shown, Step, Thing
from cnnviz.ui.alone.reading import Fold, Item, Part, Words
from cnnviz.ui.course import progress, scenes
from cnnviz.ui.course.now import Now
from cnnviz.ui.links import spelling

# Pixels on a side of a photograph that is not made smaller.
SMALL = 128
NOTHING = "Nothing on this page works without the app. Choose another view, then take it along."


def view(entry: catalogue.Entry, messages: Sequence[ForwardMsg]) -> bytes:
    """What a page has drawn, as an HTML file. Raises InputError where nothing of it can leave, or too much."""
    found = _items(reading.items(messages), None, ())
    if not any(isinstance(item, Shown) for item in document.flat(found)):
        raise InputError(NOTHING)
    step = Step(entry.title, entry.sentence, (Draw(found),))
    return fitting.page(Document(entry.title, entry.sentence, (step,), credits=_credits(messages)))


def lesson(first: Now, steps: Sequence[Now]) -> bytes:
    """These steps of a lesson as an HTML file: with all their draws if it can hold them, with the first otherwise, and
    with photographs of half the side where that is too much as well. Raises InputError for steps that cannot leave."""
    for every, fewer in ((True, 1), (False, 1), (False, 2)):
        try:
            return fitting.page(_lesson(first, steps, every, fewer))
        except InputError:
            if fewer > 1:
                raise
    raise AssertionError("the last way returns or raises")


def can(on: Now) -> bool:
    """Whether a step stands on pages that can be taken along."""
    return all(scene.page in {entry.path for entry in pages.PAGES} for scene in on.step.scenes)


def whole(on: Now) -> tuple[Now, ...]:
    """All steps of the lesson, each as the first draw has it, but for the one that is on."""
    numbers = range(1, len(on.lesson.steps) + 1)
    return tuple(on if number == on.number else Now(on.id, number) for number in numbers)


def _lesson(first: Now, steps: Sequence[Now], every: bool, fewer: int) -> Document:
    made, credits, answers = [], dict[str, None](), dict[str, str]()
    for one in steps:
        draws = [Now(one.id, one.number, draw) for draw in _draws(one)] if every else [one]
        drawn = []
        for now in draws:
            draw, sent = _draw(now, _smaller(now.scene, fewer))
            drawn.append(draw)
            credits |= dict.fromkeys(_credits(sent))
            answers |= alone.answers(draw.question) if draw.question else {}
        made.append(_step(one, tuple(drawn)))
    whole = len(steps) > 1
    title = first.lesson.title if whole else f"{first.lesson.title}: {first.entry.title}"
    sentence = _fewer(steps, fewer) if fewer > 1 else ""
    return Document(title, sentence, tuple(made), first.lesson.afterwards if whole else "", tuple(credits), answers)


def _draws(on: Now) -> list[int]:
    """The draws of a step, that which is on first."""
    count = len(on.step.scenes) if on.step.question else 1
    return [(on.draw + more) % count if count > 1 else on.draw for more in range(count)]


def _step(on: Now, draws: tuple[Draw, ...]) -> Step:
    text, notice = markdown.as_html(on.step.text), markdown.inline(on.step.notice)
    return Step(on.entry.title, on.entry.sentence, draws, text, notice)


def _smaller(scene: Scene, fewer: int) -> Scene:
    """The scene with a photograph of so many times fewer pixels on a side; one that is small already stays."""
    if not isinstance(scene, Photo) or scene.side <= SMALL:
        return scene
    return replace(scene, side=scene.side // fewer)


def _fewer(steps: Sequence[Now], fewer: int) -> str:
    """What is said of smaller photographs."""
    sides = [scene.side for one in steps if isinstance(scene := one.scene, Photo) and scene.side > SMALL]
    most = max(sides, default=0)
    return (
        f"So that all of it is one file, its photographs have {most // fewer} × {most // fewer} pixels. The app, and a "
        f"step that is taken alone, show them with {most} × {most}."
    )


def _draw(on: Now, scene: Scene) -> tuple[Draw, list[ForwardMsg]]:
    """A draw of a step, as this scene, with what is seen before and after its question is answered."""
    question = alone.told(on.step.question, scene, on.draw) if on.step.question else None
    query = spelling.query(scenes.values(scene) | on.place)
    skipped = progress.state(on.name, Record(None, False, False, "", on.draw))
    answered = headless.messages(on.entry.path, query, skipped)
    before = reading.items(headless.messages(on.entry.path, query, {})) if question else None
    after = [item for item in reading.items(answered) if not keys(item) & set(on.step.folds)]
    return Draw(_items(after, before, on.step.covers), question), answered


def keys(item: Item) -> frozenset[str]:
    """An item's own key and those of the containers that it stands in, as style sheets name them."""
    named = {*item.within, item.key} if isinstance(item, Part) else item.within
    return frozenset(key.replace(" ", "-") for key in named)


def _items(after: list[Item], before: list[Item] | None, covers: Sequence[str]) -> tuple[Thing, ...]:
    """What can leave of a page, section by section, and what of that is there `before` its question is answered; None
    where none is."""
    sections: list[list[Item]] = [[]]
    for item in after:
        if isinstance(item, Words) and item.heading:
            sections.append([])
        sections[-1].append(item)
    found: list[Thing] = []
    for number, section in enumerate(sections):
        made = [one for item in section if (one := _item(item, before, set(covers)))]
        # Words about what is not there lead to nothing.
        if number == 0 or any(isinstance(one, Shown) for one in document.flat(made)):
            found += made
    return tuple(found)


def _item(item: Item, before: list[Item] | None, covers: set[str]) -> Thing | None:
    if isinstance(item, Fold):
        inner = _fold(item, before)
        made = tuple(one for each in item.items if (one := _item(each, inner, covers)))
        return Folded(item.label, made, item.open) if made else None
    covered = bool(keys(item) & covers)
    if isinstance(item, Words):
        there = before is None or any(isinstance(one, Words) and one.text == item.text for one in before)
        made = f"<h3>{markdown.inline(item.text)}</h3>" if item.heading else markdown.as_html(item.text)
        return Said(made, there and not covered)
    data = pages.fitted(item.name, item.data)
    if data is None:
        return None
    if before is None:
        return Shown(item.name, item.key, data, data)
    now = next((one for one in before if isinstance(one, Part) and (one.name, one.key) == (item.name, item.key)), None)
    open_data = pages.fitted(now.name, now.data) if now else None
    parts = tuple(part for key, _, part in (cover.partition("/") for cover in covers) if part and key in keys(item))
    return Shown(item.name, item.key, data, open_data, covered, tuple(sorted(parts)))


def _fold(item: Fold, before: list[Item] | None) -> list[Item] | None:
    """What the same fold holds `before` a question is answered; nothing where it is not there yet."""
    if before is None:
        return None
    there = [one for one in before if isinstance(one, Fold) and (one.label, one.within) == (item.label, item.within)]
    return [each for one in there for each in one.items]


def _credits(messages: Sequence[ForwardMsg]) -> tuple[str, ...]:
    """Whose pictures are shown."""
    said = reading.texts(messages)
    return tuple(f"{one.title}: {one.credit}" for one in samples.SAMPLES.values() if one.credit and one.caption in said)
