"""Tests: unit, contracts per port, golden cases, quality floors, end to end."""
