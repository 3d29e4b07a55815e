"""When a link counts as broken, when it is asked again, and which addresses are asked at all."""

import datetime as dt
import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.stories.links.policy import AskingPolicy, RefusedAddressError, is_public_ip
from showcase.stories.links.rules import Answer, LinkHistory, LinkState, answer_of

NOON = dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
GONE, SILENT, FINE = answer_of(404), Answer(LinkState.NO_ANSWER), answer_of(200)


def test_a_good_address_is_asked_again_after_thirty_days_and_a_failing_one_after_a_day() -> None:
    assert LinkHistory().due_at is None, "at once"
    assert LinkHistory().after(FINE, NOON).due_at == NOON + 30 * DAY
    assert LinkHistory().after(SILENT, NOON).due_at == NOON + DAY
    assert LinkHistory().after(GONE, NOON).due_at == NOON + DAY


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_broken_at_once(status: int) -> None:
    assert LinkHistory().after(answer_of(status), NOON).is_broken


def test_silence_is_broken_the_second_time_and_not_before_a_day_has_passed() -> None:
    first = LinkHistory().after(SILENT, NOON)
    assert not first.is_broken
    assert not first.after(SILENT, NOON + DAY - dt.timedelta(seconds=1)).is_broken
    second = first.after(SILENT, NOON + DAY)
    assert second.is_broken
    assert second.failing_since == NOON


def test_one_good_answer_makes_an_address_good() -> None:
    again = LinkHistory().after(GONE, NOON).after(FINE, NOON + DAY)
    assert (again.is_broken, again.failing_since, again.state) == (False, None, LinkState.OK)
    assert not again.after(SILENT, NOON + 40 * DAY).is_broken, "failures are counted from the new one on"


@pytest.mark.parametrize("status", [401, 403, 405, 412, 429])
def test_a_site_that_keeps_machines_out_is_not_called_broken(status: int) -> None:
    known = LinkHistory().after(answer_of(status), NOON).after(answer_of(status), NOON + 2 * DAY)
    assert (known.state, known.is_broken) == (LinkState.KEPT_OUT, False)


@given(st.lists(st.tuples(st.sampled_from([GONE, SILENT, FINE, answer_of(403)]), st.integers(0, 40)), max_size=8))
def test_only_an_address_whose_last_answer_failed_is_broken(steps: list[tuple[Answer, int]]) -> None:
    known, now = LinkHistory(), NOON
    for answer, days in steps:
        now += days * DAY
        known = known.after(answer, now)
        assert known.is_broken <= (answer in (GONE, SILENT))
        assert known.due_at is not None
        assert known.due_at > now


@pytest.mark.parametrize(
    "ip",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104 - is refused
            "224.0.0.1",
        ),
        *("240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1"),
        *("::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:1::1"),
    ],
)
def test_addresses_near_the_server_are_never_asked(ip: str) -> None:
    assert not is_public_ip(ipaddress.ip_address(ip))
    with pytest.raises(RefusedAddressError):
        AskingPolicy(resolve=lambda _host, _port: [ip]).ip_of("http", "inner.example", 80)


@pytest.mark.parametrize("ip", ["8.8.8.8", "114.114.114.114", "2400:3200::1"])
def test_addresses_of_the_public_internet_may_be_asked(ip: str) -> None:
    assert AskingPolicy(resolve=lambda _host, _port: [ip]).ip_of("https", "www.example", 443) == ip


def test_one_private_address_of_a_host_is_enough_to_refuse_it() -> None:
    with pytest.raises(RefusedAddressError):
        AskingPolicy(resolve=lambda _host, _port: ["8.8.8.8", "10.0.0.1"]).ip_of("http", "two.example", 80)


@pytest.mark.parametrize(("scheme", "port"), [("http", 8080), ("https", 22), ("ftp", 80), ("file", 80), ("gopher", 80)])
def test_only_web_ports_are_asked(scheme: str, port: int) -> None:
    with pytest.raises(RefusedAddressError):
        AskingPolicy(resolve=lambda _host, _port: ["8.8.8.8"]).ip_of(scheme, "www.example", port)
