"""The kinds of values that files hold, and how each is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from portal.text.dates import PartialDate


class Values(dict[str, Any]):
    """The values checked so far, as attributes; one that is absent or has a fault raises KeyError."""

    def __getattr__(self, name: str) -> Any:
        return self[name]


Rule = tuple[str, Callable[[Values], object], str]


class Facts(BaseModel):
    """Values of a file as a frozen record: a key that is no field is a fault, a blank value counts as absent.

    ``rules`` say when values do not go together, as (field, is_broken, message): the fault stands at the field,
    ``is_broken`` reads it and those declared before it, and the message may name values in braces.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, use_enum_values=True, validate_default=True
    )
    rules: ClassVar[tuple[Rule, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        names = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in values.items() if value not in (None, {}) or key not in names}

    @field_validator("*")
    @classmethod
    def _keep_rules(cls, value: Any, info: ValidationInfo) -> Any:
        values = Values(info.data, **{str(info.field_name): value})
        for field, is_broken, message in cls.rules:
            with suppress(KeyError):  # of a value that has a fault of its own
                if field == info.field_name and is_broken(values):
                    raise ValueError(message.format_map(values))
        return value


def known(name: str, message: str) -> AfterValidator:
    """Accept only what stands under ``name`` in the context; ``message`` has a place ``{}`` for the value."""

    def check(value: Any, info: ValidationInfo) -> Any:
        if value not in info.context[name]:  # type: ignore[index]  # nothing is checked without a context
            raise ValueError(message.format(value))
        return value

    return AfterValidator(check)


def _code(vocabulary: str) -> AfterValidator:
    return known(vocabulary, f"unknown code “{{}}” in {vocabulary}")


def refuse_items(faults: Iterable[tuple[int, str]]) -> None:
    """Raise the faults of items of a list, given as index and message, each at its own line."""
    errors = [
        InitErrorDetails(type=PydanticCustomError("item", "{text}", {"text": message}), loc=(index,), input=None)
        for index, message in faults
    ]
    if errors:
        raise ValidationError.from_exception_data("items", errors)


def _date(text: str) -> str:
    return text and str(PartialDate.parse(text))


_FLAGS = {"true": True, "false": False}

Text = Annotated[str, Field(min_length=1)]
Flag = Annotated[bool, BeforeValidator(lambda value: _FLAGS.get(str(value).lower()))]
Date = Annotated[Text, AfterValidator(_date)]
"""``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``: the length is the precision."""
DateOrBlank = Annotated[str, AfterValidator(_date)]

Industry = Annotated[str, _code("industries")]
Technique = Annotated[str, _code("techniques")]
Process = Annotated[str, _code("processes")]
Region = Annotated[str, _code("regions")]
Goal = Annotated[str, _code("goals")]
Programme = Annotated[str, _code("programmes")]
Level = Annotated[str, _code("levels")]
Unit = Annotated[str, known("units", "unknown unit “{}”")]
EnterpriseKey = Annotated[str, known("enterprises", "unknown enterprise “{}”")]
SourceNumber = Annotated[int, known("sources", "there is no source {}")]


class Bilingual(Facts):
    """One thing said in Chinese and in English."""

    zh: Text
    en: Text
