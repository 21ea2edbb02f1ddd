"""Text to terms, defined once and used by both sides: script, segmentation, fold, n-grams; and how numbers and sounds are written."""
