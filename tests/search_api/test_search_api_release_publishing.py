"""What a published batch becomes in the library: its kind, its authority, and where it is browsed to."""

import datetime as dt
from pathlib import Path

import pytest

from corpora.model import Kind, Tier
from indexer.viewer import PUBLIC
from indexer.workspace import Workspace
from search_api.browse.releases import groups, items
from search_api.releases.editions import EditionContent
from search_api.releases.model import Block, CaseContent, CaseSection
from search_api.releases.publishing import documents, remove, store
from search_api.retrieval import Searcher

DAY = dt.date(2026, 3, 2)
FACTS = "示例投资者在示例营业部购买产品后发生亏损，示例营业部没有留存风险揭示的记录，双方请求调解。"


def edition(form: str, *issuers: str) -> EditionContent:
    section = CaseSection(key="facts", blocks=[Block(id="1", text=FACTS)])
    return EditionContent(
        title="适当性纠纷案例",
        number="示例2026-1",
        form=form,
        issuers=list(issuers),
        preface="",
        cases=[CaseContent(title="示例投资者与示例营业部纠纷案", sections=[section], fictional=True)],
        sources=["示例来源"],
    )


@pytest.mark.parametrize(
    ("form", "issuer", "kind", "tier"),
    [
        ("guiding", "最高人民法院", Kind.GUIDING, Tier.GUIDING),
        ("guiding", "最高人民检察院", Kind.GUIDING, Tier.NONE),
        ("guiding", "示例监管局", Kind.TYPICAL, Tier.NONE),
        ("typical", "最高人民法院", Kind.TYPICAL, Tier.SUPREME),
        ("typical", "示例监管局", Kind.TYPICAL, Tier.NONE),
        ("mediation", "最高人民法院", Kind.TYPICAL, Tier.PRACTICE),
    ],
)
def test_only_those_who_can_issue_guiding_cases_make_some(
    form: str, issuer: str, kind: Kind, tier: Tier
) -> None:
    (made,) = documents(edition(form, issuer), DAY)
    assert (made.kind, made.tier) == (kind, tier)
    assert made.extra["issuer"] == issuer


def test_a_published_case_is_browsed_to_by_its_batch_until_it_is_taken_back(tmp_path: Path) -> None:
    made = edition("typical", "示例监管局")
    with Workspace.open(tmp_path, create=True) as workspace:
        store(workspace, documents(made, DAY))
        context = Searcher(workspace).context
        (group,) = groups(context, "batch", PUBLIC)
        assert group.value == "示例监管局 示例2026-1 2026-03-02"
        assert [g.value for g in groups(context, "issuer", PUBLIC)] == ["示例监管局"]
        assert len(items(context, "batch", group.value, PUBLIC)) == 1
        remove(workspace, made)
        assert groups(context, "batch", PUBLIC) == []
