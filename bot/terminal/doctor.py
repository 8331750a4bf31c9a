"""`doctor`: what is configured, and in what state the home is."""

from __future__ import annotations

import typer

from bot.terminal import output
from bot.terminal.options import AsJson, Home, Language, settings
from prompts import message


def doctor(home: Home = None, as_json: AsJson = False, language: Language = None) -> None:
    """Show what is configured and whether the home is sound."""
    from bot.diagnosis import examine

    chosen = settings(home, language)
    findings = examine(chosen)
    sound = all(f.ok for f in findings)
    if as_json:
        rows = [{"name": f.name, "ok": f.ok, "text": f.text} for f in findings]
        output.document({"ok": sound, "home": str(chosen.news.home), "findings": rows})
    else:
        from bot.render import lists

        labels = [f"{'✓' if f.ok else '✗'} {message(f'doctor.{f.name}', chosen.language)}" for f in findings]
        output.show(lists.table([(label, f.text) for label, f in zip(labels, findings, strict=True)]))
    if not sound:
        raise typer.Exit(1)
