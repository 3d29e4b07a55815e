"""Path converters: addresses contain codes, and `T02.01` has a dot."""


class IndustryCode:
    """`G08`, `C`, `C17`, `C171`, `C1713`."""

    regex = r"G[0-9]{2}|[A-T](?:[0-9]{2,4})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TechniqueCode(IndustryCode):
    """`T02`, `T02.01`."""

    regex = r"T[0-9]{2}(?:\.[0-9]{2})?"


class RegionCode(IndustryCode):
    """Six digits."""

    regex = r"[0-9]{6}"
