"""Files for the uploaders of a page that is driven without a browser."""

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from cnnviz.api.uploads import File, Parcel, Ticket


def component(app: AppTest, name: str, key: str) -> Any:
    """What the page tells its component of that name and key: its message."""
    found = [one.proto for one in app.get("bidi_component") if one.proto.component_name.endswith(f"cnnviz_{name}")]
    return next(proto for proto in found if proto.id.endswith(f"-{key}"))


def told(app: AppTest, key: str, name: str = "uploader") -> dict[str, Any]:
    """What an uploader shows: {"shown": names in use, "aside": …}."""
    data: dict[str, Any] = json.loads(component(app, name, key).json)
    return data


def fire(app: AppTest, name: str, key: str, event: str, value: object) -> AppTest:
    """The page after its component has told that, as from a browser."""
    states = app._tree.get_widget_states()
    id = _make_trigger_id(component(app, name, key).id, "events")
    states.widgets.append(WidgetState(id=id, json_trigger_value=json.dumps([{"event": event, "value": value}])))
    return app._run(states)


def bring(app: AppTest, *files: tuple[str, bytes]) -> str:
    """Files that have arrived for the session: the id they wait under."""
    ticket: Ticket = app.session_state["_upload_ticket"]
    parcel = Parcel(ticket.id, "")
    parcel.files = tuple(File(name, data) for name, data in files)
    return ticket.put(parcel)


def upload(app: AppTest, key: str, *files: tuple[str, bytes], token: str = "") -> AppTest:
    """The page after somebody has given these files, names and bytes, to the uploader with that key."""
    return fire(app, "uploader", key, "brought", {"id": bring(app, *files), "token": token})
