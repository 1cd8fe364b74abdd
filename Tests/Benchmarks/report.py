"""Medians and ratios of the benchmark's runs: report.py RESULTS TICKS_PER_SECOND LIST_BYTES DETAIL_BYTES"""

import collections
import statistics
import sys

PEERS = ["nginx", "hummingbird"]


def main():
    path, ticks_per_second, list_bytes, detail_bytes = sys.argv[1], *map(int, sys.argv[2:])
    names = {
        "list": f"/releases, cached ({list_bytes:,} bytes)",
        "detail": f"/releases/{{id}}, cached ({detail_bytes:,} bytes)",
        "query": "/releases?…, every one new",
    }
    runs = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in open(path, encoding="utf-8"):
        target, server, *numbers = line.split()
        if len(numbers) != 6:
            sys.exit(f"report.py: a run of wrk told nothing: {line.strip()}")
        requests, microseconds, errors, half, most, ticks = map(int, numbers)
        if errors or not requests:
            sys.exit(f"report.py: {errors} errors in {requests} requests to {server} for {target}")
        runs[target][server].append(
            (requests / microseconds * 1e6, ticks / ticks_per_second / requests * 1e5, half / 1e3, most / 1e3)
        )
    print(f"{'':44}{'server':14}{'req/s':>10}{'CPU s/100k':>12}{'p50 ms':>9}{'p99 ms':>9}")
    for target, servers in runs.items():
        for server, results in servers.items():
            rate, cpu, half, most = (statistics.median(column) for column in zip(*results))
            print(f"{names[target]:44}{server:14}{rate:>10,.0f}{cpu:>12.2f}{half:>9.2f}{most:>9.2f}")
    for target, servers in runs.items():
        # Round by round: the servers of one round had the same weather.
        for peer in PEERS:
            if peer in servers:
                pairs = list(zip(servers["newsroom"], servers[peer]))
                rate = statistics.median(ours[0] / theirs[0] for ours, theirs in pairs)
                cpu = statistics.median(ours[1] / theirs[1] for ours, theirs in pairs if theirs[1])
                print(f"{names[target]}: {rate:.2f} × the requests of {peer}, {cpu:.2f} × its CPU time a request")


main()
