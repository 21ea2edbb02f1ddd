"""What was found out lately is kept up to a weight, and what was asked for longest ago goes first."""

from index.engines.recent import Recent


def test_what_was_kept_is_given_again() -> None:
    recent: Recent[str, int] = Recent(10)
    recent.keep("稀土", 1, weight=3)
    assert recent.get("稀土") == 1
    assert recent.get("出口") is None


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    recent: Recent[str, int] = Recent(10)
    for number, key in enumerate("甲乙丙"):
        recent.keep(key, number, weight=3)
    recent.get("甲")
    recent.keep("丁", 3, weight=4)
    assert [recent.get(key) for key in "甲乙丙丁"] == [0, None, 2, 3]


def test_what_is_kept_again_weighs_once() -> None:
    recent: Recent[str, int] = Recent(10)
    for number in range(5):
        recent.keep("甲", number, weight=6)
    recent.keep("乙", 9, weight=4)
    assert [recent.get(key) for key in "甲乙"] == [4, 9]


def test_what_is_too_heavy_is_not_kept_and_drives_out_nothing() -> None:
    recent: Recent[str, int] = Recent(10)
    recent.keep("甲", 1, weight=10)
    recent.keep("乙", 2, weight=11)
    assert [recent.get(key) for key in "甲乙"] == [1, None]
