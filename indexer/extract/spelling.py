"""One spelling for the rules of this folder: simplified, half-width, one kind of bracket; never shown or indexed.

Character by character, so that offsets into the result are offsets into the text. It covers what the patterns here ask
for and no more; text for the index is folded in `index/analysis/script.py`.
"""

from __future__ import annotations

from typing import Final

_PAIRS: Final = (
    "權权 責责 過过 掃扫 碼码 長长 糾纠 頂顶 熱热 綜综 總总 劃划 設设 計计 籌筹 駐驻 約约 "
    "現现 舉举 刪删 須须 請请 備备 辦办 稱称 聽听 蹤踪 樣样 擇择 顯显 決决 雙双 區区 復复 "
    "從从 嚴严 這这 還还 進进 連连 億亿 際际 麗丽 黨党 師师 術术 據据 濟济 滾滚 瀏浏 覽览 "
    "點点 薦荐 彙汇 匯汇 捲卷 鬧闹 務务 緊紧 構构 購购 環环 網网 頒颁 鄉乡 鎮镇 縣县 圍围 "
    "繪绘 聞闻 讓让 課课 誰谁 幣币 編编 輯辑 報报 導导 記记 攝摄 圖图 轉转 載载 經经 許许 複复 "
    "製制 註注 聲声 問问 題题 關关 於于 聯联 繫系 係系 絡络 電电 話话 號号 專专 檔档 資资 "
    "簽签 訂订 協协 議议 檢检 違违 規规 範范 擔担 賠赔 償偿 訴诉 訟讼 損损 財财 產产 産产 "
    "創创 傳传 遞递 贊赞 觀观 對对 實实 負负 來来 標标 發发 時时 間间 佈布 後后 見见 習习 "
    "讀读 鏈链 結结 處处 譯译 審审 執执 筆笔 寫写 訊讯 員员 視视 頻频 監监 閱阅 無无 獨独 "
    "應应 屬属 開开 閉闭 體体 節节 類类 為为 爲为 並并 們们 個个 與与 會会 場场 錄录 僅仅 "
    "參参 張张 擷撷 選选 達达 獲获 業业 內内 條条 證证 萬万 國国 臺台 頁页 帳帐 戶户 擁拥 "
    "維维 護护 將将 採采 銷销 統统 雜杂 誌志 該该 說说 説说 強强 調调 紹绍 認认 鏡镜 貼贴 "
    "謝谢 絕绝 質质 擊击 詳详 訪访 廣广 準准 歸归 畫画 衛卫 擴扩 獻献 誤误 詢询 諮咨 頭头 "
    "錯错 郵邮 歡欢 動动 陸陆 劉刘 陳陈 楊杨 趙赵 黃黄 吳吴 孫孙 馬马 羅罗 鄭郑 韓韩 馮冯 "
    "鄧邓 蕭萧 葉叶 蘇苏 呂吕 蔣蒋 賈贾 閻阎 餘余 譚谭 鄒邹 陰阴 鐘钟 鍾钟 薑姜 盧卢 龔龚 "
    "齊齐 錢钱 湯汤 顏颜 賴赖 寧宁 莊庄 駱骆 紀纪 項项 瑋玮 簡简 溫温 遊游 龍龙 歐欧 諸诸 "
    "單单 竇窦 鮑鲍 畢毕 聶聂 樂乐 喬乔 賀贺 華华 藍蓝 闕阙 塗涂 滿满 戰战 顧顾 婁娄 練练 "
    "線线 絲丝 讚赞 臉脸 團团 儲储 "
    "縮缩 費费 繼继 續续 隱隐 語语 撥拨 詞词 終终 "
    "叢丛 東东 豐丰 烏乌 買买 雲云 價价 衆众 優优 興兴 冊册 農农 況况 則则 剛刚 別别 勞劳 廠厂 "
    "廳厅 厲厉 啓启 嗶哔 壇坛 學学 宮宫 尋寻 盡尽 嶽岳 鞏巩 帥帅 幫帮 庫库 龐庞 廢废 異异 攔拦 "
    "數数 晉晋 暫暂 樸朴 機机 欄栏 欒栾 樓楼 氣气 沒没 灣湾 暢畅 蓋盖 盜盗 盤盘 確确 礙碍 禮礼 "
    "競竞 籤签 級级 緯纬 純纯 給给 纜缆 繆缪 羣群 腦脑 騰腾 蘆芦 荊荆 榮荣 營营 藺蔺 襲袭 裝装 "
    "覺觉 討讨 講讲 論论 評评 識识 諾诺 諶谌 賞赏 賽赛 趕赶 車车 輸输 邊边 運运 遲迟 鄺邝 鄔邬 "
    "鬱郁 裏里 裡里 銀银 鎖锁 鍵键 閆闫 閔闵 闞阚 陽阳 險险 韋韦 領领 風风 饒饶 饋馈 驗验 魚鱼 "
    "魯鲁 鮮鲜 鵝鹅 麥麦 眾众 "
    "蘭兰 鳳凤 談谈 薩萨 麼么 嗎吗 夠够 種种 謂谓 隨随 檯台 週周 啟启 兩两 門门 館馆 輪轮 書书 當当 組组 "
)
_FROM_MARKS: Final = (
    "﹕︰∶﹐＞︱丨┃│（）〔〕【】［］[]「」『』“”‘’＂：，；！？／｜．　\u00a0\t０１２３４５６７８９"
)
_TO_MARKS: Final = ':::,>||||()()()()()""""""""":,;!?/|.   0123456789'
_TABLE: Final = str.maketrans(
    "".join(pair[0] for pair in _PAIRS.split()) + _FROM_MARKS,
    "".join(pair[1] for pair in _PAIRS.split()) + _TO_MARKS,
)


def spell(text: str) -> str:
    """The text as the patterns are written; of the same length, so that offsets hold."""
    return text.translate(_TABLE)
