"""The rows of answers of a class: the first that a learner gave to a question, and how it went on."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select, update

from cnnviz.errors import InputError
from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.rooms import rooms
from cnnviz.training.store.tables import ROOM_ANSWERS


@dataclass(frozen=True)
class Answer:
    """What a learner gave, in JSON, to a step's question in a round, and what came of it."""

    step: str
    round: int
    given: str
    right: bool
    misconception: str
    draw: int


def save(store: Store, room: str, learner: str, answer: Answer, most: int) -> None:
    """Keep an answer: of the same question in the same round the first stays, and the try is counted.

    Raises InputError where the learner has answered that many questions.
    """
    mine = (ROOM_ANSWERS.c.learner == learner,)
    same = (*mine, ROOM_ANSWERS.c.step == answer.step, ROOM_ANSWERS.c.round == answer.round)
    with store.writing() as connection:
        again = {"tries": ROOM_ANSWERS.c.tries + 1, "right": int(answer.right)}
        if not connection.execute(update(ROOM_ANSWERS).where(*same).values(**again)).rowcount:
            if (connection.scalar(select(func.count()).select_from(ROOM_ANSWERS).where(*mine)) or 0) >= most:
                raise InputError(f"You have answered {most} questions in this class, and more are not kept.")
            connection.execute(
                ROOM_ANSWERS.insert().values(
                    **_row(answer), room=room, learner=learner, tries=1, answered=clocks.now(connection)
                )
            )
        rooms.note_change(connection, room)


def _row(answer: Answer) -> dict[str, Any]:
    kept = {"step": answer.step, "round": answer.round, "given": answer.given, "draw": answer.draw}
    return kept | {"first": int(answer.right), "right": int(answer.right), "misconception": answer.misconception}


def fetch_all(store: Store, room: str) -> list[Row[Any]]:
    """All answers of a class, in the order in which they came."""
    with store.reading() as connection:
        columns = select(ROOM_ANSWERS).where(ROOM_ANSWERS.c.room == room)
        return list(connection.execute(columns.order_by(ROOM_ANSWERS.c.answered, ROOM_ANSWERS.c.learner)))
