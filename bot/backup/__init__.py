"""One file that holds all that a home cannot make anew: archive, Telegram, feeds, the table of offices.

`make` writes it while other processes go on writing the home; `restore` puts it into one. The indexes are not
in it, they are built anew from the archive; nor are settings and keys, which stand in no home.
"""

from bot.backup.making import make
from bot.backup.manifest import BackupError, Manifest
from bot.backup.restoring import restore

__all__ = ["BackupError", "Manifest", "make", "restore"]
