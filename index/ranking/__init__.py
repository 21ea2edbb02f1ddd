"""The second stage: the engine's first few hundred, put into their final order by their texts.

    needles or words → terms with weights (terms.py) → where they stand (occurrences.py) in the folded texts (folded_texts.py)
        → scores (scoring.py) → order (reranking.py)

The same for every engine. The texts come out of files of the generation (`folded_text_files.py`). Nothing here selects or counts.
"""
