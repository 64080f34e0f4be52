"""Where did it look: what a map of places says, and what a network without learning says too."""

import functools

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.lessons.real import known
from cnnviz.course.questions import Choice
from cnnviz.course.scenes import Scene
from cnnviz.inspect import twin
from cnnviz.inspect.where import cam, likeness, looked

PAGE = "where-it-looked"
# From which rank correlation on two maps are called alike, and below which unlike.
ALIKE, UNLIKE = 0.5, 0.2


@functools.cache
def _looked(number: int, random: bool) -> looked.Looked:
    """A validation picture at the layer that the page begins with, through the network or its twin."""
    reading = looked.reading(known.model())
    path = list(looked.layers(known.model()))[-1]
    photo = looked.photo(known.pixels(number, ""), known.model())
    return looked.looked(twin.twin(reading) if random else reading, photo.values, path)


def cams(scene: Scene, random: bool = False) -> tuple[cam.Cam, cam.Cam]:
    """The maps of the network's first and second answer."""
    number = int(str(scene.values[known.PICTURE]))
    seen, of = _looked(number, random), _looked(number, False)
    first, second = np.argsort(-of.logits, kind="stable")[:2]
    return tuple(cam.cam(seen.output, seen.gradient(int(at))) for at in (first, second))  # type: ignore[return-value]


def _twins(scene: Scene) -> str:
    """How alike the map of the first answer and that of the twin are."""
    found = likeness.rank_correlation(cams(scene)[0].map, cams(scene, random=True)[0].map)
    assert found is not None
    return "alike" if found > ALIKE else "unlike" if found < UNLIKE else "some"


def _places(scene: Scene) -> str:
    """Whether the maps of both answers can be largest at one place: on this picture they are, or not."""
    first, second = cams(scene)
    return "yes" if first.largest == second.largest else "no"


LESSON = Lesson(
    "A map of where is no reason why",
    7,
    "read a Grad-CAM map, hold it against a network that learned nothing, and say what it leaves open.",
    (
        Step(
            "classes",
            (Scene(PAGE, known.on(1)), Scene(PAGE, known.on(22)), Scene(PAGE, known.on(25))),
            "Grad-CAM asks which places of the last maps speak for a class. Two classes are asked about: the first "
            "answer, which is right, and the second, which is wrong.",
            Choice(
                "Can both maps be largest at the very same place?",
                {"yes": "Yes: it may speak for both", "no": "No: what is seen there is of one class only"},
                _places,
                {"no": "cam-tells-what"},
            ),
            "Here they are; on most pictures the two places differ. A map says where something spoke for a class, not "
            "what it was.",
            ("where_class", "where_other"),
            (74, 84),
            ("where_shown", "where_how"),
        ),
        Step(
            "twin",
            (
                Scene(PAGE, known.on(7, where_twin=True)),
                Scene(PAGE, known.on(10, where_twin=True)),
                Scene(PAGE, known.on(5, where_twin=True)),
            ),
            "The network’s twin has random weights and has learned nothing. Grad-CAM asks both about one picture and "
            "one class, and a rank correlation says how alike their maps order the places.",
            Choice(
                "How alike are the two maps here?",
                {
                    "unlike": f"Hardly: under {UNLIKE:g}",
                    "some": f"A little: {UNLIKE:g} to {ALIKE:g}",
                    "alike": f"Clearly: over {ALIKE:g}",
                },
                _twins,
                {"unlike": "cam-is-understanding"},
            ),
            "That differs: on most pictures they are hardly alike, on some clearly. What the twin shows, too, comes "
            "from the picture and the layers, not from learning: no map alone shows that a network has understood.",
            ("where_twin",),
            (84,),
            ("where_shown", "where_how"),
        ),
        Step(
            "yours",
            (Scene(PAGE),),
            "Now it is yours. Take the large network and a photo of yours. Ask in all three ways, and switch the twin "
            "on before you believe a map.",
            taken="These are the maps of its first and second answer. How far do the two differ? In the app it can be "
            "a photo of yours: ask there in all three ways, and switch the twin on before you believe a map.",
        ),
    ),
)
