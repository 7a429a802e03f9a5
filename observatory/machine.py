"""Say in French what the machine refused: room, rights, memory; the path, and the cure."""

import errno
import os
import re
from pathlib import Path

import duckdb

FAULTS = (OSError, MemoryError, duckdb.Error)
CURES = {
    errno.ENOSPC: "plus de place sur le disque ; libérez-en, puis relancez",
    errno.EDQUOT: "quota du disque atteint ; libérez de la place, puis relancez",
    errno.EFBIG: "fichier plus grand que la limite permise ; relevez-la (ulimit -f), puis relancez",
    errno.EROFS: "disque en lecture seule ; rendez-le inscriptible, puis relancez",
    errno.EACCES: "accès refusé ; donnez-en le droit à qui lance la commande",
    errno.EPERM: "opération non permise ; donnez-en le droit à qui lance la commande",
    errno.EIO: "le disque ne répond plus ; vérifiez-le, puis relancez",
    errno.EMFILE: "trop de fichiers ouverts ; relevez la limite (ulimit -n), puis relancez",
}
MEMORY = "mémoire insuffisante ; fermez d’autres programmes ou ajoutez-en, puis relancez"
QUOTED = re.compile(r'"(/[^"]+)"')


def told(error: BaseException, var: Path) -> str:
    """One line for an error of FAULTS: the path, what was refused, the cure.

    The database says only in words what the system answered. Raises again what is a defect of ours.
    """
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return f"{var} : {MEMORY}"
    if isinstance(error, duckdb.Error):
        code = next((code for code in CURES if os.strerror(code) in str(error)), None)
        if code is None:
            raise error
        path = QUOTED.search(str(error))
        return f"{path[1] if path else var} : {CURES[code]}"
    cure = CURES.get(error.errno, f"{error.strerror} ; corrigez, puis relancez")
    return f"{error.filename or var} : {cure}"
