"""bot/terminal/library.py, doctor.py: what is in a home, and errors that say what to do."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from index.owner import try_own
from tests.loopback import serving


def test_articles_are_listed_with_their_source(verbatim: Any, home: Path) -> None:
    """The list has the contract's fields, and each source is the file and line it came from."""
    listed = verbatim("articles", "--home", home, "--json").document
    assert [a["id"] for a in listed] == ["port", "budget"]
    assert listed[0]["published"] == "2031-04-02"
    assert all("presse.jsonl" in a["source"] for a in listed)


def test_an_article_is_shown_with_its_text(verbatim: Any, home: Path) -> None:
    """`show` gives the stored text to scripts and to people."""
    document = verbatim("show", "port", "--home", home, "--json").document
    assert document["text"].startswith("Le port de Sulmère a rouvert")
    shown = verbatim("show", "port", "--home", home).out
    assert "Le Phare de Sulmère, 2 avril 2031 — Le port de Sulmère rouvre" in shown
    assert "« Nous avons obtenu" in shown


def test_an_unknown_article_is_a_failure(verbatim: Any, home: Path) -> None:
    """The status is 1, stderr has one line with the id, stdout nothing."""
    done = verbatim("show", "inconnu", "--home", home, "--json")
    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert "inconnu" in done.err


