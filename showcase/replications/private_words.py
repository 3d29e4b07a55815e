"""Words of a report that must not become public: its address, its credit code, the name of a plant not to be named."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.enterprises.names import core_name, normal_name

_SHORTEST_CORE = 4
"""Characters of a name without place and legal form that tell a plant; shorter ones are common words."""


@dataclass(frozen=True)
class PrivateWords:
    """Words with the forms in which a text may hold them."""

    words: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, email: str, credit_code: str, plant: str) -> PrivateWords:
        """Collect what is private; empty texts are none."""
        given = [email, credit_code, plant]
        core = core_name(plant) if plant else ""
        if len(core) >= _SHORTEST_CORE:
            given.append(core)
        forms = ((word, normal_name(word)) for word in given if word)
        return cls(tuple((word, form) for word, form in forms if form))

    def first_in(self, text: str) -> str:
        """Return the first private word in the text, however it is spaced or written; empty where there is none."""
        plain = normal_name(text)
        return next((word for word, form in self.words if form in plain or word.casefold() in text.casefold()), "")
