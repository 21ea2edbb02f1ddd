"""Benchmarks: every figure of speed and size in one run, beside its goal and beside plain baselines.

`python -m benchmarks` (`make bench`) prints them; `__main__.py` lists the measures. Nothing here is imported by the project.
"""
