"""Asking an address: what counts as there, how long it may take, and where a redirect may not lead."""

import time

import pytest
from django.conf import LazySettings

from showcase.stories.links.asking import ask
from showcase.stories.links.policy import AskingPolicy
from showcase.stories.links.rules import Answer, LinkState
from tests.showcase.stories.links.other_site import OtherSite


def test_a_page_that_is_there_is_asked_once_and_knows_by_whom(site: OtherSite, settings: LazySettings) -> None:
    settings.SITE_URL = "https://lujian.example"

    assert ask(site.address("/news?id=3"), site.policy) == Answer(LinkState.OK, 200)

    [(method, path, headers)] = site.asked
    assert (method, path) == ("HEAD", "/news?id=3")
    assert headers["Host"] == f"www.example:{site.port}"
    assert "https://lujian.example" in headers["User-Agent"]
    assert "Cookie" not in headers


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_not_found_by_get_too(site: OtherSite, status: int) -> None:
    site.answers["/gone"] = status

    assert ask(site.address("/gone"), site.policy) == Answer(LinkState.NOT_FOUND, status)
    assert site.requests == [("HEAD", "/gone"), ("GET", "/gone")]


def test_a_site_that_knows_no_head_is_asked_by_get(site: OtherSite) -> None:
    assert ask(site.address("/get-only"), site.policy) == Answer(LinkState.OK, 200)


def test_three_redirects_are_followed_and_no_fourth(site: OtherSite) -> None:
    site.answers |= {f"/{step}": (302, f"/{step + 1}") for step in range(1, 5)}

    assert ask(site.address("/2"), site.policy) == Answer(LinkState.OK, 200)
    assert ask(site.address("/1"), site.policy) == Answer(LinkState.NO_ANSWER)
    assert ("HEAD", "/4") in site.requests


@pytest.mark.parametrize(
    "target",
    [
        "http://inner.example/admin/",
        "http://metadata.example/latest/meta-data/",
        "http://10.0.0.7/",
        "http://www.example:22/",
        "ftp://www.example/file",
        "file:///etc/passwd",
        "http://root:secret@www.example/",
        "//inner.example/",
    ],
)
def test_a_redirect_to_a_private_address_or_an_unusual_port_is_refused(site: OtherSite, target: str) -> None:
    policy = AskingPolicy(
        resolve=lambda host, port: [host] if host == "10.0.0.7" else site.policy.resolve(host, port),
        allows_ip=site.policy.allows_ip,
        allows_port=site.policy.allows_port,
    )
    site.answers["/leads-inside"] = (302, target)

    assert ask(site.address("/leads-inside"), policy) == Answer(LinkState.REFUSED)
    assert site.requests == [("HEAD", "/leads-inside")]


def test_the_policy_of_the_site_refuses_this_machine(site: OtherSite) -> None:
    """The server listens, and the port alone is let through: the network decides."""
    usual = AskingPolicy(allows_port=lambda _scheme, _port: True)

    for host in ("127.0.0.1", "localhost"):
        assert ask(f"http://{host}:{site.port}/", usual) == Answer(LinkState.REFUSED)
    assert ask(f"http://127.0.0.1:{site.port}/") == Answer(LinkState.REFUSED)
    assert site.asked == []


@pytest.mark.parametrize("path", ["/silent", "/drips"])
def test_a_site_that_does_not_answer_in_time_costs_a_bounded_time(site: OtherSite, path: str) -> None:
    begun = time.monotonic()

    assert ask(site.address(path), site.policy) == Answer(LinkState.NO_ANSWER)
    assert time.monotonic() - begun < 3


def test_a_page_without_end_is_there_and_is_not_read(site: OtherSite) -> None:
    begun = time.monotonic()

    assert ask(site.address("/endless"), site.policy) == Answer(LinkState.OK, 200)
    assert time.monotonic() - begun < 3


def test_a_host_that_does_not_exist_is_no_answer(site: OtherSite) -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("Name or service not known")

    assert ask("http://nowhere.example/", AskingPolicy(resolve=unknown)) == Answer(LinkState.NO_ANSWER)
    closed = f"http://www.example:{site.port + 1}/"
    policy = AskingPolicy(resolve=site.policy.resolve, allows_ip=site.policy.allows_ip, allows_port=lambda *_: True)
    assert ask(closed, policy).state in (LinkState.NO_ANSWER, LinkState.OK), "another test may listen there"


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http:///x", "no address", "http://a b.example/"])
def test_what_is_no_address_is_an_answer_and_no_error(address: str, site: OtherSite) -> None:
    assert ask(address, site.policy).state in (LinkState.NO_ANSWER, LinkState.REFUSED)
    assert site.asked == []
