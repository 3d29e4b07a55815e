"""Whatever editors do while the index is rebuilt, afterwards index and site agree."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.index import current, drain, source
from search.index.rebuild import rebuild
from search.models import Outbox
from showcase.models import CaseStudyPage
from tests.factories import make_case, paragraph

pytestmark = pytest.mark.usefixtures("either_index")

AT_FIRST = 3
STEPS = st.lists(
    st.tuples(
        st.integers(0, 7),  # after which read of the rebuild
        st.sampled_from(["publish", "edit", "edit", "unpublish", "publish again", "delete", "note twice"]),
        st.integers(0, AT_FIRST),
    ),
    min_size=1,
    max_size=5,
)


def stories() -> list[Any]:
    return list(CaseStudyPage.objects.order_by("pk"))


def act(kind: str, which: int) -> None:
    """What an editor does to one of the stories there are, or to a new one."""
    known = stories()
    if kind == "publish" or not known:
        make_case("新的改造", body=[paragraph("见来源。", 1)], effects=[])
        return
    story = known[which % len(known)]
    match kind:
        case "edit":
            story.title += "又"
            story.save_revision().publish()
        case "unpublish":
            story.unpublish()
        case "publish again":
            story.get_latest_revision().publish()
        case "delete":
            story.delete()
        case "note twice":
            Outbox.objects.bulk_create([Outbox(story_id=story.story_id)] * 2)


def between_reads(steps: list[tuple[int, str, int]], read: Callable[..., Any]) -> Callable[..., Any]:
    """Reading the stories of a batch, and what happens before they are stored."""
    reads = iter(range(100))

    def read_then_act(ids: Any) -> Any:
        found, number = read(ids), next(reads)
        for _, kind, which in (step for step in steps if step[0] == number):
            act(kind, which)
        return found

    return read_then_act


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_no_edit_is_lost_and_none_undone_in_a_rebuild(steps: list[tuple[int, str, int]]) -> None:
    for story in stories()[AT_FIRST:]:
        story.delete()
    while len(stories()) < AT_FIRST:
        act("publish", 0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "all_records", lambda: ([story_id] for story_id in sorted(source.public_ids())))
        patch.setattr(source, "records", between_reads(steps, source.records))
        rebuild()
    drain.drain_patiently()

    public = {story.story_id: story.title for story in stories() if story.live}
    stored = current.engine().records(list(public))
    assert {story_id: record.texts["zh-hans"].title for story_id, record in stored.items()} == public
    assert {story_id for story_id, _ in current.engine().versions()} == set(public) == source.public_ids()
    assert not Outbox.objects.exists()
