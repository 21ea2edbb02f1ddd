"""Pure detectors: text in, values out; no clock, no network."""
