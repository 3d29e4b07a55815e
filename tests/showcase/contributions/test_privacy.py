"""Nothing personal that a sender writes gets into the draft, whatever was written and wherever."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from showcase.contributions.drafting.composing import Origin, composed
from showcase.lists.screening.patterns import without_personal_data
from tests.showcase.contributions.senders import EMAIL, TEXTS, submitted
from tests.showcase.contributions.test_drafting import editor, make_draft, sections_of  # noqa: F401 - a fixture

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
EMAILS = st.from_regex(r"[a-z]{3,8}\.[a-z]{2,5}@[a-z]{3,8}\.(cn|com|example)", fullmatch=True)
NAMES = st.sampled_from(["陈明", "王小芳", "欧阳建国"]).map(lambda name: (f"联系人：{name}", name))
PERSONAL = st.one_of(MOBILES.map(lambda one: (one, one)), EMAILS.map(lambda one: (one, one)), NAMES)
AROUND = st.sampled_from(["换热器每月清洗，", "请致电 ", "<b>", "详见来信（", "２０２３年投运，", "① "])


@given(personal=PERSONAL, before=AROUND, name=st.sampled_from(sorted(TEXTS)))
@settings(deadline=None)
def test_no_personal_datum_of_a_random_contribution_is_in_the_texts_of_its_draft(personal, before, name):
    written, datum = personal
    content = {**TEXTS, name: f"{before}{written}，谢谢。"}

    draft = composed(content, Origin("CON-2026-2222-2222", f"示例公司 {written}", "2026-11-30"))

    everything = json.dumps(
        [draft.title, draft.summary, draft.body, [str(s) for s in draft.sources]], ensure_ascii=False
    )
    assert datum not in everything
    assert "谢谢" in everything


@given(st.text(max_size=80))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_text_without_personal_data_stays_as_it_is(text):
    cleaned = without_personal_data(text)

    assert cleaned == text or "…" in cleaned


@pytest.mark.parametrize("text", ["年节约标准煤1200吨", "91350582MA00000006", "0591-87801234", "186万千瓦时", "H₂O ①"])
def test_figures_credit_codes_and_landlines_are_no_personal_data(text):
    assert without_personal_data(text) == text


@pytest.mark.django_db
def test_the_senders_address_is_in_no_byte_of_the_stored_draft(client, editor):  # noqa: F811 - the fixture
    page = make_draft(client, submitted(how=f"问我：{EMAIL} 或 13805012345。", picture_shows=""))

    kept = json.dumps(page.get_latest_revision().content, ensure_ascii=False)
    assert EMAIL not in kept
    assert "13805012345" not in kept
    assert "问我：… 或 …。" in sections_of(page)["practices"]
