"""Closed lists of characters and words that the reading of questions needs.

Words that ask or join and name nothing do not count when a question is relaxed and weigh little in ranking: interrogatives,
auxiliaries, prepositions, pronouns and particles of modern written Chinese; no noun, no content verb. Simplified, folded forms.
"""

from __future__ import annotations

from index.analysis.script import fold

_WORDS = """
什么 甚么 啥 哪 哪些 哪个 哪里 哪儿 哪一 哪一个 哪一年 哪一种 哪位 哪年 哪种 哪家 何 何时 何处 何地 何种 何人 何者 何事 为何 为什么 如何 怎么 怎样
怎么样 怎么办 怎么做 多少 多久 多长 多大 多高 几 几个 几年 几月 几号 几次 几种 几位 谁 谁的 孰 是否 能否 可否 有否 有无 有没有 是不是 能不能 可不可以 会不会
吗 呢 吧 啊 么 呀 的 地 得 之 了 着 过 是 为 有 在 于 和 与 及 以及 或 或者 并 而 且 而且 但 但是 则 也 都 又 还 就 才 即 所 被 把 将 让 使 由 从 自 到 至 对
对于 关于 有关 按 按照 根据 因 因为 由于 以 向 往 给 跟 同 比 不 没 没有 这 那 这个 那个 这些 那些 其 其中 它 他 她 他们 它们 她们 我 我们 你 你们 您 本 该 各 每
一 一个 一种 一些 个 种 位 名 些 等 等等 可以 可 能 能够 会 应 应该 应当 需 需要 要 请问 请 吗 叫 叫做 叫作 称 称为 称之为 称作 被称为 时候 时 后 前 中 上 下 里 内 外
"""

QUESTION_WORDS = frozenset(fold(word) for word in _WORDS.split())
"""Folded words that do not count as words of a question."""

NAME_ENDINGS = frozenset(fold("部局厅委办署院省市县区州盟旗镇乡村率者性化法类型员费税款金"))
"""Folded characters that end names and nouns: alone after a word they belong to it (交通运输 + 部)."""
