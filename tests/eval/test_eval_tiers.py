"""Tiers of 法发〔2020〕24号 art. 4, relative to a home court, and the two measures over them."""

import datetime as dt

import pytest

from corpora.model import Court, CourtLevel, Tier
from eval.measures.tiers import Authority, Home, per_query, place_of, rank_of

SHANGHAI = Court("上海市浦东新区人民法院", CourtLevel.BASIC, "上海")
ABOVE = Court("上海金融法院", CourtLevel.INTERMEDIATE, "上海")
HIGH = Court("上海市高级人民法院", CourtLevel.HIGH, "上海")
OTHER = Court("广东省高级人民法院", CourtLevel.HIGH, "广东")
HOME = Home(SHANGHAI, dt.date(2024, 2, 29))


@pytest.mark.parametrize(
    ("authority", "expected"),
    [
        (Authority(Tier.GUIDING), 1),
        (Authority(Tier.SUPREME), 2),
        (Authority(Tier.HIGH, HIGH), 3),
        (Authority(Tier.HIGH, OTHER), None),
        (Authority(Tier.COURT, SHANGHAI), 4),
        (Authority(Tier.COURT, ABOVE), 4),
        (Authority(Tier.COURT, Court("深圳市福田区人民法院", CourtLevel.BASIC, "广东")), None),
        (Authority(Tier.LIBRARY), None),
        (Authority(Tier.PRACTICE), None),
    ],
)
def test_the_rank_depends_on_the_home_court(authority: Authority, expected: int | None) -> None:
    assert rank_of(authority, HOME) == expected


def test_without_a_home_every_province_counts() -> None:
    assert rank_of(Authority(Tier.HIGH, OTHER), Home()) == 3
    assert rank_of(Authority(Tier.COURT, OTHER), Home()) == 4


def test_the_last_three_years_go_first_within_a_tier_but_not_among_guiding_cases() -> None:
    old, new = dt.date(2021, 2, 27), dt.date(2021, 2, 28)
    assert place_of(Authority(Tier.SUPREME, None, old), HOME) == (2, 1)
    assert place_of(Authority(Tier.SUPREME, None, new), HOME) == (2, 0)
    assert place_of(Authority(Tier.GUIDING, None, old), HOME) == (1, 0)
    assert place_of(Authority(Tier.SUPREME, None, old), Home()) == (2, 0)


def test_the_best_tier_in_the_first_five_and_the_order_of_pairs() -> None:
    authorities = {
        "g": Authority(Tier.GUIDING),
        "s": Authority(Tier.SUPREME),
        "c": Authority(Tier.COURT),
        "m": Authority(Tier.PRACTICE),
    }
    qrels = {
        "q": {"g": 3, "s": 2, "c": 2, "m": 3},
        "one": {"s": 3},
        "none": {"m": 3},
        "low": {"g": 1, "s": 2, "c": 2},
    }
    fill = {f"x{n}": 100.0 - n for n in range(4)}
    run = {
        "q": {"s": 9.0, "g": 8.0, "c": 7.0, "m": 99.0},
        "low": fill | {"c": 50.0, "s": 40.0, "g": 200.0},
    }
    values = per_query(qrels, run, authorities, 2, Home())
    assert values["HighestTier@5"] == {"q": 1.0, "low": 0.0}
    assert values["TierOrder@10"] == {"q": pytest.approx(2 / 3), "low": 0.0}
