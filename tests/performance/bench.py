"""`make bench`: every row of the speed budgets beside a bare Django view, in one run. SCALE=100 repeats it full size.

It fills a scratch database, serves it with gunicorn as in production, and measures with a client on the same
machine: processor time of the server per request (less sensitive to neighbours than the clock), queries, and the
median time of an answer. Only ratios and counts compare from one machine to another. Standard library only.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from bench_client import Load, Server, settle
from bench_rows import BARE, Row, rows_of
from install import install
from steps import ROOT, VENV_PYTHON, Stop, end_when_asked, say

PASSES = int(os.environ.get("PASSES") or 5)
GROWTH = 1.3  # times slower, at most, with a hundred times more people
Figures = dict[str, tuple[float, float, float]]  # row: server CPU, CPU of the answer, median wait, in milliseconds


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a site of its own under `folder`.

    BENCH_DATABASE_URL, when given, is its database; a REDIS_URL of the environment serves it too.
    """
    given = {
        "VAR_DIR": str(folder),
        "ORIGIN": "http://localhost",
        "EXTRA_HOSTS": "127.0.0.1",
        "SECRET_KEY": "bench" * 12,
        "CODE_KEY": "bench" * 10,
        "PASSPORT_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "DJANGO_SETTINGS_MODULE": "benchmark.settings",
        "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("tests/performance", "site", "")),
        "LOG_LEVEL": "ERROR",
    }
    url = os.environ.get("BENCH_DATABASE_URL")
    return {**os.environ, **given, **({"DATABASE_URL": url} if url else {})}


def manage(environ: dict[str, str], *command: str) -> str:
    """Run a Django command and return the last line it prints. Raises Stop when it fails."""
    done = subprocess.run(
        [VENV_PYTHON, "-m", "django", *command], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise Stop(f"{command[0]} failed.")
    return (done.stdout.strip().splitlines() or [""])[-1]


def measure(environ: dict[str, str], scale: int, work: Path) -> tuple[list[Row], Figures, dict[str, int], float]:
    """Fill a database at `scale` and time every row; return rows, figures, queries, and the MB of a worker."""
    say(f"SCALE {scale}: filling…")
    manage(environ, "prepare")
    world = json.loads(manage(environ, "bench_data", "--scale", str(scale)))
    rows = rows_of(world)
    with Server(environ, work, bare=False) as ours, Server(environ, work, bare=True) as bare:
        targets = {row: bare if row is BARE else ours for row in [BARE, *rows]}
        queries = {}
        for row, server in targets.items():
            settle(server, row)
            queries[row.name] = server.queries(row)
        taken: dict[str, list[tuple[float, float, float]]] = {row.name: [] for row in targets}
        for number in range(PASSES):
            say(f"SCALE {scale}: pass {number + 1} of {PASSES}")
            for row, server in targets.items():
                taken[row.name].append(Load(server, row).run(row.requests))
        figures = {
            name: tuple(statistics.median(each) for each in zip(*passes, strict=True)) for name, passes in taken.items()
        }
        return rows, figures, queries, ours.memory()


def table(rows: list[Row], figures: Figures, queries: dict[str, int]) -> None:
    """Print what each row cost, its ratio to the bare view, and whether it keeps its budget."""
    bare = figures[BARE.name][0]
    say("\n| row | queries (budget) | CPU ms of the answer | server CPU ms | × b (budget) | median wait ms | |")
    say(f"|{'---|' * 7}")
    say(f"| {BARE.name} | 0 | – | {bare:.2f} | 1 | {figures[BARE.name][2]:.1f} | |")
    for row in rows:
        total, answer, wait = figures[row.name]
        count, ratio = queries[row.name], total / bare
        kept = (row.most_queries is None or count <= row.most_queries) and (
            row.most_ratio is None or ratio <= row.most_ratio
        )
        if row.most_cpu is not None:
            kept = kept and answer <= row.most_cpu
        budget = " – " if row.most_queries is None else f" ({row.most_queries})"
        times = f"{ratio:.1f}" + (f" ({row.most_ratio})" if row.most_ratio else "")
        cpu = f"{answer:.2f}" + (f" ({row.most_cpu:.0f})" if row.most_cpu else "")
        verdict = "met" if kept else "OVER"
        say(f"| {row.name} | {count}{budget} | {cpu} | {total:.2f} | {times} | {wait:.1f} | {verdict} |")


def growth(small: Figures, large: Figures, queries: dict[str, int], more: dict[str, int], scale: int) -> None:
    """Print what a hundred times more people change."""
    say(f"\n| row | CPU ms at 1 | at {scale} | × ({GROWTH}) | queries | |\n|{'---|' * 6}")
    for name, count in queries.items():
        if name == BARE.name:
            continue
        before, after = small[name][1], large[name][1]
        kept = after <= before * GROWTH + 0.3 and count == more[name]  # 0.3 ms: the clock's own noise on short answers
        say(
            f"| {name} | {before:.2f} | {after:.2f} | {after / max(before, 0.01):.2f} | {count} → {more[name]} "
            f"| {'met' if kept else 'OVER'} |"
        )


def parts(environ: dict[str, str]) -> None:
    """Print what needs no server: hashes, pictures, writers."""
    say("\n| part | figure |\n|---|---|")
    for name, value in json.loads(manage(environ, "bench_parts")).items():
        say(f"| {name} | {value} |")


def main() -> None:
    """Measure at 1, then at SCALE when it is larger."""
    end_when_asked()
    install("base")
    scale = int(os.environ.get("SCALE") or 1)
    work = Path(tempfile.mkdtemp(prefix="entrepairs-bench-"))
    try:
        environ = environment(work / "small")
        (work / "small").mkdir()
        rows, small, queries, memory = measure(environ, 1, work)
        table(rows, small, queries)
        parts(environ)
        say(f"| memory of a worker, its share (MB, budget 130) | {memory:.0f} |")
        if scale > 1:
            (work / "large").mkdir()
            _, large, more, memory = measure(environment(work / "large"), scale, work)
            growth(small, large, queries, more, scale)
            say(f"\nmemory of a worker at {scale}: {memory:.0f} MB")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
