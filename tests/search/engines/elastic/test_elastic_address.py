import pytest

from search.engines import open_engine
from search.engines.elastic.address import Address


def test_an_address_names_node_prefix_and_account():
    address = Address.parse("https://kim:p%40ss%2Fword@search.example.org:9243/lujian")

    assert address.node == "https://search.example.org:9243"
    assert (address.prefix, address.user, address.password) == ("lujian", "kim", "p@ss/word")
    assert (address.shards, address.timeout) == (1, 1.0)


@pytest.mark.parametrize(
    ("url", "node"),
    [
        ("http://search.example.org/lujian", "http://search.example.org:9200"),
        ("https://search.example.org/lujian", "https://search.example.org:443"),
        ("http://[::1]:9201/lujian", "http://[::1]:9201"),
    ],
)
def test_a_port_may_be_left_out(url, node):
    assert Address.parse(url).node == node


def test_shards_and_timeout_are_settings_of_the_address():
    address = Address.parse("http://127.0.0.1:9200/lujian?shards=3&timeout=2.5")

    assert (address.shards, address.timeout) == (3, 2.5)


def test_the_authority_is_a_file(tmp_path):
    authority = tmp_path / "ca.pem"
    authority.write_text("-")

    assert Address.parse(f"https://search.example.org/lujian?ca={authority}").ca == str(authority)


@pytest.mark.parametrize(
    "url",
    [
        "http://:9200/lujian",
        "http://host:port/lujian",
        "http://127.0.0.1:9200",
        "http://127.0.0.1:9200/",
        "http://127.0.0.1:9200/Lujian",
        "http://127.0.0.1:9200/_all",
        "http://127.0.0.1:9200/lujian*",
        "http://127.0.0.1:9200/a/b",
        "http://127.0.0.1:9200/a,b",
        "http://127.0.0.1:9200/lujian?shards=0",
        "http://127.0.0.1:9200/lujian?shards=65",
        "http://127.0.0.1:9200/lujian?shards=many",
        "http://127.0.0.1:9200/lujian?timeout=0",
        "http://127.0.0.1:9200/lujian?timeout=nan",
        "http://127.0.0.1:9200/lujian?verify=no",
        "http://127.0.0.1:9200/lujian?ca=/etc/hostname",
        "https://127.0.0.1:9200/lujian?ca=relative.pem",
        "https://127.0.0.1:9200/lujian?ca=/no/such/file.pem",
    ],
)
def test_what_is_no_such_address_is_refused(url):
    with pytest.raises(ValueError, match="SEARCH_URL"):
        Address.parse(url)


def test_a_password_is_in_no_message_and_no_representation():
    with pytest.raises(ValueError) as refused:
        Address.parse("https://kim:secret@search.example.org:port/lujian")

    assert "secret" not in str(refused.value)
    assert "secret" not in repr(Address.parse("https://kim:secret@search.example.org/lujian"))


def test_opening_touches_no_network():
    engine = open_engine("https://kim:secret@no-such-host.invalid:9243/lujian")

    assert engine.name == "elastic"
