"""The fields of `search.core.fields` as a schema of tantivy, and a record as its document."""

import orjson
from tantivy import Document, Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from search.core.engine import Put
from search.core.fields import FIELDS, FieldKind, document, identity
from search.core.record import Record

TOKENIZER = "lujian"
SOURCE = "source"
TIE = "tie"
"""Field with the first bytes of the id as a number: sorts records of equal score without reading each id."""

LAYOUT = "tantivy 7, source bytes, tie i64"
IDENTITY = identity(LAYOUT)


def build_schema() -> Schema:
    """Return a new schema; the id is raw text because deleting by an unsigned number silently deletes nothing."""
    builder = SchemaBuilder()
    for field in FIELDS:
        match field.kind:
            case FieldKind.ID:
                builder.add_text_field(field.name, stored=True, tokenizer_name="raw", index_option="basic")
            case FieldKind.INTEGER:
                builder.add_integer_field(field.name, fast=True)
            case FieldKind.TOKENS:
                builder.add_text_field(field.name, tokenizer_name=TOKENIZER, index_option="position")
            case FieldKind.NUMBERS:
                builder.add_float_field(field.name, fast=True)
            case FieldKind.CODES:
                builder.add_text_field(field.name, fast=True, tokenizer_name="raw", index_option="basic")
            case FieldKind.ORDER:
                builder.add_text_field(field.name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(TIE, fast=True)
    builder.add_bytes_field(SOURCE, stored=True)
    return builder.build()


SCHEMA = build_schema()


def prepare(index: Index) -> Index:
    """Register an index's tokenizer and let its readers reload only when told to, without a thread."""
    index.register_tokenizer(TOKENIZER, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.config_reader("manual")
    return index


def document_of(put: Put) -> Document:
    """Return one record as tantivy stores it."""
    filled = document(put.record, put.version)
    made = Document.from_dict(filled, SCHEMA)
    made.add_integer(TIE, tie(put.id))
    made.add_bytes(SOURCE, orjson.dumps(put.record.to_dict()))
    return made


def record_of(stored: Document) -> Record:
    """Return the record of a stored document."""
    return Record.from_dict(orjson.loads(bytes(stored.get_first(SOURCE) or b"")))


def tie(record_id: str) -> int:
    """Return the first seven bytes of an id as a number that sorts as they do."""
    return int.from_bytes(record_id.encode()[:7].ljust(7, b"\0"), "big")
