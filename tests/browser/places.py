"""Every place where readers meet a case, read without a session, as readers do."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from showcase.models import Enterprise


@dataclass(frozen=True)
class Places:
    """The places of a case of this enterprise, tagged with C1713 and T02.01."""

    enterprise: Enterprise

    def pages(self, prefix: str = "") -> list[str]:
        return [
            f"{prefix}/",
            f"{prefix}/cases/",
            f"{prefix}/techniques/T02.01/",
            f"{prefix}/techniques/T02/",
            f"{prefix}/industries/C17/",
            f"{prefix}/industries/C1713/",
            f"{prefix}/enterprises/{self.enterprise.number}/",
            f"{prefix}/search/?industry=C17&technique=T02",
        ]

    def without(self, title: str, prefix: str = "") -> list[str]:
        """The pages that do not show the title."""
        return [address for address in self.pages(prefix) if title not in self.read(address)]

    def read(self, address: str) -> str:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def showing(self, title: str, prefix: str = "") -> list[str]:
        missing = self.without(title, prefix)
        return [address for address in self.pages(prefix) if address not in missing]

    def cell(self) -> str:
        """The line of the matrix's CSV in which textiles meet waste heat, or nothing."""
        lines = Client().get("/matrix.csv").content.decode().splitlines()
        return next((line for line in lines if "G08" in line and "T02" in line), "")

    def found(self, text: str, prefix: str = "") -> list[str]:
        answer = Client().get(f"{prefix}/search/", {"q": text, "format": "json"}).json()
        return [hit["title"] for hit in answer["hits"] if not hit["related"]]
