"""The drawing of an enterprise's links and the rules of links; without a database."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.enterprises.chain.drawing import WIDTH, Branch, draw, wrapped
from showcase.enterprises.chain.rules import LinkFault, Named, Place, link_faults, place_of
from showcase.enterprises.choices import LinkKind

NAMES = st.text("示例纺织有限公司 ABCdef.,", min_size=1, max_size=60).filter(str.strip)
BRANCHES = st.lists(
    st.builds(Branch, NAMES, st.lists(NAMES, min_size=1, max_size=6).map(tuple), st.booleans(), st.booleans()),
    min_size=1,
    max_size=4,
)


def test_what_the_enterprise_is_part_of_stands_above_it_and_the_rest_below():
    drawing = draw(
        "示例企业甲",
        [
            Branch("所在园区", ("示例园区",), is_above=True, is_dashed=True),
            Branch("供应商", ("乙", "丙"), is_above=False),
        ],
    )

    names = {box.lines[0].text: box.y for box in drawing.boxes}
    assert names["示例园区"] < names["示例企业甲"] < names["乙"] < names["丙"]
    assert [box.lines[0].text for box in drawing.boxes if box.is_own] == ["示例企业甲"]
    assert [line.is_dashed for line in drawing.lines] == [True, False]
    assert [label.text for label in drawing.labels] == ["所在园区", "供应商"]


@given(NAMES, BRANCHES)
def test_no_two_boxes_overlap_and_all_is_inside_the_drawing(name, branches):
    drawing = draw(name, branches)

    spans = sorted((box.y, box.y + box.height) for box in drawing.boxes)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all(box.x + box.width <= WIDTH and box.y + box.height <= drawing.height for box in drawing.boxes)
    assert all(0 <= line.y <= drawing.height for box in drawing.boxes for line in box.lines)


@given(NAMES, BRANCHES)
def test_every_line_begins_at_the_enterprise_and_ends_at_each_of_its_boxes(name, branches):
    drawing = draw(name, branches)
    own = next(box for box in drawing.boxes if box.is_own)
    middles = {box.y + box.height // 2 for box in drawing.boxes if not box.is_own}

    met = set()
    for line in drawing.lines:
        _trunk, edge, far = map(int, re.match(r"M(\d+) (\d+)V(\d+) ", line.path).groups())
        ends = {int(end) for end in re.findall(r"M\d+ (\d+)H36", line.path)}
        assert edge in (own.y, own.y + own.height)
        assert far in ends
        assert all(min(edge, far) <= end <= max(edge, far) for end in ends)
        met |= ends
    assert met == middles


def test_a_long_name_takes_two_lines_and_a_longer_one_is_cut_with_a_mark():
    assert wrapped("示例纺织科技股份有限公司", 20) == ("示例纺织科技股份有限公司",)
    assert wrapped("Example Textile Technology Co., Ltd.", 12) == ("Example Textile", "Technology Co., Ltd.")
    assert wrapped("示" * 30, 10) == ("示" * 10, "示" * 9 + "…")


@given(NAMES, st.integers(6, 24))
def test_no_line_of_a_name_is_wider_than_its_box(name, width):
    for line in wrapped(name, width):
        assert sum(0.56 if letter.isascii() else 1 for letter in line.rstrip("…")) <= width


@pytest.mark.parametrize(
    ("kind", "is_own", "place"),
    [
        (LinkKind.IN_PARK, True, Place.PARK),
        (LinkKind.IN_PARK, False, Place.TENANT),
        (LinkKind.SUPPLIED_BY, True, Place.SUPPLIER),
        (LinkKind.SUPPLIED_BY, False, Place.BUYER),
    ],
)
def test_a_link_is_read_from_either_end(kind, is_own, place):
    assert place_of(kind.value, is_own=is_own) is place
    assert place.is_above == (place in (Place.PARK, Place.BUYER))


def test_an_enterprise_is_linked_neither_to_itself_nor_a_real_one_to_an_invented_one():
    real, invented = Named(1, "某厂", is_example=False), Named(2, "示例厂", is_example=True)

    assert link_faults(real, [Named(3, "另一厂", is_example=False)]) == ()
    assert link_faults(real, [real]) == ((LinkFault.SELF, "某厂"),)
    assert link_faults(real, [invented, invented]) == ((LinkFault.INVENTED, "示例厂"),)
    assert link_faults(invented, [real]) == ((LinkFault.INVENTED, "某厂"),)
