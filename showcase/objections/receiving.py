"""Taking an objection in, once, however often its form is sent."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.storages import unnamed_files_removed
from showcase.lists.models import AnnouncementPage
from showcase.objections.evidence import EvidenceFile
from showcase.objections.models import Objection, ObjectionEvidence
from showcase.objections.pace import take_a_turn
from showcase.objections.receipt_numbers import new_number
from showcase.objections.sealed import seal


@dataclass(frozen=True)
class Said:
    """What a sender says, as cleaned by the form."""

    name: str
    phone: str
    email: str
    unit: str
    text: str
    evidence: list[EvidenceFile]


class SentBefore(Exception):
    """The form came before with other content; `number` is the receipt of that."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def receive(source: AnnouncementPage, said: Said, key: UUID, sender: str) -> Objection:
    """Keep it and return it; the same sending again returns the first.

    Raises SentBefore where the form with this key came with other content, `portal.pace.TooOften` where the sender has
    sent enough for now.
    """
    digest = _digest(source, said)
    kept = _kept(key, digest)
    if kept is not None:
        return kept
    sealed = [(file, seal(file.content)) for file in said.evidence]
    try:
        # Files first: while they are written to a slow disk, everybody else can save.
        with unnamed_files_removed():
            evidence = [_evidence(file, ciphertext) for file, ciphertext in sealed]
            with transaction.atomic():
                take_a_turn(sender)
                objection = _row(source, said, key, digest)
                for row in evidence:
                    row.objection = objection
                    row.save()
    except IntegrityError:
        # Sent twice at once: the other one was first.
        kept = _kept(key, digest)
        if kept is None:
            raise
        return kept
    return objection


def _kept(key: UUID, digest: str) -> Objection | None:
    found = Objection.objects.defer(*Objection.SEALED).filter(key=key).first()
    if found is not None and found.digest != digest:
        raise SentBefore(found.number)
    return found


def _digest(source: AnnouncementPage, said: Said) -> str:
    """A keyed hash of all that was said: it tells what is the same and nothing else."""
    files = [(file.name, hashlib.sha256(file.content).hexdigest()) for file in said.evidence]
    whole = json.dumps([source.pk, said.name, said.phone, said.email, said.unit, said.text, files])
    return salted_hmac("showcase.objections.receiving", whole, algorithm="sha256").hexdigest()


def _row(source: AnnouncementPage, said: Said, key: UUID, digest: str) -> Objection:
    return Objection.objects.create(
        announcement=source,
        number=new_number(timezone.localdate().year),
        key=key,
        digest=digest,
        name=said.name,
        phone=said.phone,
        email=said.email,
        unit=said.unit,
        text=said.text,
    )


def _evidence(file: EvidenceFile, ciphertext: bytes) -> ObjectionEvidence:
    row = ObjectionEvidence(name=file.name, kind=file.kind, size=len(file.content))
    row.file.save(f"{uuid.uuid4().hex}.sealed", ContentFile(ciphertext), save=False)
    return row
