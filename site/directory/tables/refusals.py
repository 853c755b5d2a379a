"""Why a file is not read at all: sentences for whoever sent it."""

from lib.text import NBSP

MOST_ROWS = 1_000  # groups in one file: there are seven hundred in France
MOST_COLUMNS = 60
LARGEST = 400_000  # bytes: a request may bring half a megabyte
LIMITS = f"400 Ko, {MOST_ROWS} lignes et {MOST_COLUMNS} colonnes au plus."

EMPTY = "Ce fichier est vide. Choisissez-en un autre."
TOO_LARGE = f"Ce fichier est trop grand. Coupez-le en deux{NBSP}: {LIMITS}"
UNREADABLE = "Ce fichier ne s’ouvre pas comme un tableau. Enregistrez-le de nouveau en CSV ou en XLSX."
OLD_KIND = "Ce fichier est d’un format ancien, ou protégé. Enregistrez-le en CSV ou en XLSX, sans mot de passe."
OPEN_QUOTE = "Ligne {line}, des guillemets sont ouverts et jamais refermés, ou mal placés. Corrigez cette ligne."
NO_HEADINGS = f"Aucune colonne n’est reconnue. La première ligne doit dire «{NBSP}Nom{NBSP}», «{NBSP}Ville{NBSP}»…"
NO_NAME = f"Il manque la colonne «{NBSP}Nom{NBSP}»."
TWICE = f"La colonne «{NBSP}{{heading}}{NBSP}» est là deux fois. Gardez-en une."
NO_ROWS = "Ce fichier ne contient aucun groupe, seulement des titres de colonnes."
BUSY = "D’autres fichiers sont en cours de lecture. Attendez un instant, puis recommencez."


class FileRefusedError(Exception):
    """The file cannot be read; its word is the sentence to show."""
