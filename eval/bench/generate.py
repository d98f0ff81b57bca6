"""A collection of any size grown from real judgments: sections, names, dates and amounts recombined.

Each document takes its sections from several judgments of the same kind of case, sentence runs shuffled in
from others, and gets names, dates, sums and a case number of its own, so that few are near-identical.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.model import Document, SectionRole

ROLES = (
    SectionRole.PARTIES, SectionRole.PROCEEDINGS, SectionRole.CLAIMS, SectionRole.FACTS,
    SectionRole.REASONING, SectionRole.RULING,
)  # fmt: skip
PROVINCES = "京津冀晋辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云陕甘青宁新"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟芳娜敏静强磊洋艳勇军杰娟涛明超霞平刚桂英华玉兰春梅建国志红"
TRADES = ("实业", "置业", "投资", "机械", "化工", "物流", "科技", "贸易", "建设", "能源")
_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_SUM = re.compile(r"\d[\d,.]*(?=万?元)")
_CASE_NUMBER = re.compile(r"[（(〔]\d{4}[）)〕][^，。；\s]{2,14}?号")


@dataclass(frozen=True, slots=True)
class Stock:
    """Sentences by section role, one list a judgment."""

    sections: dict[SectionRole, list[list[str]]]


def make_stock(documents: Sequence[Document]) -> Stock:
    """Cut parsed judgments into sentences by role."""
    sections: dict[SectionRole, list[list[str]]] = {role: [] for role in ROLES}
    for document in documents:
        for role in ROLES:
            sentences = _SENTENCE.findall(document.section_text(role))
            if sentences:
                sections[role].append(sentences)
    return Stock(sections)


def generate(stock: Stock, count: int, *, seed: int = 0) -> Iterator[str]:
    """Texts of ``count`` judgments; the same seed gives the same texts."""
    for number in range(count):
        yield _one(stock, random.Random(f"{seed}/{number}"), number)


def _one(stock: Stock, rng: random.Random, number: int) -> str:
    # Log-normal lengths: median 3,000 characters, a tenth above 8,000.
    target = min(60_000, int(3_000 * 2.718281828 ** rng.gauss(0, 0.765)))
    year, province = rng.randint(2008, 2025), rng.choice(PROVINCES)
    people = [rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.randint(1, 2))) for _ in range(3)]
    firm = "".join(rng.sample(GIVEN, 2)) + rng.choice(TRADES) + "有限公司"
    court = f"{province}省第{rng.choice('一二三')}中级人民法院"
    body = "\n".join(
        "".join(_sentences(stock.sections[role], rng, share, target)) for role, share in _shares(rng)
    )
    body = _CASE_NUMBER.sub(
        lambda _: f"（{year - 1}）{province}{rng.randint(1, 40):02d}民初{rng.randint(1, 9999)}号", body
    )
    body = _YEAR.sub(lambda _: f"{year - rng.randint(0, 4)}年", body)
    body = _SUM.sub(lambda _: str(rng.randint(100, 9_000_000)), body)
    head = (
        f"{court}\n民事判决书\n（{year}）{province}{rng.randint(1, 40):02d}民终{number + 1}号\n"
        f"上诉人（原审被告）：{firm}。\n被上诉人（原审原告）：{people[0]}。\n"
    )
    tail = (
        f"\n审判长　{people[1]}\n审判员　{people[2]}\n{year}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日\n"
    )
    return head + body + tail


def _shares(rng: random.Random) -> list[tuple[SectionRole, float]]:
    weights = {
        SectionRole.PROCEEDINGS: 0.04, SectionRole.CLAIMS: 0.2, SectionRole.FACTS: 0.36,
        SectionRole.REASONING: 0.34, SectionRole.RULING: 0.06,
    }  # fmt: skip
    return [(role, weight * rng.uniform(0.7, 1.3)) for role, weight in weights.items()]


def _sentences(pool: list[list[str]], rng: random.Random, share: float, target: int) -> list[str]:
    """Runs of one to four sentences from different judgments until the share of the length is full."""
    wanted, got, out = share * target, 0, []
    while pool and got < wanted:
        source = rng.choice(pool)
        begin = rng.randrange(len(source))
        for sentence in source[begin : begin + rng.randint(1, 4)]:
            out.append(sentence)
            got += len(sentence)
    return out
