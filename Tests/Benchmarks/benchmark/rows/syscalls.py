"""System calls of a request at load, counted by strace, which slows them down."""

import signal
import subprocess
import time

from ..load import wrk


def run(bench, report):
    target = bench.answers["list"][0]
    output = bench.folder / "strace"
    with bench.running(bench.start_newsroom()) as server:
        tracer = subprocess.Popen(["strace", "-c", "-f", "-o", output, "-p", str(server.process.pid)],
                                  stderr=subprocess.DEVNULL)
        time.sleep(1)
        requests = wrk(server, target, bench.seconds).requests
        tracer.send_signal(signal.SIGINT)
        tracer.wait(timeout=30)
    calls = {}
    for line in output.read_text().splitlines():
        words = line.split()
        if len(words) >= 5 and words[3].isdigit() and words[-1] != "total":
            calls[words[-1]] = int(words[3])
    for name, count in sorted(calls.items(), key=lambda call: -call[1])[:6]:
        report.line(f"{name:16}{count / requests:.3f} a request")
