"""The schema of `schema.FIELDS` in tantivy's terms, and an index document as tantivy takes it.

Terms come ready-made: text fields are joined by spaces and cut by a whitespace tokenizer named `TOKENIZER`. Used by
`tantivy_engine.py` alone.
"""

from __future__ import annotations

import tantivy

from index.schema import FIELDS, NUMBER_FIELDS, TEXT_FIELDS, FieldKind, IndexDocument, fields_of

TOKENIZER = "terms"
ROW = "row"
"""The number of a document's row in the value columns; a field of our own beside the schema's."""
HAS_COPIES = "has_copies"
"""1 in documents of a story of several articles, so that those among the selected are found at once."""


def build_schema() -> tantivy.Schema:
    """tantivy's schema: every field that is looked up, ordered or filtered by."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        match field.kind:
            case FieldKind.WORDS:
                builder.add_text_field(field.name, tokenizer_name=TOKENIZER, index_option="freq")
            case FieldKind.BIGRAMS:
                builder.add_text_field(field.name, tokenizer_name=TOKENIZER, index_option="position")
            case FieldKind.KEYWORDS | FieldKind.VALUES:
                builder.add_text_field(field.name, tokenizer_name="raw", index_option="basic")
            case FieldKind.NUMBERS:
                pass  # counted, never looked up: the value columns hold them
            case FieldKind.NUMBER:
                # Looked up only to replace and remove; filters and order read the column.
                builder.add_integer_field(field.name, indexed=field.name == "ordinal", fast=True)
    builder.add_integer_field(ROW, fast=True)
    builder.add_integer_field(HAS_COPIES, indexed=True)
    return builder.build()


_KEYWORD_FIELDS = fields_of(FieldKind.KEYWORDS, FieldKind.VALUES)


def build_document(document: IndexDocument, row: int) -> tantivy.Document:
    """*document* as tantivy takes it, counted in *row*: `Document(**values)` would not check the schema, and slower."""
    built = tantivy.Document()
    for name in TEXT_FIELDS:
        terms = getattr(document, name)
        if terms:
            built.add_text(name, terms)
    for name in _KEYWORD_FIELDS:
        for value in getattr(document, name):
            built.add_text(name, value)
    for name in NUMBER_FIELDS:
        built.add_integer(name, getattr(document, name))
    built.add_integer(ROW, row)
    if document.story:
        built.add_integer(HAS_COPIES, 1)
    return built
