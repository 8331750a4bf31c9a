"""compose.yaml, bot/deployment: what runs for people runs confined, pinned, and by commands that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.terminal.app import app

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "bot/deployment"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
UNITS = sorted(FOLDER.glob("*.service"))
LISTED = set(re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))


def commands() -> set[str]:
    """Return the commands of verbatim."""
    return {str(c.name or c.callback.__name__) for c in app.registered_commands if c.callback}


def unit(path: Path) -> dict[str, list[str]]:
    """Return the properties of a unit, each with all its values."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^([A-Z]\w+)=(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_is_confined(name: str) -> None:
    """No root, no capability, nothing to write but volumes and memory, limits, and a sign of life."""
    service = SERVICES[name]
    assert int(service["user"].partition(":")[0]) >= 1000
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert all(mount.startswith("/tmp:") and "noexec" in mount for mount in service["tmpfs"])
    assert {"mem_limit", "cpus", "pids_limit", "healthcheck", "restart", "logging"} <= set(service)
    assert not {"privileged", "ports", "cap_add", "network_mode", "pid", "ipc", "devices"} & set(service)
    # Volumes of their own, no folder or socket of the host.
    assert {v.partition(":")[0] for v in service["volumes"]} <= set(COMPOSE["volumes"])


def test_chroma_is_reached_by_the_others_alone() -> None:
    """Its only network leads nowhere; the others wait until it answers, at the address it listens on."""
    assert SERVICES["chroma"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    port = SERVICES["chroma"]["command"][-1]
    for name in ("bot", "follower"):
        assert SERVICES[name]["environment"]["CHROMA_URL"] == f"http://chroma:{port}"
        assert SERVICES[name]["depends_on"]["chroma"]["condition"] == "service_healthy"


def test_what_compose_names_exists() -> None:
    """Commands, settings and files are those of this version; secrets come from .env alone."""
    assert {SERVICES[name]["command"][0] for name in ("bot", "follower")} <= commands()
    for service in SERVICES.values():
        assert (ROOT / service["build"]["dockerfile"]).is_file()
        assert set(service["environment"]) <= LISTED | {"ANONYMIZED_TELEMETRY"}
        assert not [n for n in service["environment"] if n.endswith(("_KEY", "_TOKEN", "_SECRET"))]
    assert SERVICES["bot"]["env_file"] == [".env"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {s["image"] for s in SERVICES.values()} == {f"verbatim:{project['version']}"}


def test_the_image_is_pinned_and_nobodys() -> None:
    """Base images by full version, packages by hash, no root at the end, and all it copies is there."""
    text = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    assert all(re.fullmatch(r"python:3\.\d+\.\d+-\w+-\w+", f) for f in re.findall(r"^FROM (\S+)", text, re.M))
    assert "--require-hashes -r requirements.txt" in text
    assert int(re.findall(r"^USER (\d+)", text, re.M)[-1]) >= 1000
    let_through = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.M)
    copied = [n for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.M) for n in line.split()]
    assert sorted(copied) == sorted(let_through)
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_is_confined(path: Path) -> None:
    """A user of its own, nothing to write but its state, limits, time to stop, a start after a failure."""
    found = unit(path)
    expected = {
        "DynamicUser": "yes",
        "User": "verbatim",
        "StateDirectory": "verbatim",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "PrivateTmp": "yes",
        "Restart": "on-failure",
        "TimeoutStopSec": "60",
        "MemoryMax": "4G",
    }
    assert {name: found[name] for name in expected} == {name: [value] for name, value in expected.items()}
    assert found["EnvironmentFile"] == ["/etc/verbatim/settings"]
    assert found["ExecStart"][0].split()[-1] in commands()
    named = {part.partition("=")[0] for line in found["Environment"] for part in line.split()}
    assert named <= LISTED | {"PYTHONDONTWRITEBYTECODE"}


def test_there_is_a_unit_for_each_front_end() -> None:
    """The bot and the follower of compose.yaml have their services."""
    started = {unit(path)["ExecStart"][0].split()[-1] for path in UNITS}
    assert started == {SERVICES["bot"]["command"][0], SERVICES["follower"]["command"][0]}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd's own check")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_takes_the_unit(path: Path, tmp_path: Path) -> None:
    """Systemd knows every property and value; only the place of the program is another here."""
    copy = tmp_path / path.name
    text = path.read_text(encoding="utf-8")
    copy.write_text(text.replace("/opt/verbatim/bin/verbatim", sys.executable), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
