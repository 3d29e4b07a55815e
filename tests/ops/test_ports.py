"""Which ports a person may choose, and what they are told."""

import socket
from collections.abc import Iterator

import pytest

from ops import ports
from ops.fault import Fault


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((ports.LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_named_with_the_way_out(taken_port):
    with pytest.raises(Fault, match=rf"port {taken_port} is taken .* choose another with PORT=…"):
        ports.require_free(taken_port)


def test_the_way_out_names_the_variable_that_was_asked_for(taken_port):
    with pytest.raises(Fault, match="ES_PORT=…"):
        ports.require_free(taken_port, "ES_PORT")


def test_a_free_port_passes_and_stays_free():
    port = ports.free()
    ports.require_free(port)
    ports.require_free(port)


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80.5", "abc", "８０００", " 8000"])
def test_what_is_no_port_number_is_refused(text):
    with pytest.raises(Fault, match="no port number"):
        ports.parse(text)


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8000", 8000), ("65535", 65535)])
def test_a_port_number_is_read(text, port):
    assert ports.parse(text) == port
