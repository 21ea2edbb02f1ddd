"""Where articles come from: one module per input format, each yields articles or item errors."""
