"""Imported by the server that forks the children of kill tests: what takes a process two seconds to load is there already."""

from indexer.pipeline import Pipeline

Pipeline().warm_up()
