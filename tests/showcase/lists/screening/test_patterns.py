"""Personal data is found wherever it stands; credit codes, landlines and offices are left in peace."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.enterprises.credit_codes import check_character
from showcase.lists.screening.patterns import (
    Finding,
    Kind,
    find_in_table,
    find_in_text,
    is_card_number,
    is_identity_number,
    masked,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def kinds(text, **where):
    return [(found.kind, found.value) for found in find_in_text(text, "", **where)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("手机13812345678", Kind.MOBILE, "13812345678"),
        ("138 1234 5678", Kind.MOBILE, "13812345678"),
        ("+86-138-1234-5678", Kind.MOBILE, "13812345678"),
        ("１３８１２３４５６７８", Kind.MOBILE, "13812345678"),
        ("350521198001011234 见附件", Kind.IDENTITY, "350521198001011234"),
        ("身份证号35052119800101123X", Kind.IDENTITY, "35052119800101123X"),
        ("身份证：350521800101123", Kind.IDENTITY, "350521800101123"),
        ("开户 6222 0212 3456 7890 128", Kind.CARD, "6222021234567890128"),
        ("来信 zhang.san+1@example.org.cn 。", Kind.EMAIL, "zhang.san+1@example.org.cn"),
        ("联系人：张三，电话0591-8000000", Kind.NAME, "张三"),
        ("联系人: 欧阳小明", Kind.NAME, "欧阳小明"),
        ("联系人：王 明 电话", Kind.NAME, "王明"),
        ("联系人：李四电话0591-8000000", Kind.NAME, "李四"),
    ],
)
def test_personal_data_is_found(text, kind, value):
    if kind is Kind.IDENTITY and "身份证" not in text:
        text = text.replace(value, identity(value[:17]))
        value = identity(value[:17])
    if kind is Kind.CARD:
        body = value[:-1]
        text, value = f"开户 {body[:4]} {body[4:8]} {body[8:]}{luhn(body)}", body + luhn(body)

    assert (kind, value) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "0591-87543210",
        "电话：0591-87543210、87543211",
        "（0591）87543210转8013",
        "400-800-1234",
        "联系人：节能与综合利用处",
        "联系人：办公室",
        "闽工信规〔2025〕3号",
        "2025-07-01",
        "产量13812345678.5吨",
        "12345678901234567890",
        "0.13812345678",
        "统一社会信用代码91350582MA2XN1234X",
    ],
)
def test_what_is_no_personal_data_is_left_in_peace(text):
    assert kinds(text) == []


def identity(body):
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def luhn(body):
    return next(digit for digit in "0123456789" if is_card_number(body + digit))


BORN = st.dates(dt.date(1900, 1, 1), dt.date(2020, 12, 31))


@given(born=BORN, place=st.integers(0, 9999), order=st.integers(0, 999))
def test_every_identity_number_is_found_and_one_with_a_wrong_digit_is_none(born, place, order):
    number = identity(f"35{place:04}{born:%Y%m%d}{order:03}")

    assert is_identity_number(number)
    assert kinds(f"号{number}。") == [(Kind.IDENTITY, number)]
    wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    assert not is_identity_number(wrong)


OFFICES = st.sampled_from(["91", "92", "93", "12", "11", "51", "52", "53"])
PLACES = st.sampled_from(["350000", "350100", "350582", "350200", "110000", "310115"])
ORGANISATION = st.text("0123456789", min_size=9, max_size=9) | st.text("0123456789ABCDEFGHJ", min_size=9, max_size=9)


@given(office=OFFICES, place=PLACES, organisation=ORGANISATION)
def test_no_credit_code_is_taken_for_a_person_or_a_card(office, place, organisation):
    code = office + place + organisation
    code += check_character(code)

    assert kinds(f"信用代码{code}") == []
    assert list(find_in_table([("", ["企业名称", "统一社会信用代码"]), ("", ["某公司", code])])) == []


def test_a_column_says_what_it_holds():
    rows = [
        ("Sheet1 1", ["企业名称", "联系人", "身份证号", "法人代表", "主管部门"]),
        ("Sheet1 2", ["甲公司", "王小明", "35052119800101123X", "陈大文", "工信局"]),
        ("Sheet1 3", ["乙公司", "办公室", "", "", "工信局"]),
    ]

    assert list(find_in_table(rows)) == [
        Finding(Kind.NAME, "Sheet1 2, 2", "王小明"),
        Finding(Kind.IDENTITY, "Sheet1 2, 3", "35052119800101123X"),
        Finding(Kind.NAME, "Sheet1 2, 4", "陈大文"),
    ]


def test_the_printed_contacts_of_an_office_may_have_a_mail_address_but_no_mobile():
    assert kinds("示例处\n0591-8000000\noffice@example.org", is_contact=True) == []
    assert kinds("示例处\n13812345678", is_contact=True) == [(Kind.MOBILE, "13812345678")]


PERSONAL = ["13812345678", "身份证号35052119800101123X", "li@example.org", "联系人：欧阳小明"]


@given(st.lists(st.text(), min_size=len(PERSONAL) + 1, max_size=len(PERSONAL) + 1))
def test_no_text_breaks_the_search_and_no_mask_tells_the_value(texts):
    between = zip(texts, ["", *PERSONAL], strict=True)

    findings = list(find_in_text(" \n ".join(part for pair in between for part in pair), ""))

    assert {found.kind for found in findings} >= {Kind.MOBILE, Kind.IDENTITY, Kind.EMAIL, Kind.NAME}
    for finding in findings:
        assert finding.value not in masked(finding)


@pytest.mark.parametrize(
    ("finding", "shown"),
    [
        (Finding(Kind.MOBILE, "", "13812345678"), "138******78"),
        (Finding(Kind.NAME, "", "王小明"), "王**"),
        (Finding(Kind.EMAIL, "", "zhang@example.org"), "z***@example.org"),
    ],
)
def test_a_mask_hides_the_middle(finding, shown):
    assert masked(finding) == shown
