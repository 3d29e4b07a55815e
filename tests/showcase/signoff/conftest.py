"""A story whose newest draft an enterprise is asked to confirm."""

import pytest

from showcase.signoff.asking import ask
from tests.factories import make_case, make_effect, make_image, make_user, paragraph
from tests.showcase.shown_files import figure
from tests.showcase.signoff.contact import ADDRESS, NAME


@pytest.fixture
def case():
    """A public case whose newest draft says more."""
    page = make_case("定型机余热回收", effects=[make_effect(printed="年节约标准煤1200吨")])
    page.body = [paragraph("回收废气余热。", own=True), figure(make_image(size=(1200, 600)))]
    page.save_revision()
    return page


@pytest.fixture
def asked(case):
    return ask(case, name=NAME, email=ADDRESS, language="zh-hans", days=14, user=make_user("editor"))
