"""What the form of the public version begins with: what was sent, as far as it may become public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.text.chinese_text import is_mostly_chinese
from showcase.replications.figure_fields import ROWS, row_names
from showcase.replications.kinds import REPLICATION
from showcase.replications.publication_form import Sent
from showcase.vocabulary.models import Industry


def sent_of(content: Mapping[str, Any], email: str) -> Sent:
    """Return what the sender said of the plant."""
    return Sent(
        plant=str(content.get("plant") or ""),
        credit_code=str(content.get("credit_code") or ""),
        email=email,
        may_name=bool(content.get("may_name")),
    )


def initial_of(content: Mapping[str, Any], kind: str, language: str) -> dict[str, Any]:
    """Return the initial values; texts go to the field of the language they are written in."""
    industry = Industry.objects.filter(code=content.get("industry") or "").first()
    initial: dict[str, Any] = {
        "year": content.get("year"),
        "reasons": content.get("reasons") or [],
        "industry": industry.pk if industry else None,
        f"text_{_written_in(content.get('done'), language)}": content.get("done") or "",
        f"changed_{_written_in(content.get('changed'), language)}": content.get("changed") or "",
    }
    if content.get("may_name"):
        plant = str(content.get("plant") or "")
        initial["plant_zh" if _written_in(plant, language) == "zh" else "plant_en"] = plant
    if kind == REPLICATION:
        names = (name for number in range(1, ROWS + 1) for name in row_names(number))
        initial |= {name: content.get(name) or "" for name in names}
    return initial


def _written_in(text: Any, language: str) -> str:
    """Return zh or en: what the text is written in, else the language of the form."""
    if text and is_mostly_chinese(str(text)):
        return "zh"
    return "en" if text or language == "en" else "zh"
