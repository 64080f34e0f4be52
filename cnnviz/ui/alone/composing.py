"""What is taken along: the view that a page has drawn, or steps of a lesson, each drawn for nobody as it opens."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeGuard, cast

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cnnviz.course import alone
from cnnviz.course.progress import Record
from cnnviz.course.scenes import Photo, Scene
from cnnviz.errors import InputError
from cnnviz.images import samples
from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue
from cnnviz.ui.alone import document, fitting, headless, markdown, pages, reading, still
from cnnviz.ui.alone.document import Document, Draw, Folded, Said, Shown, Step, Thing
from cnnviz.ui.alone.reading import Fold, Item, Part, Words
from cnnviz.ui.course import progress, scenes
from cnnviz.ui.course.now import Now
from cnnviz.ui.links import spelling

# Pixels on a side of a photograph that is not made smaller.
SMALL = 128
# What follows a photograph's name where parts of it are shown: a part's number, that it is cut, or nothing.
PARTS_END = (", part ", ", cut at", '"')
# What a control is set to.
SET = '<p class="set">'
# The component whose photographs can be made coarser.
GALLERY = "gallery"
COARSER = (
    "So that all of it is one file, its photographs have half as many rows and columns as in the app, and in a step "
    "that is taken alone."
)
HALF = "So that it is one file, its photographs have half as many rows and columns as in the app."
NOTHING = "Nothing that “{title}” shows now works without the app. Choose another view, then take it along."


def view(entry: catalogue.Entry, messages: Sequence[ForwardMsg]) -> bytes:
    """What a page has drawn, as an HTML file. Raises InputError where nothing of it can leave, or too much."""
    draw = _shown(entry, Draw(_items(reading.items(messages), None, ())))
    sentence = pages.SENTENCES.get(entry, entry.sentence)
    step = Step(entry.title, (draw,))
    return _fitted(Document(entry.title, sentence, (step,), credits=_credits(messages)))


def standing(on: Now, messages: Sequence[ForwardMsg]) -> bytes:
    """A step that asks nothing as an HTML file, as it stands on its page: with what somebody has set there."""
    draw = _shown(on.entry, Draw(_items(_unfolded(reading.items(messages), on), None, ())))
    return _fitted(Document(_title(on), "", (_step(on, (draw,)),), credits=_credits(messages)))


def lesson(first: Now, steps: Sequence[Now], tell: Callable[[float], object] = lambda share: None) -> bytes:
    """These steps of a lesson as an HTML file: with all their draws if it can hold them, with the first otherwise; both
    with photographs of half the side where that is too much as well. `tell` hears what share of them is drawn. Raises
    InputError for steps that cannot leave."""
    for every, fewer in ((True, 1), (False, 1), (True, 2)):
        made = _lesson(first, steps, every, fewer, tell)
        try:
            return fitting.page(made)
        except InputError:
            continue
    return fitting.page(_lesson(first, steps, False, 2, tell))


def can(on: Now) -> bool:
    """Whether a step stands on pages that can be taken along."""
    return all(scene.page in {entry.path for entry in pages.PAGES} for scene in on.step.scenes)


def whole(on: Now) -> tuple[Now, ...]:
    """All steps of the lesson, each as the first draw has it, but for the one that is on."""
    numbers = range(1, len(on.lesson.steps) + 1)
    return tuple(on if number == on.number else Now(on.id, number) for number in numbers)


def _fitted(whole: Document) -> bytes:
    """The document as an HTML file, with coarser photographs where that is too much, which it says."""
    try:
        return fitting.page(whole)
    except InputError:
        (step,) = whole.steps
        made = replace(step, draws=tuple(_coarser(draw, 2) for draw in step.draws))
        if made == step:
            raise
        return fitting.page(replace(whole, sentence=f"{whole.sentence} {HALF}".strip(), steps=(made,)))


def _lesson(first: Now, steps: Sequence[Now], every: bool, fewer: int, tell: Callable[[float], object]) -> Document:
    made, credits, answers = [], dict[str, None](), dict[str, str]()
    for number, one in enumerate(steps):
        tell(number / len(steps))
        draws = [Now(one.id, one.number, draw) for draw in _draws(one)] if every else [one]
        drawn = []
        for now in draws:
            draw, sent = _draw(now, _smaller(now.scene, fewer))
            draw = _coarser(draw, fewer) if fewer > 1 and not isinstance(now.scene, Photo) else draw
            drawn.append(draw)
            credits |= dict.fromkeys(_credits(sent))
            answers |= alone.answers(draw.question) if draw.question else {}
        made.append(_step(one, tuple(drawn)))
    whole = len(steps) > 1
    title = first.lesson.title if whole else _title(first)
    sentence = _fewer(steps, fewer) if fewer > 1 else ""
    return Document(title, sentence, tuple(made), first.lesson.afterwards if whole else "", tuple(credits), answers)


def _title(on: Now) -> str:
    """What a step alone is called."""
    return f"{on.lesson.title}: {on.entry.title}"


def _unfolded(items: list[Item], on: Now) -> list[Item]:
    """What the step does not put away."""
    return [item for item in items if not keys(item) & set(on.step.folds)]


def _draws(on: Now) -> list[int]:
    """The draws of a step, that which is on first."""
    count = len(on.step.scenes) if on.step.question else 1
    return [(on.draw + more) % count if count > 1 else on.draw for more in range(count)]


def _step(on: Now, draws: tuple[Draw, ...]) -> Step:
    text, notice = on.step.taken or on.step.text, on.step.seen or on.step.notice
    return Step(on.entry.title, draws, markdown.as_html(text), markdown.inline(notice))


def _smaller(scene: Scene, fewer: int) -> Scene:
    """The scene with a photograph of so many times fewer pixels on a side; one that is small already stays."""
    if not isinstance(scene, Photo) or scene.side <= SMALL:
        return scene
    return replace(scene, side=scene.side // fewer)


def _coarser(draw: Draw, fewer: int) -> Draw:
    """The draw with photographs of so many times fewer pixels on a side, where no scene says how many they have."""

    def made(item: Thing) -> Thing:
        if not isinstance(item, Shown) or item.name != GALLERY:
            return item
        data, seen = (one if one is None else still.coarser(cast(bytes, one), fewer) for one in (item.data, item.open))
        assert data is not None
        return replace(item, data=data, open=seen)

    return replace(draw, items=tuple(map(made, draw.items)))


def _fewer(steps: Sequence[Now], fewer: int) -> str:
    """What is said of smaller photographs."""
    sides = [scene.side for one in steps if isinstance(scene := one.scene, Photo) and scene.side > SMALL]
    if not sides:
        return COARSER
    most = max(sides)
    return (
        f"So that all of it is one file, its photographs have {most // fewer} × {most // fewer} pixels. The app, and a "
        f"step that is taken alone, show them with {most} × {most}."
    )


def _draw(on: Now, scene: Scene) -> tuple[Draw, list[ForwardMsg]]:
    """A draw of a step, as this scene, with what is seen before and after its question is answered. Raises InputError
    where its page explains why it is not there."""
    question = alone.told(on.step.question, scene, on.draw) if on.step.question else None
    query = spelling.query(scenes.values(scene) | on.place)
    skipped = progress.state(on.name, Record(None, False, False, "", on.draw))
    unfolded = dict.fromkeys(pages.UNFOLDED.get(on.entry.path, ()), True)
    answered = headless.finished(on.entry.path, query, skipped | unfolded)
    if trouble := reading.trouble(answered):
        raise InputError(trouble)
    before = reading.items(headless.finished(on.entry.path, query, unfolded)) if question else None
    after = _unfolded(reading.items(answered), on)
    return Draw(_items(after, before, on.step.covers), question), answered


def _shown(entry: catalogue.Entry, draw: Draw) -> Draw:
    """The same. Raises InputError where nothing is shown in it."""
    if not any(isinstance(item, Shown) for item in document.flat(draw.items)):
        raise InputError(NOTHING.format(title=entry.title))
    return draw


def keys(item: Item) -> frozenset[str]:
    """An item's own key and those of the containers that it stands in, as style sheets name them."""
    named = {*item.within, item.key} if isinstance(item, Part) else item.within
    return frozenset(key.replace(" ", "-") for key in named)


