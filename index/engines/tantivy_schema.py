"""The schema of `schema.FIELDS` in tantivy's terms, and an index document as tantivy takes it.

Terms come ready-made: text fields are joined by spaces and cut by a whitespace tokenizer named `TOKENIZER`. Used by
`tantivy_engine.py` alone.
"""

from __future__ import annotations

import tantivy

from index.schema import FIELDS, FieldKind, IndexDocument

TOKENIZER = "terms"


def build_schema() -> tantivy.Schema:
    """tantivy's schema of every field."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        match field.kind:
            case FieldKind.WORDS:
                builder.add_text_field(field.name, tokenizer_name=TOKENIZER, index_option="freq")
            case FieldKind.BIGRAMS:
                builder.add_text_field(field.name, tokenizer_name=TOKENIZER, index_option="position")
            case FieldKind.KEYWORDS:
                builder.add_text_field(field.name, tokenizer_name="raw", index_option="basic", fast=True)
            case FieldKind.NUMBERS | FieldKind.NUMBER:
                builder.add_integer_field(field.name, indexed=True, fast=True)
    return builder.build()


_TEXT_FIELDS = tuple(field.name for field in FIELDS if field.kind in (FieldKind.WORDS, FieldKind.BIGRAMS))
_KEYWORD_FIELDS = tuple(field.name for field in FIELDS if field.kind is FieldKind.KEYWORDS)
_NUMBERS_FIELDS = tuple(field.name for field in FIELDS if field.kind is FieldKind.NUMBERS)
_NUMBER_FIELDS = tuple(field.name for field in FIELDS if field.kind is FieldKind.NUMBER)


def build_document(document: IndexDocument) -> tantivy.Document:
    """*document* as tantivy takes it: `Document(**values)` would not check the schema, and slower."""
    built = tantivy.Document()
    for name in _TEXT_FIELDS:
        terms = getattr(document, name)
        if terms:
            built.add_text(name, terms)
    for name in _KEYWORD_FIELDS:
        for value in getattr(document, name):
            built.add_text(name, value)
    for name in _NUMBERS_FIELDS:
        for number in getattr(document, name):
            built.add_integer(name, number)
    for name in _NUMBER_FIELDS:
        built.add_integer(name, getattr(document, name))
    return built
