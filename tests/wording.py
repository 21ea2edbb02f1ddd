"""Words that one side of the strait writes and the other does not: texts in either script say what its readers say.

Characters alone do not tell: 報道 is traditional script and Beijing's word, 报导 the reverse. Each list is of things that
pages and documents of this project name; a word belongs here once its counterpart stands in our texts.
"""

from __future__ import annotations

from typing import Final

NOT_IN_TAIWAN: Final = (
    *("報道", "界面", "運算符", "訂閱源", "快捷鍵", "分佈", "裏", "軟件", "硬件", "文件夾", "文本文件"),
    *("網絡", "默認", "屏幕", "鏈接", "程序", "數據", "信息", "搜索", "鼠標", "服務器", "用戶", "菜單"),
    *("字符", "字段", "高亮", "導出", "導入", "下劃線", "命令行", "分詞器", "緩存", "刷新"),
)
"""Not in texts in traditional script."""

NOT_ON_THE_MAINLAND: Final = (
    *("报导", "介面", "运算子", "软体", "硬体", "资料夹", "档案", "网路", "预设", "萤幕", "连结", "程式"),
    *("资讯", "搜寻", "滑鼠", "伺服器", "使用者", "选单", "字元", "栏位", "汇出", "汇入", "底线"),
    *("命令列", "指令", "快取", "重新整理", "套用", "终端机"),
)
"""Not in texts in simplified script."""


def words_in(text: str, words: tuple[str, ...]) -> set[str]:
    """Those of *words* that stand in *text*."""
    return {word for word in words if word in text}
