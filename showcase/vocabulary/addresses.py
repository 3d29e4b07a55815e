"""Path converters: the code is the address, and `T02.01` has a dot."""


class IndustryCode:
    regex = r"G[0-9]{2}|[A-T](?:[0-9]{2,4})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TechniqueCode(IndustryCode):
    regex = r"T[0-9]{2}(?:\.[0-9]{2})?"


class RegionCode(IndustryCode):
    regex = r"[0-9]{6}"
