"""What waits on the desk of the demonstration: an invented contribution and an invented correction."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone

from portal.public_forms.receipt_numbers import new_number
from showcase.contributions.models import CODE
from showcase.demo.ledger import Report, find, page_of, remember
from showcase.inbox.models import Action
from showcase.models import Contribution, Submission, SubmissionStep

STORY = "amorphous-core-transformer"
SENDER = "invented@example.com"
"""A domain that nobody can register (RFC 2606)."""

_CASE: dict[str, Any] = {
    "enterprise": "示例染整（虚构）",
    "credit_code": "",
    "role": "enterprise",
    "title": "【示例，虚构】定型机余热加热洗水",
    "summary": "【示例，虚构】虚构的染整厂回收两台定型机的废气余热，加热洗水用水。本条只演示投稿功能。",
    "industries": "纺织",
    "techniques": "余热回收",
    "why": "定型机废气排放温度高，余热没有利用。",
    "what": "在两台定型机上加装气水换热器和循环水泵。",
    "how": "分两次停机安装，每次三天。",
    "results": "洗水用蒸汽减少。",
    "wrong": "换热片半年后被油污堵塞，改为每月清洗。",
    "check": "先测废气温度和含油量，再核对洗水用水时段是否与定型机开机时段一致。",
    "sources": "",
    "figures": [
        {
            "quantity": "heat_recovered",
            "of_what": "定型机",
            "amount": "2000 GJ/年",
            "per": "year",
            "scope": "project",
            "evidence": "metered",
            "period": "2025",
        }
    ],
}
_MISTAKE = {
    "wrong": "【示例，虚构】文中“非晶合金变压器”在一处写成了“非金合金变压器”。",
    "right": "【示例，虚构】应统一为“非晶合金变压器”。本条只演示纠错功能。",
}


def seed_received(report: Report) -> None:
    """Put both on the desk once; what was handled, erased or deleted since stays so."""
    _seed(report, "example-contribution", (CODE, "CON"), _CASE, None)
    if page := page_of(STORY):
        _seed(report, "example-correction", ("correction", "COR"), _MISTAKE, page)


def _seed(report: Report, key: str, kind: tuple[str, str], content: dict[str, Any], page: int | None) -> None:
    """Store one of this kind, by its code and the prefix of its receipt numbers."""
    code, prefix = kind
    if find("submission", key) is not None:
        report.unchanged.append(key)
        return
    row = Submission.objects.create(
        kind=code,
        page_id=page,
        number=new_number(timezone.localdate().year, prefix),
        digest=key,
        text_digest=key,
        content=json.dumps(content, ensure_ascii=False),
        email=SENDER,
        address_confirmed_at=timezone.now(),
    )
    SubmissionStep.objects.create(submission=row, action=Action.RECEIVED)
    if code == CODE:
        Contribution.objects.create(submission=row)
    remember("submission", key, row, "", "")
    report.made.append(key)
