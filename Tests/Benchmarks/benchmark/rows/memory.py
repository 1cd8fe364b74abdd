"""Resident memory during a million requests: cached ones, releases by id, and distinct queries."""

from ..load import wrk

MEBIBYTE = 1 << 20


def run(bench, report):
    targets = bench.folder / "targets"
    targets.write_text("".join(f"/releases/{identifier}\n" for identifier in bench.ids))
    sizes = []
    with bench.running(bench.start_newsroom()) as server:
        requests, number = 0, 0
        while requests < 1_000_000:
            requests += wrk(server, "/releases", 3).requests
            requests += wrk(server, "/", 2, script="targets", targets=targets, round=number).requests
            requests += wrk(server, "/", 2, script="queries", form="newsroom", round=number).requests
            number += 1
            sizes.append(server.resident() / MEBIBYTE)
            # The rest is pages of the database and the libraries, which the kernel can reclaim.
            own = server.resident("RssAnon") / MEBIBYTE
            report.line(f"{requests:>10,} requests: {sizes[-1]:.1f} MiB, of which {own:.1f} its own")
    report.goal("after a million requests", sizes[-1], 64, unit=" MiB")
    report.goal("against the first third", sizes[-1] / sizes[len(sizes) // 3], 1.1, unit=" ×")
