"""What ties a product to its manager, or two products, from the names alone."""

from experts.names.parts import Name
from experts.names.ties import Tie
from experts.names.vocabulary import trades


def product_tie(a: Name, b: Name) -> Tie | None:
    """The tie of two names of which one or both are products; ``None`` where the names say nothing."""
    if a.kind == b.kind:
        if a.brand == b.brand and len(a.brand) >= 2:
            return Tie("manager", "两只产品名称同属一个系列，可能同一管理人", "group", "both")
        return None
    product, firm = (a, b) if a.kind == "product" else (b, a)
    side = "a" if a.kind == "product" else "b"
    if firm.kind != "organisation" or len(firm.brand) < 2 or not product.key.startswith(firm.brand):
        return None
    if not _manages(firm):
        return None
    if product.brand == firm.brand or _continues(product, firm):
        return Tie("manager", "产品名称以该管理人字号开头", "group", side)
    return None


def _manages(firm: Name) -> bool:
    known = trades().managers
    return firm.sector in known or firm.trade in known or any(firm.trade.startswith(word) for word in known)


def _continues(product: Name, firm: Name) -> bool:
    """Whether what follows the trade name is another word, not more of a longer trade name: 芦汀成长, but not 芦汀江一号.

    Words of a product's own (鸿运) are taken for more only after a trade name of three characters, or of a manager of public
    products, whose name their products begin with.
    """
    rest = product.key[len(firm.brand) :]
    known = trades()
    words = (*known.styles, *known.products, *known.sectors, *known.trades)
    if rest[:1].isdigit() or any(rest.startswith(word.lower()) for word in words):
        return True
    licensed = len(firm.brand) >= 3 or firm.sector in ("基金", *known.heads)
    return licensed and len(product.brand) - len(firm.brand) >= 2
