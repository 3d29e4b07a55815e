"""When a question and its answer may be published: plain rules, tested without a database."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Obstacle(models.TextChoices):
    """Why a question cannot be published yet."""

    CLOSED = "closed", _("The question is closed.")
    ADDRESS = "address", _("The asker has not confirmed the address yet.")
    NO_ANSWER = "no_answer", _("There is no answer yet.")
    ASKER = "asker", _("The asker has not agreed to publication.")
    ANSWERER = "answerer", _("The enterprise has not agreed to publication.")


@dataclass(frozen=True)
class Standing:
    """How far a question is. `answerer_agrees`: also where the editors answered, who agree by publishing."""

    is_open: bool
    address_confirmed: bool
    has_answer: bool
    asker_agrees: bool
    answerer_agrees: bool


def obstacles(standing: Standing) -> tuple[Obstacle, ...]:
    """Return everything that keeps it from being published; nothing where both have agreed."""
    wrong = {
        Obstacle.CLOSED: not standing.is_open,
        Obstacle.ADDRESS: not standing.address_confirmed,
        Obstacle.NO_ANSWER: not standing.has_answer,
        Obstacle.ASKER: not standing.asker_agrees,
        Obstacle.ANSWERER: standing.has_answer and not standing.answerer_agrees,
    }
    return tuple(obstacle for obstacle, applies in wrong.items() if applies)
