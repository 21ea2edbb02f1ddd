"""The workshop's own scripts, called by the Makefile; no part of what is installed."""
