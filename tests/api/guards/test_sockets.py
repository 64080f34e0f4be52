"""What is read of Streamlit's messages, against Streamlit's own classes."""

import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cnnviz.api.guards import sockets


def test_the_numbers_are_streamlit_s() -> None:
    assert BackMsg.RERUN_SCRIPT_FIELD_NUMBER == sockets.RERUN
    assert ForwardMsg.SCRIPT_FINISHED_FIELD_NUMBER == sockets.FINISHED
    assert ForwardMsg.FINISHED_EARLY_FOR_RERUN == sockets.EARLY


def test_a_request_for_a_run_is_known() -> None:
    message = BackMsg()
    message.rerun_script.query_string = "k=5" * 1000
    assert [number for number, _ in sockets.fields(message.SerializeToString())] == [sockets.RERUN]
    assert list(sockets.fields(BackMsg(clear_cache=True).SerializeToString())) == [(5, 1)]


@pytest.mark.parametrize("status", ForwardMsg.ScriptFinishedStatus.values())
def test_the_end_of_a_script_is_known_and_how_it_ended(status: ForwardMsg.ScriptFinishedStatus.ValueType) -> None:
    message = ForwardMsg(hash="0123", script_finished=status)
    message.metadata.cacheable = True
    assert (sockets.FINISHED, status) in list(sockets.fields(message.SerializeToString()))
    delta = ForwardMsg(hash="0123")
    delta.delta.new_element.markdown.body = "words" * 10_000
    assert sockets.FINISHED not in {number for number, _ in sockets.fields(delta.SerializeToString())}


@pytest.mark.parametrize("junk", [bytes(20 * 2**20), b"\x08\x01" * 10**6, b"\xff" * 1000, b"\x0b\x0b", b"\x5a\xff\x7f"])
def test_what_is_no_message_costs_nothing_and_counts_as_a_request_for_a_run(junk: bytes) -> None:
    started = time.perf_counter()
    assert sockets.RERUN in {number for number, _ in sockets.fields(junk)}
    assert time.perf_counter() - started < 0.1


def test_a_request_hidden_behind_another_field_is_found() -> None:
    asks = BackMsg()
    asks.rerun_script.query_string = "k=5"
    hidden = BackMsg(clear_cache=True).SerializeToString() + asks.SerializeToString()
    assert sockets.RERUN in {number for number, _ in sockets.fields(hidden)}
