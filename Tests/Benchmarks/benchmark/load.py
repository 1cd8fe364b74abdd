"""Runs of wrk, and their cost for the server."""

import collections
import os
import pathlib
import statistics
import subprocess

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent / "load"

Run = collections.namedtuple("Run", "rate cpu median p99 requests")


def wrk(server, target, seconds, *, script="report", threads=2, connections=64, cpu=None, fields=(), **environment):
    """One run. `cpu` pins the load; the environment is for the script."""
    command = [] if cpu is None else ["taskset", "-c", str(cpu)]
    command += ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s"]
    for field in fields:
        command += ["-H", field]
    command += ["-s", str(SCRIPTS / f"{script}.lua"), server.url + target]
    before = server.cpu_seconds()
    done = subprocess.run(
        command, capture_output=True, text=True, check=True,
        env=os.environ | {name.upper(): str(value) for name, value in environment.items()})
    spent = server.cpu_seconds() - before
    line = next((line for line in done.stdout.splitlines() if line.startswith("result ")), None)
    if line is None:
        raise SystemExit(f"wrk printed no result for {server.name}: {done.stdout}{done.stderr}")
    requests, microseconds, errors, half, most = map(int, line.split()[1:])
    if errors or not requests:
        raise SystemExit(f"{errors} errors in {requests} requests to {server.name} for {target}: {done.stdout}")
    return Run(requests / microseconds * 1e6, spent / requests * 1e5, half / 1e3, most / 1e3, requests)


def median(runs, column):
    return statistics.median(getattr(run, column) for run in runs)


def ratio(ours, theirs, column):
    """Ratios by round, since the servers of one round ran under the same conditions."""
    return statistics.median(
        getattr(one, column) / max(getattr(other, column), 1e-9) for one, other in zip(ours, theirs))


def interleaved(rounds, servers, measure):
    """Measures each server once a round, in turn. Returns the runs by server name."""
    runs = {server.name: [] for server in servers}
    for number in range(rounds):
        for server in servers:
            runs[server.name].append(measure(server, number))
    return runs
