"""A package that was not audited is a failure, whatever pip-audit's exit status says."""

from tools import audit

LOCK = """\
flask==3.1.3 \\
    --hash=sha256:00
colorama==0.4.6 ; sys_platform == 'no such system' \\
    --hash=sha256:00
typing-extensions==4.16.0
"""


def test_locked_names_are_those_of_this_system() -> None:
    assert audit.read_locked_names(LOCK) == {"flask", "typing-extensions"}


def test_clean_report_has_no_problems() -> None:
    report: list[dict[str, object]] = [{"name": "Flask", "version": "3.1.3", "vulns": []}]
    assert list(audit.find_problems(report, {"flask"})) == []


def test_skipped_and_absent_and_vulnerable_packages_are_problems() -> None:
    vulnerability = {"id": "PYSEC-1", "fix_versions": ["3.1.4"]}
    report: list[dict[str, object]] = [
        {"name": "flask", "version": "3.1.3", "vulns": [vulnerability]},
        {"name": "rjieba", "skip_reason": "not found"},
    ]
    assert list(audit.find_problems(report, {"flask", "rjieba", "opencc"})) == [
        "flask 3.1.3: PYSEC-1, fixed in 3.1.4",
        "rjieba: not audited: not found",
        "opencc: not audited: absent from the report",
    ]
