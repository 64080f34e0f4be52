"""Settings worth starting from, each with the claim it makes visible: steps of the Kernel Lab's lesson, as links."""

from dataclasses import dataclass, field

from cnnviz.course import registry
from cnnviz.course.lesson import Step
from cnnviz.course.scenes import Photo
from cnnviz.ops import pipeline
from cnnviz.ui.course import now
from cnnviz.ui.links import spelling
from cnnviz.ui.stage_settings import values


@dataclass(frozen=True)
class Lesson:
    """A claim, its title, and what shows it: `sample` is a key of SAMPLES, `colour` of CHANNELS, `more` other widgets'
    values."""

    title: str
    sentence: str
    stages: tuple[pipeline.Stage, ...]
    sample: str = "still-life"
    side: int = 256
    colour: str = "grey"
    more: values.Values = field(default_factory=dict)

    @property
    def values(self) -> values.Values:
        """Widget name -> value: everything in which the lesson differs from a fresh Kernel Lab."""
        usual = (("image", self.sample, "still-life"), ("side", self.side, 256), ("colour", self.colour, "grey"))
        return {key: value for key, value, same in usual if value != same} | values.of_stages(self.stages) | self.more

    @property
    def query(self) -> dict[str, str]:
        """The same as the parameters of a link: never none at all, which would be no link."""
        return spelling.query({"kernel1": self.stages[0].kernels.bank, **self.values})


def _offered(number: int, step: Step) -> Lesson:
    """A step of the Kernel Lab's lesson as an entry of its own: choosing it opens the step."""
    scene = step.scene(0)
    assert isinstance(scene, Photo)
    more = dict(scene.values) | {now.LESSON: TOUR, now.STEP: number}
    return Lesson(step.title, step.text, scene.stages, scene.sample, scene.side, scene.colour, more)


# The lesson whose steps the Lab's menu and Start's pictures offer.
TOUR = "kernel-lab"
LESSONS = {step.id: _offered(number, step) for number, step in enumerate(registry.LESSONS[TOUR].steps, 1) if step.title}