def _items(after: list[Item], before: list[Item] | None, covers: Sequence[str]) -> tuple[Thing, ...]:
    """What can leave of a page, section by section, and what of that is there `before` its question is answered; None
    where none is."""
    sections: list[list[Item]] = [[]]
    for item in _true(after):
        if isinstance(item, Words) and item.heading:
            sections.append([])
        sections[-1].append(item)
    found: list[Thing] = []
    for number, section in enumerate(sections):
        made = _joined([one for item in section if (one := _item(item, before, set(covers)))])
        # Words about what is not there lead to nothing.
        if number == 0 or any(isinstance(one, Shown) for one in document.flat(made)):
            found += made
    return tuple(found)


def _true(items: list[Item]) -> list[Item]:
    """The same without what the controls of runs say where the runs in sight are of other settings: in the app the
    panel tells how they differ."""
    panels = [one.data for one in items if isinstance(one, Part) and one.name == document.RUNS]
    unlike = any(isinstance(data, dict) and data["unlike"] for data in panels)
    return [one for one in items if not (unlike and isinstance(one, Words) and reading.RAIL in one.within)]


def _item(item: Item, before: list[Item] | None, covers: set[str]) -> Thing | None:
    if isinstance(item, Fold):
        inner = _fold(item, before)
        within = tuple(one for each in item.items if (one := _item(each, inner, covers)))
        return Folded(item.label, within, item.open) if within else None
    covered = bool(keys(item) & covers)
    if isinstance(item, Words):
        text = _left(item.text)
        if not text:
            return None
        there = before is None or any(isinstance(one, Words) and one.text == item.text for one in before)
        made = f"<h2>{markdown.inline(text)}</h2>" if item.heading else markdown.as_html(text)
        if item.set:
            made = f"{SET}{markdown.inline(text)}</p>"
        return Said(made, there and not covered)
    data = pages.fitted(item.name, item.data)
    if data is None:
        return Said(f"<p>{pages.INSTEAD[item.name]}</p>") if item.name in pages.INSTEAD else None
    if before is None:
        return Shown(item.name, item.key, data, data)
    now = next((one for one in before if isinstance(one, Part) and (one.name, one.key) == (item.name, item.key)), None)
    open_data = pages.fitted(now.name, now.data) if now else None
    parts = tuple(part for key, _, part in (cover.partition("/") for cover in covers) if part and key in keys(item))
    return Shown(item.name, item.key, data, open_data, covered, tuple(sorted(parts)))


