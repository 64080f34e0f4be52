"""`python -m cnnviz.course` writes docs/course.md: every concept with the steps that ask about it, or why none does."""

from pathlib import Path

from cnnviz.course import misconceptions, registry
from cnnviz.course.concepts import CONCEPTS, FREE

PAGE = Path(__file__).parents[2] / "docs" / "course.md"


def text() -> str:
    """The whole page."""
    asked = sum(len(registry.asking(id)) for id in registry.LESSONS)
    return "\n".join(
        (
            "# The course",
            "",
            f"{len(registry.LESSONS)} lessons ask {asked} questions and know {len(misconceptions.MISCONCEPTIONS)} "
            "misconceptions. `python -m cnnviz.course` writes this page.",
            "",
            "| concept | what it is about | asked in | explored freely on |",
            "| --: | --- | --- | --- |",
            *(_row(number) for number in CONCEPTS),
            "",
        )
    )


def steps_about(number: int) -> tuple[str, ...]:
    """The names of the steps about a concept."""
    return tuple(
        registry.name(id, step)
        for id, lesson in registry.LESSONS.items()
        for step in lesson.steps
        if number in step.concepts
    )


def _row(number: int) -> str:
    about, page = CONCEPTS[number]
    asked = ", ".join(f"`{name}`" for name in steps_about(number)) or f"nowhere: {FREE[number]}"
    return f"| C{number} | {about} | {asked} | `{page}` |"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
