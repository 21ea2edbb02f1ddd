"""Files: what outlasts a kill or a power cut, and how a later state is told from an earlier one without reading it."""
