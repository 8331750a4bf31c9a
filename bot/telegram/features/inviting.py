"""`/inviter`: an administrator's deep link that lets one person in."""

from __future__ import annotations

from bot.render.telegram.message import Button
from bot.render.telegram.runs import Run, messages
from bot.telegram import access
from bot.telegram.features.feature import Feature
from bot.telegram.talk import Talk
from prompts import message


async def _invite(talk: Talk) -> None:
    if not talk.incoming.private:
        # Whoever is quickest in a group would be let in.
        await talk.say("telegram.in_private")
        return
    code = await talk.office.store.run(access.invite, talk.incoming.person)
    address = f"https://t.me/{talk.office.name}?start={code}"
    runs = [Run(message("telegram.invitation", talk.language) + "\n"), Run(address)]
    await talk.show(
        messages(runs, [[Button(message("telegram.invitation_button", talk.language), url=address)]])
    )


INVITING = Feature(commands=("inviter", "invite"), about="telegram.about_invite", run=_invite, admin=True)
