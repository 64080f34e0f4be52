"""The settings that a page has put into the browser's address, read back."""

import json
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest


def written(app: AppTest) -> dict[str, str]:
    """The parameters of the address as it stands after the last run."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_address")]
    return dict(parse_qsl(json.loads(found.proto.json)["query"], keep_blank_values=True))
