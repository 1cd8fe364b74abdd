"""User instructions of a request, which are stable to a percent, unlike times. More than 5 % above the number in
`instructions.json` is a failure; update that file after an improvement."""

import itertools
import json
import os
import pathlib
import random
import statistics
import subprocess
import time

from ..bench import HERE
from ..client import ask

GOALS = {"cached, 2 KB": 3_000, "cached, 20 KB": 3_000, "release": 40_000, "list": 200_000}
IDLE = 5
THEMES = ["economy", "employment", "mobility", "housing", "health", "taxation"]


def run(bench, report):
    known = json.loads((HERE / "instructions.json").read_text())
    for name, count in measure(bench).items():
        if name in GOALS:
            report.goal(name, count, GOALS[name])
        else:
            report.line(f"{name}: {count:,}")
        if count > known.get(name, count) * 1.05:
            report.fail(f"{name}: {known[name]:,} before")


def loads(bench):
    """The targets of each load; a load of uncached answers has no target twice."""
    rng = random.Random(1)
    days = [f"{year}-{month:02}-{day:02}" for year in range(2011, 2024) for month in range(1, 13) for day in range(1, 29)]
    return {
        "cached, 2 KB": ["/releases?pageSize=1"] * 10_000,
        "cached, 20 KB": ["/releases"] * 10_000,
        "release": [f"/releases/{identifier}" for identifier in rng.sample(bench.ids, 2_000)],
        "list": [f"/releases x-{number}" for number in range(1_000)],
        "list of a theme between two days": [
            f"/releases?theme={THEMES[number % 6]}&from={days[place]}&to={days[place + 300]}"
            for number, place in enumerate(rng.sample(range(len(days) - 300), 1_000))],
    }


def measure(bench):
    """Instructions per request by the name of the load. CALLGRIND names a folder that keeps Callgrind's output."""
    output = pathlib.Path(os.environ.get("CALLGRIND", bench.folder)) / "callgrind"
    bare = bench.folder / "newsroom-bare"
    # Valgrind cannot read the debug information of this toolchain.
    subprocess.run(["strip", "--strip-debug", "-o", bare, os.environ["NEWSROOM"]], check=True)
    park = os.environ["PARK"]
    tool = ["env", f"LD_PRELOAD={park}", "valgrind", "--tool=callgrind", f"--callgrind-out-file={output}"]
    counts = {}
    with bench.running(bench.start_newsroom(binary=bare, under=tool)) as server:
        dumps = itertools.count(1)

        def instructions(name="rest"):
            """The instructions since the last call."""
            subprocess.run(["callgrind_control", "--dump", str(server.process.pid)], check=True, capture_output=True)
            dump = output.with_name(f"callgrind.{next(dumps)}")
            line = next(line for line in dump.read_text().splitlines() if line.startswith(("summary:", "totals:")))
            dump.rename(output.with_name(name.replace(" ", "-").replace(",", "")))
            return int(line.split()[1])

        def part(targets, name):
            """Instructions per request."""
            instructions()
            begun = time.monotonic()
            ask(server.url, targets)
            spent = time.monotonic() - begun
            return (instructions(name) - idle * spent) / len(targets)

        # Subtract background work, such as polling for commits of other processes.
        instructions()
        time.sleep(IDLE)
        idle = instructions() / IDLE
        for name, targets in loads(bench).items():
            warm = len(targets) // 10
            ask(server.url, targets[:warm])
            # The median of three parts, since one of them includes the statistics that are written each minute.
            counts[name] = round(statistics.median(
                part(targets[warm + number::3], name) for number in range(3)))
    return counts
