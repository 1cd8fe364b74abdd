"""A measured server: its process, its CPU time and its memory."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

TICK = os.sysconf("SC_CLK_TCK")


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Runs a command until it is stopped; `cpu` pins it to one core."""

    def __init__(self, name, command, folder, cpu=None):
        self.name = name
        self.url = None
        self.output = pathlib.Path(folder) / f"{name}.out"
        pinned = [] if cpu is None else ["taskset", "-c", str(cpu)]
        with open(self.output, "w", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                pinned + [str(part) for part in command], stdout=output, stderr=output, cwd=folder)

    def wait_for_line(self, beginning):
        """Waits until the server has printed its address."""
        return self._wait(lambda: next(
            (line[len(beginning):] for line in self.output.read_text().splitlines() if line.startswith(beginning)), None))

    def wait_for(self, url):
        def answers():
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url, timeout=5).read()
                return True
            return None
        self._wait(answers)

    def _wait(self, condition):
        for _ in range(12_000):
            found = condition()
            if found is not None:
                return found
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} has stopped: {self.output.read_text()}")
            time.sleep(0.005)
        raise SystemExit(f"{self.name} does not answer")

    def _processes(self):
        """The process ids of the server and its children."""
        numbers = [self.process.pid]
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            # Threads may end while we read.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                numbers += [int(child) for child in (task / "children").read_text().split()]
        return numbers

    def cpu_seconds(self):
        ticks = 0
        for number in self._processes():
            fields = pathlib.Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK

    def resident(self, kind="VmRSS"):
        """Bytes of memory in use; `RssAnon` excludes pages of files."""
        lines = [line.split() for number in self._processes()
                 for line in pathlib.Path(f"/proc/{number}/status").read_text().splitlines()]
        return sum(int(words[1]) * 1024 for words in lines if words[0] == f"{kind}:")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
