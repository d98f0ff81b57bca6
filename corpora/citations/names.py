"""Which law a provision belongs to, read from the words before it."""

import re
from dataclasses import dataclass

from corpora.vocab.laws import Laws, clean_law_name

_LAW_LIKE = re.compile(
    r"(?:法|法典|条例|规定|办法|解释|细则|通则|总则|规则|决定|纪要|批复|意见|通知|准则|规范|指引|公约|安排|解答|答复|复函|修正案|标准|制度"
    r"|公告|问答|议定书|规程)(?:（[^（）]{1,12}）)*$"
)
_NOT_LAW = re.compile(r"(?:合同|协议|契约|章程|承诺函|备忘录|说明书|借据|保单|条款)(?:（[^（）]*）)?$")
_TRAILER = re.compile(r"(?:\s|的|中|之|规定的|里|关于|\((?:[^()]|\([^()]{0,12}\)){0,60}\))+$")
_BACK = re.compile(
    r"(?P<who>该|本|同|上述|前述|此|上揭|前揭|其)(?P<type>法典|法律|司法解释|法|条例|解释|若干规定|规定|办法|纪要|意见|决定|规则|通则|准则)$"
)
_UNNAMED = re.compile(r"中华人民共和国[\u4e00-\u9fa5]{1,40}?(?:法|条例|规定|办法|细则|解释)$")
_ALIAS = re.compile(
    r"》\s*(?:\([^()]*\)\s*)?\(\s*(?:以下|下文|下|以下均|后)?\s*简?称为?\s*[:：]?\s*"
    r"[《“\"'‘]?(?P<alias>[^》”\"'’()]{2,24})[》”\"'’]?\s*\)"
)
_ISSUERS = re.compile(
    r"(最高人民法院(?:、最高人民检察院)?|最高人民检察院|全国人民代表大会常务委员会|国务院)"
    r"\s*(?:印发的?|发布的?|制定的?|作出的)?\s*$"
)
_INTERPRETATION = re.compile(
    r"(?:最高人民法院|最高院)?(?:、最高人民检察院)?(?:关于)?(?:贯彻)?(?:适用|执行)?(?P<law>[《〈<][^《》〈〉<>]{2,30}[》〉>])"
    r"(?P<rest>(?:若干问题|时间效力|有关[\u4e00-\u9fa5]{2,6})?的?(?:若干)?(?:解释|规定|意见)(?:\([^()]{1,4}\))*)$"
)
"""An interpretation whose name as a whole stands without brackets: 关于适用《合同法》若干问题的解释（一）."""
_WINDOW = 120


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A law named in the text with the span of its name."""

    law: str
    start: int
    end: int


class LawReader:
    """Law names of one text. Aliases introduced by 以下简称 hold for the whole text."""

    def __init__(self, folded: str, laws: Laws, own_law: str | None) -> None:
        self._text = folded
        self._laws = laws
        self._own = own_law
        self._aliases: dict[str, str] = {}
        if "称" in folded:
            for match in _ALIAS.finditer(folded):
                named = self._bracketed(match.start() + 1)
                if named:
                    self._aliases[clean_law_name(match["alias"])] = named.law

    def before(self, at: int, floor: int, last: NamedLaw | None) -> NamedLaw | None:
        """The law whose name ends right before ``at`` (not reaching back over ``floor``)."""
        window_start = max(floor, at - _WINDOW)
        end = at
        if (trailer := _TRAILER.search(self._text, window_start, at)) is not None:
            end = trailer.start()
        if end <= window_start:
            return None
        if self._text[end - 1] in "》〉>":
            return self._bracketed(end)
        window = self._text[window_start:end]
        if (back := _BACK.search(window)) is not None:
            law = self._referred(back, window_start, last)
            if law:
                return NamedLaw(law, window_start + back.start(), end)
        alias = next((a for a in self._aliases if window.endswith(a)), None)
        if alias is not None:
            return NamedLaw(self._aliases[alias], end - len(alias), end)
        for tail_end in (at, end):
            tail = self._text[window_start:tail_end].rstrip()
            if (known := self._laws.at_end(tail.translate(_WIDE))) is not None:
                stop = window_start + len(tail)
                return NamedLaw(known[0], stop - known[1], stop)
        written = _INTERPRETATION.search(self._text[window_start:at].rstrip())
        if written is not None:
            full = self._laws.resolve("最高人民法院关于适用" + written["law"] + written["rest"])
            if full:
                return NamedLaw(full, window_start + written.start(), window_start + written.end())
        unnamed = _UNNAMED.search(window)
        if unnamed:
            return NamedLaw(clean_law_name(unnamed.group()), window_start + unnamed.start(), end)
        return None

    def _referred(self, back: re.Match[str], at: int, last: NamedLaw | None) -> str | None:
        if back["who"] == "本" and self._own:
            return self._own
        place = at + back.start()
        close = self._text.rfind("》", max(0, place - 3000), place)
        while close >= 0:
            if last is not None and close < last.end:
                return last.law
            named = self._bracketed(close + 1)
            if named:
                return named.law
            close = self._text.rfind("》", max(0, place - 3000), close)
        return last.law if last else None

    def _bracketed(self, end: int) -> NamedLaw | None:
        """The law in 《》 whose closing bracket is at ``end - 1``, nested brackets included."""
        depth = 0
        for at in range(end - 1, max(-1, end - 2 * _WINDOW), -1):
            char = self._text[at]
            if char in "》〉>":
                depth += 1
            elif char in "《〈<":
                depth -= 1
                if depth <= 0:
                    break
        else:
            return None
        return self._law(at, end)

    def _law(self, start: int, end: int) -> NamedLaw | None:
        name = clean_law_name(self._text[start:end])
        if name in self._aliases:
            return NamedLaw(self._aliases[name], start, end)
        full = self._laws.resolve(name)
        if full is None:
            issuer = _ISSUERS.search(self._text, max(0, start - 40), start)
            if issuer:
                named = issuer[1] + name
                full = self._laws.resolve(named) or (named if name.startswith("关于") else name)
        if full is None and (not _LAW_LIKE.search(name) or _NOT_LAW.search(name)):
            return None
        return NamedLaw(full or name, start, end)


_WIDE = str.maketrans("()", "（）")