def _joined(made: list[Thing]) -> list[Thing]:
    """What neighbouring controls are set to, in one line."""
    found: list[Thing] = []
    for one in made:
        last = found[-1] if found else None
        if _is_set(one) and _is_set(last) and one.open == last.open:
            found[-1] = Said(f"{last.html.removesuffix('</p>')} · {one.html.removeprefix(SET)}", one.open)
        else:
            found.append(one)
    return found


def _is_set(one: Thing | None) -> TypeGuard[Said]:
    """Whether it tells what a control is set to."""
    return isinstance(one, Said) and one.html.startswith(SET)


def _fold(item: Fold, before: list[Item] | None) -> list[Item] | None:
    """What the same fold holds `before` a question is answered; nothing where it is not there yet."""
    if before is None:
        return None
    there = [one for one in before if isinstance(one, Fold) and (one.label, one.within) == (item.label, item.within)]
    return [each for one in there for each in one.items]


def _left(text: str) -> str:
    """Words without what is said elsewhere in a file, or of the app alone."""
    for one in (*pages.IN_THE_APP, pretrained.CREDIT):
        text = text.replace(one, "")
    return text.strip()


def _credits(messages: Sequence[ForwardMsg]) -> tuple[str, ...]:
    """Whose pictures are shown, and whose network."""
    said, named = reading.texts(messages), reading.named(messages)
    shown = [
        one
        for one in samples.SAMPLES.values()
        if one.caption in said or any(f"{one.title}{end}" in named for end in PARTS_END)
    ]
    whose = [f"{one.title}: {one.credit}" for one in shown if one.credit]
    return (*whose, markdown.words(pretrained.CREDIT)) if pretrained.CREDIT in said else tuple(whose)
