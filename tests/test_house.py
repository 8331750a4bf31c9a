"""The rules of the house: who may import whom, where vendors come in, how large a file may be."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"prompts": {"prompts"}, "index": {"index", "prompts"}, "bot": {"bot", "index", "prompts"}}
# Which files (by prefix) may import a vendor: its exceptions stop there and become ours.
DOORS = {
    "chromadb": ["index/vectors"],
    "llama_index": [
        "index/vectors",
        "index/embedding",
        "index/llm.py",
        "index/retrieval/llamaindex.py",
        "bot/answers/llamaindex.py",
    ],
    "sqlalchemy": ["index/archive", "index/schema"],
    "tantivy": ["index/lexicon"],
    "tiktoken": ["index/tokens.py"],
    "telegram": ["bot/telegram"],
    "aiohttp": ["bot/telegram/transport.py"],
    "typer": ["bot/terminal", "bot/__main__.py"],
    "rich": ["bot/terminal", "bot/render"],
    "Stemmer": ["index/analysis.py"],
    "py3langid": ["index/reading"],
    "selectolax": ["index/reading"],
    "httpx": ["index/llm.py", "index/embedding/endpoint.py", "bot/telegram/transport.py"],
    "httpcore": ["index/fetching"],
    "openai": ["index/llm.py", "index/embedding/endpoint.py"],
    "dotenv": ["index/settings.py"],
    "trafilatura": ["index/reading"],
    "feedparser": ["index/reading"],
    "pypdf": ["index/reading"],
    "docx": ["index/reading", "bot/render"],
    "defusedxml": ["index/reading"],
    "protego": ["index/fetching"],
    "prometheus_client": ["bot/observing"],
    "opentelemetry": ["bot/observing"],
    "llama_index_instrumentation": ["bot/observing"],
}
# The rooms of a large folder; each may import itself and those before it.
ROOMS = {
    "index/ledger": "asked stored speakers versions said hearing voices selecting ledger __init__",
    "index/reading": ("outcome files lines isolated printed pages documents forms web sources __init__"),
}
MODULES = sorted(p for floor in FLOORS for p in (ROOT / floor).rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
ERRORS = ROOT / "index" / "errors.py"
ids = [str(p.relative_to(ROOT)) for p in MODULES]


def imported(tree: ast.Module) -> set[str]:
    """Return the top-level package of every absolute import of a module, inside functions too."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_imports_run_one_way(path: Path) -> None:
    """Bot imports index and prompts, index imports prompts, prompts imports neither."""
    floor = path.relative_to(ROOT).parts[0]
    assert imported(TREES[path]) & set(FLOORS) <= FLOORS[floor]


def rooms_of(tree: ast.Module, folder: str) -> set[str]:
    """Return which rooms of a folder a module imports, for types too."""
    dotted = folder.replace("/", ".")
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and f"{node.module}.".startswith(f"{dotted}."):
            inner = node.module.removeprefix(dotted).removeprefix(".")
            names |= {inner} if inner else {alias.name for alias in node.names}
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("folder", ROOMS)
def test_rooms_import_one_way(folder: str) -> None:
    """No package of a large folder needs one that needs it; each of its files and packages has its place."""
    order = ROOMS[folder].split()
    inside = {
        p: p.relative_to(ROOT / folder).parts[0].removesuffix(".py")
        for p in MODULES
        if (ROOT / folder) in p.parents
    }
    assert set(inside.values()) == set(order)
    for path, room in inside.items():
        later = set(order[order.index(room) + 1 :])
        assert not rooms_of(TREES[path], folder) & later, path


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_vendors_come_in_by_their_door(path: Path) -> None:
    """A vendor library is imported in its door only."""
    place = path.relative_to(ROOT).as_posix()
    strays = [v for v in imported(TREES[path]) & set(DOORS) if not place.startswith(tuple(DOORS[v]))]
    assert not strays


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_files_and_functions_stay_small(path: Path) -> None:
    """A file has at most 300 lines, a function at most 50; every file says what it is."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert ast.get_docstring(TREES[path])
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 50, node.name


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_no_dumping_grounds(path: Path) -> None:
    """No module is named for nothing in particular."""
    assert path.stem not in {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_every_public_name_is_documented(path: Path) -> None:
    """Every public class and function of a module has a docstring."""
    public = [
        node.name
        for node in TREES[path].body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not public


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_the_gate_makes_what_is_shown(path: Path) -> None:
    """Answers, their pieces and dossiers are made in bot/answers/gate alone, and changed nowhere after it."""
    nodes = list(ast.walk(TREES[path]))
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    plain = {f.id for f in called if isinstance(f, ast.Name)}
    calls = plain | {f.attr for f in called if isinstance(f, ast.Attribute)}
    names = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
    if path.parent.name != "gate":
        assert not calls & {"Answer", "Piece", "Dossier"}
        # Who is given an answer makes no other of it; what is changed is a proposal.
        assert "Dossier" not in names or "replace" not in plain
        assert "Answer" not in names or "Proposal" in names or "replace" not in plain


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_no_reason_is_worded_in_code(path: Path) -> None:
    """What an error of ours or a refusal tells people is a message, which has a text in each language."""
    told = {"Refused", *(node.name for node in TREES[ERRORS].body if isinstance(node, ast.ClassDef))}
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in told:
            given = node.args[node.func.id == "Refused" :]  # its first value is a source
            parts = [part for one in given for part in getattr(one, "values", [one])]
            texts = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
            assert not [text for text in texts if re.search(r"[^\W\d_]{2}", text)], ast.unparse(node)


def test_every_data_file_says_how_to_add_an_entry() -> None:
    """A lexicon is data with a comment on top; JSON, which has no comments, is made by a script it names."""
    for path in (ROOT / "index").rglob("*"):
        if path.suffix in {".tsv", ".txt"}:
            assert path.read_text(encoding="utf-8").startswith("#"), path


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_pin_by_hash_and_name_no_host(name: str) -> None:
    """Every pinned version has a hash, and no registry is named."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    pins = [e for e in entries if re.match(r"[a-z0-9]", e)]
    assert len(pins) > 50
    assert all("==" in e and "--hash=sha256:" in e for e in pins)
    assert "://" not in text
    assert "--index" not in text


def test_every_dependency_is_pinned() -> None:
    """What pyproject.toml asks for stands in the lock."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    wanted = {re.split(r"[<>=!~ ]", line)[0] for line in project["dependencies"]}
    assert wanted <= pinned


def test_no_machine_path_is_tracked() -> None:
    """No absolute path of a developer's machine stands in a tracked text file."""
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    pattern = re.compile(r"(?:^|[\s\"'=(])/(?:home|root|work|Users|tmp)/\w")
    for name in files:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".example"} and path.is_file():
            assert not pattern.search(path.read_text(encoding="utf-8")), name


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "journal.example"])
def test_tests_use_no_network(host: str) -> None:
    """Whoever asks for another machine is refused at once, by name or address."""
    with pytest.raises(OSError, match="tests use no network"):
        socket.create_connection((host, 80), 1)
