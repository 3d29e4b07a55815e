"""No personal datum of any report stands in any public byte, whatever was sent and whatever a publisher wrote."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.accounts.pace import PaceMark
from search.index.drain import drain_patiently
from search.index.rebuild import rebuild
from showcase.enterprises.credit_codes import check_character
from showcase.models import Replication
from tests.caching import forget_caches
from tests.factories import make_case, make_translation
from tests.showcase.replications.reports import received, signed_in

pytestmark = pytest.mark.django_db

TECHNIQUE = "T02.01"
names = st.text("甲乙丙丁戊己庚辛壬癸", min_size=5, max_size=9).map(lambda core: f"示例{core}有限公司")
codes = st.text("0123456789ABCDEFGH", min_size=8, max_size=8).map(
    lambda tail: f"91350000M{tail[:8]}{check_character('91350000M' + tail[:8])}"
)
emails = st.from_regex(r"[a-z]{6,10}[0-9]{2}@[a-z]{5,8}\.example", fullmatch=True)


def public_bytes(page: Any, english: Any) -> str:
    forget_caches()
    addresses = (
        page.get_url(),
        english.get_url(),
        "/",
        "/en/",
        f"/techniques/{TECHNIQUE}/",
        "/search/?q=换热器&format=json",
        "/en/search/?q=exchanger&format=json",
        "/search/?q=换热器",
        "/search/?format=atom",
        "/search/?format=csv",
        f"/stories/{page.story_id}.html",
        "/sitemap.xml",
    )
    return "".join(b"".join(Client().get(address)).decode() for address in addresses)


# Every example opens twelve pages: without looking for a smaller one.
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names, codes, emails, st.sampled_from(["{}", "{}加装了换热器。", "换热器由 {} 负责。", "换热器：{}"]), st.data())
def test_no_personal_datum_stands_in_any_public_byte(client: Client, name, code, email, sentence, data):
    PaceMark.objects.all().delete()
    page = make_case(techniques=[TECHNIQUE])
    english = make_translation(page)
    sent = {"plant": name, "credit_code": code, "email": email}
    leaked = sentence.format(data.draw(st.sampled_from(list(sent.values()))))
    found = received(page, done=f"{leaked} 换热器", changed=leaked, **sent)
    client.logout()
    signed_in(client, "publisher")
    address = reverse("replication_from", args=[found.pk])
    initial = {k: v for k, v in client.get(address).context["form"].initial.items() if v is not None}

    # As it was sent it names somebody, and is refused; what the publisher writes instead becomes public.
    assert client.post(address, {**initial, "text_zh": initial.get("text_zh") or leaked}).status_code == 400
    assert not Replication.objects.filter(submission=found).exists()
    written = {"text_zh": "加装换热器，回收热水。", "text_en": "", "changed_zh": "", "changed_en": ""}
    assert client.post(address, {**initial, **written}).status_code == 302
    rebuild()
    drain_patiently()

    text = public_bytes(page, english)
    assert "加装换热器，回收热水。" in text
    for datum in (name, name[2:-4], code, email):
        assert datum not in text
