"""What keeps the table of a tool from being right, in sentences for whoever edits it."""

from collections.abc import Iterator
from decimal import Decimal

from content.tool_parts import amounts
from content.tool_parts.grid import LAST, TOTAL, Column, Expected, Grid, Line

_SHOULD_BE = {Expected.ZERO: "devrait être 0", Expected.AT_LEAST_ZERO: "ne devrait pas être sous 0"}


def faults_of(grid: Grid) -> list[str]:
    """Return the sentences, none for a table that can be computed and whose example is right."""
    found = [*_columns(grid), *_lines(grid)]
    found = found or list(_cells(grid))
    return found or list(_proofs(grid))


def _columns(grid: Grid) -> Iterator[str]:
    names = [column.name for column in grid.columns]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"Deux colonnes s’appellent « {name} » : un calcul ne saurait pas laquelle prendre."
    for place, column in enumerate(grid.columns):
        yield from _formula(column, grid.columns[:place])
    if not grid.keeps_rows and not grid.spare:
        yield "Ajoutez au moins une ligne vide à la feuille à remplir."


def _formula(column: Column, before: tuple[Column, ...]) -> Iterator[str]:
    if column.formula is None:
        return
    if not column.counts:
        yield f"« {column.name} » se calcule : choisissez une colonne de nombres ou de montants."
    known = {each.name for each in before if each.counts}
    for name in column.formula.names:
        if name not in known:
            yield f"Le calcul de « {column.name} » demande « {name} » : aucun nombre à sa gauche n’a ce nom."


def _lines(grid: Grid) -> Iterator[str]:
    totals = {column.name for column in grid.columns if grid.is_summed(column)}
    running = {column.name for column in grid.columns if column.formula and column.formula.continues}
    letters: set[str] = set()
    for line in grid.lines:
        known = letters | {TOTAL + name for name in totals - running} | {LAST + name for name in running}
        yield from _line(line, known)
        letters.add(line.letter)


def _line(line: Line, known: set[str]) -> Iterator[str]:
    if line.formula is None:
        if amounts.read(line.example) is None:
            yield f"Ligne {line.letter}, « {line.label} » : écrivez un nombre en exemple, ou un calcul."
        return
    if line.formula.continues:
        yield f"Ligne {line.letter} : « avant » ne sert que dans une colonne."
    for name in line.formula.names:
        if name not in known:
            yield f"Ligne {line.letter} : « {name} » n’est ni une ligne plus haut, ni le total d’une colonne."


def _cells(grid: Grid) -> Iterator[str]:
    for number, row in enumerate(grid.rows, 1):
        is_opening = grid.opens and number == 1
        for column, words in zip(grid.columns, row, strict=True):
            if not column.counts or not words:
                continue
            if column.formula and not (is_opening and column.formula.continues):
                yield f"Ligne {number}, « {column.name} » : laissez la case vide, elle se calcule."
            elif amounts.read(words) is None:
                yield f"Ligne {number}, « {column.name} » : « {words} » n’est pas un nombre. Écrivez par exemple 12,50."
            elif abs(amounts.read(words) or Decimal(0)) > amounts.LARGEST:
                yield f"Ligne {number}, « {column.name} » : ce nombre est trop grand."


def _proofs(grid: Grid) -> Iterator[str]:
    values = grid.line_values()
    for line in grid.lines:
        if not line.holds(values[line.letter]):
            said = amounts.money(values[line.letter])
            yield f"Ligne {line.letter}, « {line.label} » : l’exemple donne {said}, et {_SHOULD_BE[line.expected]}."
