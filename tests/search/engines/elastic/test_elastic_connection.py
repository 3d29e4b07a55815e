"""Certificates are verified, accounts are sent; a stub stands for a secured node."""

import base64
import json
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from search.core.engine import SearchUnavailable, State
from search.engines.elastic import open_url
from tests.search.engines.elastic_samples import EVERY, answering

NOTHING_FOUND = json.dumps({"hits": {"total": {"value": 0, "relation": "eq"}, "hits": []}}).encode()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1 that no public authority signed, with its key in the same file."""
    openssl = shutil.which("openssl") or pytest.skip("openssl is missing: apt-get install openssl")
    folder: Path = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test node",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made],
        check=True, capture_output=True,
    )  # fmt: skip
    return made, key


@pytest.fixture
def tls(certificate):
    """What a server needs to speak TLS with it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_a_certificate_nobody_vouches_for_is_refused(tls):
    with answering(200, NOTHING_FOUND, tls=tls) as url:
        with pytest.raises(SearchUnavailable) as trouble:
            open_url(url).search([EVERY])

        assert trouble.value.reason == "unreachable"
        assert "certificate" in trouble.value.detail.lower()
        assert open_url(url).status().state is State.UNREACHABLE


def test_a_private_authority_is_trusted_where_it_is_named(tls, certificate):
    with answering(200, NOTHING_FOUND, tls=tls) as url:
        (response,) = open_url(f"{url}?ca={certificate[0]}").search([EVERY])

    assert response.total == 0


def test_a_plain_connection_to_a_secured_node_is_trouble_like_any_other(tls):
    with answering(200, NOTHING_FOUND, tls=tls) as url, pytest.raises(SearchUnavailable):
        open_url(url.replace("https:", "http:")).search([EVERY])


def test_the_account_of_the_address_is_sent():
    accounts: list[str | None] = []
    with answering(200, NOTHING_FOUND, accounts=accounts) as url:
        open_url(url).search([EVERY])
        open_url(url.replace("//", "//kim:p%40ss@")).search([EVERY])

    assert accounts == [None, "Basic " + base64.b64encode(b"kim:p@ss").decode()]
