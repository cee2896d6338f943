"""Names and addresses that are settled before anything starts."""

from __future__ import annotations

import socket

import pytest

from wardrobe_project.startup import CannotStart, address, listen, own_names


def test_a_local_instance_answers_to_local_names_only():
    assert own_names("127.0.0.1") == ["localhost", "127.0.0.1", "[::1]"]


def test_an_instance_open_to_the_network_answers_to_every_name_of_this_machine():
    names = own_names("0.0.0.0")
    assert socket.gethostname() in names
    assert "*" not in names


def test_an_instance_on_one_name_answers_to_it():
    assert own_names("closet.example.org")[-1] == "closet.example.org"


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_the_address_can_be_typed_into_a_browser(host):
    with listen(host, 0) as listener:
        assert address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_the_suggested_port_is_free():
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(CannotStart) as refusal:
        listen("127.0.0.1", other.getsockname()[1])
    with listen("127.0.0.1", int(str(refusal.value).rsplit(" ", 1)[1])) as listener:
        assert listener.getsockname()[1] > 0


def test_a_name_that_does_not_exist_is_a_sentence():
    with pytest.raises(CannotStart, match=r"Cannot listen on closet\.invalid: "):
        listen("closet.invalid", 8000)
