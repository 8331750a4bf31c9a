"""bot/render/telegram/receipt.py: the proof of a long dossier stays short, and says what is left out."""

from __future__ import annotations

from pathlib import Path

from bot.answers.dossier import gathering
from bot.answers.dossier.dossier import Wanted
from bot.answers.gate import dossiers
from bot.answers.receipts.keeping import Keeper
from bot.render.telegram import receipt as render
from index.archive import Archive
from index.derive import entry
from index.ledger import Ledger
from index.news import Article

_MANY = 70


def test_a_chat_shows_the_first_and_says_how_many_more(tmp_path: Path) -> None:
    """All statements are in the proof; a chat shows fifty, and names the command that shows the others."""
    text = "\n\n".join(f"Maëlle Dorval a promis le navire {n} aux grutiers du port." for n in range(_MANY))
    with Archive.open(tmp_path, create=True) as archive:
        archive.store([entry(Article("a", text, "/a.txt"), b"")])
        archive.settle()
    keeper = Keeper(tmp_path)
    with Ledger.open(tmp_path) as ledger:
        draft = gathering.gather(Wanted("Dorval", None, None, None, "fr"), ledger, ledger.article)
        assert isinstance(draft, gathering.Draft)
        made = dossiers.assemble(draft, ledger.article, ledger.covering)
    assert keeper.keep_dossier(made, "Dossier", "70 déclarations") is None

    found = keeper.find(made.id)
    assert found is not None
    assert len(found.statements) == found.statements_in_all == _MANY
    proof = keeper.check(found)
    assert proof.checked.holds
    shown = "".join(m.plain for m in render.receipt(proof, "fr"))
    assert shown.count("aux grutiers") >= 50
    assert f"… et {_MANY - 50} autres" in shown
    assert f"verbatim receipt {made.id}" in shown