@pytest.mark.parametrize(
    "command",
    [("articles",), ("stats",), ("show", "x"), ("search", "x"), ("ask", "x"), ("remove", "x"), ("chat",)],
    ids=lambda c: c[0],
)
def test_a_home_that_was_never_made_says_how_to_make_it(
    verbatim: Any, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Reading a folder without an archive fails with the command that makes one, and makes nothing itself."""
    done = verbatim(*command, "--home", tmp_path / "nowhere")
    assert (done.status, done.out) == (1, "")
    assert "verbatim add" in done.err.replace("\u00a0", " ")
    assert not (tmp_path / "nowhere").exists()


def test_stats_count_the_home(verbatim: Any, home: Path) -> None:
    """Counts and period are there for scripts and for people."""
    document = verbatim("stats", "--home", home, "--json").document
    assert (document["articles"], document["from"], document["to"]) == (2, "2031-04-02", "2031-05-17")
    assert document["passages"] == document["vectors"] > 0
    assert "2 avril 2031" in verbatim("stats", "--home", home).out


def test_the_home_comes_from_the_setting(verbatim: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --home the folder is VERBATIM_HOME."""
    monkeypatch.setenv("VERBATIM_HOME", str(home))
    assert len(verbatim("articles", "--json").document) == 2


def test_doctor_finds_a_home_sound(verbatim: Any, home: Path) -> None:
    """A whole home has a sound archive, and indexes that have reached it."""
    done = verbatim("doctor", "--home", home, "--json")
    found = {f["name"]: f for f in done.document["findings"]}
    assert (done.status, done.document["ok"]) == (0, True)
    assert {"home", "archive", "lexicon", "vectors", "owner", "tokens", "llm", "embedding", "chroma"} <= set(
        found
    )
    assert "✓ Archive" in verbatim("doctor", "--home", home).out


def test_doctor_repairs_a_damaged_index(verbatim: Any, own: Path) -> None:
    """A damaged index is status 1; after --repair, which says what it was, everything is sound."""
    (own / "lexicon" / "meta.json").write_text("{")
    broken = verbatim("doctor", "--home", own)
    assert (broken.status, "✗ Index lexical" in broken.out) == (1, True)

    done = verbatim("doctor", "--repair", "--full", "--home", own, "--json")
    assert (done.status, done.document["ok"], done.document["repaired"]) == (0, True, ["lexicon"])
    assert "illisible" in done.err


def test_doctor_does_not_open_what_another_process_holds(verbatim: Any, own: Path) -> None:
    """Beside the owner of a home nothing of its Chroma is opened, and nothing is repaired."""
    with try_own(own):
        found = {f["name"]: f for f in verbatim("doctor", "--home", own, "--json").document["findings"]}
        assert "non sondé" in found["vectors"]["text"]
        done = verbatim("doctor", "--repair", "--home", own)
    assert (done.status, "arrêtez-le" in done.err) == (1, True)


def test_quick_does_not_go_with_repair(verbatim: Any, own: Path) -> None:
    """What opens no index cannot repair one."""
    assert verbatim("doctor", "--quick", "--repair", "--home", own).status == 2


def test_doctor_finds_a_damaged_archive(verbatim: Any, tmp_path: Path) -> None:
    """A file that is no archive is told apart, with status 1."""
    (tmp_path / "archive.db").write_bytes(b"not a database" * 100)
    done = verbatim("doctor", "--home", tmp_path, "--json")
    found = {f["name"]: f["ok"] for f in done.document["findings"]}
    assert (done.status, found["archive"]) == (1, False)


def test_doctor_shows_endpoints_without_their_secrets(
    verbatim: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Addresses and models are shown; keys, and names and passwords in addresses, are not."""
    monkeypatch.setenv("LLM_BASE_URL", "http://user:hidden-word@127.0.0.1:9/v1")
    monkeypatch.setenv("LLM_MODEL", "petit-modele")
    monkeypatch.setenv("LLM_API_KEY", "hidden-key-of-mine")
    done = verbatim("doctor", "--home", tmp_path)
    assert "petit-modele" in done.out
    assert "127.0.0.1:9/v1" in done.out
    assert "hidden" not in done.out + done.err


def test_doctor_misses_the_name_of_a_model(
    verbatim: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endpoint without LLM_MODEL cannot work: status 1."""
    monkeypatch.setenv("LLM_BASE_URL", "http://127.0.0.1:9/v1")
    done = verbatim("doctor", "--home", tmp_path)
    assert done.status == 1
    assert "LLM_MODEL" in done.out


def random_vectors(texts: list[str]) -> object:
    """Answer as a model that knows nothing."""
    made = [random.Random(text).sample(range(-9, 10), 8) for text in texts]
    return {"data": [{"index": i, "embedding": vector} for i, vector in enumerate(made)]}


def test_what_a_model_is_worth_is_measured_when_articles_are_added(
    verbatim: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A configured model is measured at the end of `add`, once, and doctor and stats say what it is worth."""
    source = tmp_path / "articles.jsonl"
    lots = random.Random(1)
    words = ["".join(lots.choices("abdefgiklmnoprstuv", k=9)) for _ in range(24 * 18)]
    lines = [" ".join(words[at : at + 6]).capitalize() + "." for at in range(0, len(words), 6)]
    texts = ["\n\n".join(lines[at : at + 3]) for at in range(0, len(lines), 3)]
    source.write_text("\n".join(json.dumps({"id": f"a{n}", "text": t}) for n, t in enumerate(texts)))
    with serving(random_vectors) as server:
        monkeypatch.setenv("EMBEDDING_BASE_URL", server.endpoint.url)
        monkeypatch.setenv("EMBEDDING_MODEL", "vectors")
        before = verbatim("add", source, "--home", tmp_path / "home")
        asked = len(server.asked)
        again = verbatim("add", source, "--home", tmp_path / "home")

        assert "vectors" in before.err
        assert (again.err, len(server.asked)) == ("", asked)
        assert re.search(r"0, mesuré sur \d+ questions", verbatim("doctor", "--home", tmp_path / "home").out)
        assert re.search(r"0, mesuré sur \d+ questions", verbatim("stats", "--home", tmp_path / "home").out)
        weighed = verbatim("stats", "--home", tmp_path / "home", "--json").document["calibration"]
        assert (weighed["weight"], weighed["model"]) == (0, "endpoint:vectors")
        asked = len(server.asked)  # doctor has called the endpoint, to see whether it answers
        assert verbatim("ask", f"que dit {words[0]} {words[1]} ?", "--home", tmp_path / "home").status == 0
        assert len(server.asked) == asked
