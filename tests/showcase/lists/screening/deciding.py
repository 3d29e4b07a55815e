"""A list whose file holds personal data, and an officer who decides on it."""

from django.urls import reverse

from showcase.lists.importing.flow import Request, begin_import
from showcase.lists.importing.runs import Upload
from showcase.models import AnnouncementPage
from tests import factories
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.starting import decide

MOBILE = "13812345678"
ROWS = [["企业名称", "联系人", "手机"], ["示例纺织有限公司", "王小明", MOBILE]]
REASON = "本人书面同意公开。"


def imported(notice, rows=ROWS, name="a.xlsx"):
    request = Request((Upload(name, make.xlsx(rows)),), factories.programme(), announcement=notice)
    started = begin_import(request).list_import
    decide(started, "keep")
    return started.attachments.get()


def publish(page):
    AnnouncementPage.objects.get(pk=page.pk).save_revision().publish()
    return AnnouncementPage.objects.get(pk=page.pk)


def decided(client, page, question, answer="publish", reason=REASON):
    return client.post(
        reverse("personal_data_decide", args=[page.pk]), {"question": question, "answer": answer, "reason": reason}
    )


def officer(client):
    user = factories.make_user("list officer")
    client.force_login(user)
    return user
