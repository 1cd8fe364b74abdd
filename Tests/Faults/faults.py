"""Faults of the machine under a newsroom, one function for each row; its docstring states the guarantee."""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

NEWSROOM = os.environ["NEWSROOM"]
RNG = random.Random()
STARTED = []


class Desk:
    """A data directory, its newsroom, and the writes that it acknowledged."""

    def __init__(self, folder, launcher=()):
        STARTED.append(self)
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.launcher = list(launcher)
        self.process = None
        self.acknowledged = set()
        self.lock = threading.Lock()
        self.number = 0
        # Each token has a limit of writes per minute.
        self.tokens = [subprocess.run(
            [NEWSROOM, "token", "create", "--data", self.data, "--name", f"faults {number}", "--scope", "draft",
             "--scope", "publish"], check=True, capture_output=True, text=True).stdout.strip() for number in range(24)]

    def start(self):
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                self.launcher + [NEWSROOM, "serve", "--data", str(self.data), "--port", "0"], stdout=log, stderr=log)
        for _ in range(4_000):
            lines = self.log.read_text().splitlines()
            for line in lines:
                if line.startswith("listening on http://127.0.0.1:"):
                    self.port = int(line.split()[2].rsplit(":", 1)[1])
                    return self
            if self.process.poll() is not None:
                raise SystemExit(f"the newsroom did not start: {lines}")
            time.sleep(0.005)
        raise SystemExit("the newsroom does not listen")

    @property
    def log(self):
        return pathlib.Path(tempfile.gettempdir()) / f"newsroom-faults-{os.getpid()}.log"

    def stop(self, number=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(timeout=30)

    def ask(self, method, path, body=None, timeout=20, fields=None):
        """Returns the status and the content; (0, None) when the connection breaks."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
            headers = {"Authorization": "Bearer " + RNG.choice(self.tokens)} if method != "GET" else {}
            headers.update(fields or {})
            if body is not None:
                headers["Content-Type"] = "application/json"
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            return reply.status, reply.read()
        except (OSError, http.client.HTTPException):
            return 0, None
        finally:
            with contextlib.suppress(Exception):
                connection.close()

    def write(self, size=200):
        """Publishes one more site, records an acknowledgment, and returns the status."""
        with self.lock:
            self.number += 1
            name = f"site-{self.number}"
        text = "x" * size
        status, _ = self.ask("POST", "/sites", json.dumps({
            "id": name, "name": {"nl": name, "fr": name}, "situation": text, "status": "published"}))
        if status == 201:
            with self.lock:
                self.acknowledged.add(name)
        return status

    def write_until(self, condition, clients=4):
        """Writes with some clients until a condition holds; returns all statuses."""
        statuses = []

        def run():
            while not condition():
                statuses.append(self.write())
        threads = [threading.Thread(target=run) for _ in range(clients)]
        for thread in threads:
            thread.start()
        return threads, statuses

    def lost(self):
        """Acknowledged writes that are not public, and writes that are duplicated or incomplete."""
        seen, after = [], ""
        while True:
            status, content = self.ask("GET", "/changes?pageSize=1000" + after)
            assert status == 200, status
            page = json.loads(content)
            seen += [item["id"] for item in page["items"]]
            if len(page["items"]) < 1000:
                break
            after = "&after=" + page["after"]
        twice = len(seen) - len(set(seen))
        return len(self.acknowledged - set(seen)), twice

    def check(self, name):
        """The status of a check of the health status."""
        return json.loads(self.ask("GET", "/health")[1])["checks"][name]["status"]

    def verify(self):
        ended = subprocess.run([NEWSROOM, "verify", "--data", self.data], capture_output=True, text=True)
        return ended.returncode == 0, ended.stdout + ended.stderr

    def resident(self):
        """Private memory in MiB, without mapped files."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")) / 1024

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Fault(Exception):
    """A guarantee that was broken."""


def expect(condition, words):
    if not condition:
        raise Fault(words)


def check(desk, words=""):
    lost, twice = desk.lost()
    isWhole, report = desk.verify()
    expect(lost == 0 and twice == 0 and isWhole, f"{words}: {lost} lost, {twice} twice, verify: {report.strip()}")


@contextlib.contextmanager
def mounted(folder, *options):
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", *options, str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def kill(folder, quick):
    """kill -9 during four writers: acknowledged writes exist exactly once after the next start."""
    desk = Desk(folder)
    trials = 20 if quick else 400
    for trial in range(trials):
        desk.start()
        if trial:
            lost, twice = desk.lost()
            expect(lost == 0 and twice == 0, f"kill {trial}: {lost} lost, {twice} twice")
        enough = threading.Event()
        threads, _ = desk.write_until(enough.is_set)
        time.sleep(RNG.uniform(0.01, 0.25))
        desk.stop(signal.SIGKILL)
        enough.set()
        for thread in threads:
            thread.join()
    desk.start()
    check(desk)
    return trials, f"{len(desk.acknowledged)} writes acknowledged", desk


def places(desk, person):
    """The number of places that contain a person's name."""
    found = subprocess.run([NEWSROOM, "person", "find", "--data", desk.data, person], capture_output=True, text=True)
    expect(found.returncode == 0, f"find: {found.stderr.strip()}")
    return 0 if found.stdout == "nothing was found\n" else len(found.stdout.splitlines())


def erase(folder, quick):
    """kill -9 during an erasure beside a writer: the person is everywhere or nowhere, and other writes are there."""
    desk = Desk(folder).start()
    trials = 5 if quick else 100
    untouched, seconds = 0, 0.3
    for trial in range(trials):
        person = f"Jeanne Vandenberg{trial:04}z"
        for number in range(8):
            status, answer = desk.ask("POST", "/sites", json.dumps({
                "id": f"of-{trial}-{number}", "name": {"nl": "Kaai", "fr": "Quai"}, "situation": f"Volgens {person}.",
                "status": "published"}))
            expect(status == 201, f"{status}: {answer}")
            desk.acknowledged.add(f"of-{trial}-{number}")
        before = places(desk, person)
        expect(before >= 8, f"{before} places of a person in 8 sites")
        enough = threading.Event()
        threads, _ = desk.write_until(enough.is_set, clients=1)
        command = [NEWSROOM, "person", "erase", "--data", desk.data, "--yes", person]
        erasing = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(RNG.uniform(0.2, 1.5) * seconds)
        erasing.kill()
        erasing.wait()
        enough.set()
        for thread in threads:
            thread.join()
        desk.stop(signal.SIGKILL if trial % 2 else signal.SIGTERM)
        desk.start()
        left = places(desk, person)
        expect(left in (0, before), f"trial {trial}: {left} of {before} places left")
        untouched += left > 0
        begun = time.time()
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.time() - begun
        expect(places(desk, person) == 0, f"trial {trial}: found after a second erasure")
    lost, _ = desk.lost()
    isWhole, report = desk.verify()
    expect(lost == 0 and isWhole, f"{lost} lost, verify: {report.strip()}")
    return trials, f"{untouched} erasures had not begun to be stored, {trials - untouched} were whole", desk


def full(folder, quick):
    """A full disk: writes get 503 and reads work; with free space, writes resume by themselves."""
    trials = 2 if quick else 10
    with mounted(folder / "disk", "-t", "tmpfs", "-o", "size=24m", "tmpfs") as disk:
        desk = Desk(disk).start()
        for trial in range(trials):
            ballast = disk / "ballast"
            free = shutil.disk_usage(disk).free
            ballast.write_bytes(b"\0" * max(0, free - RNG.randrange(200_000, 1_000_000)))
            statuses = []
            for _ in range(3_000):
                statuses.append(desk.write(2_000))
                if statuses[-1] not in (201, 202):
                    break
            expect(statuses[-1] == 503, f"a write on a full disk: {statuses[-1]}")
            expect(desk.ask("GET", "/sites?lang=fr")[0] == 200, "reads on a full disk")
            expect(desk.check("disk") == "DOWN", "the health status of a full disk")
            ballast.unlink()
            expect(desk.check("disk") == "UP", "the health status with space on the disk")
            deadline = time.time() + 20
            while desk.write() != 201:
                expect(time.time() < deadline, "no write 20 s after there was room")
                time.sleep(0.1)
            if shutil.disk_usage(disk).free < 4 << 20:
                trials = trial + 1
                break
        check(desk)
        desk.stop()
    return trials, f"{len(desk.acknowledged)} writes acknowledged", desk


def readonly(folder, quick):
    """A disk that becomes read-only: reads work, writes are refused and resume after the repair."""
    trials = 2 if quick else 10
    with mounted(folder / "disk", "-t", "tmpfs", "-o", "size=64m", "tmpfs") as disk:
        desk = Desk(disk)
        for _ in range(trials):
            desk.start()
            expect(desk.write() == 201, "a write before")
            desk.stop()
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            refused = subprocess.run(
                [NEWSROOM, "serve", "--data", str(desk.data), "--port", "0"], capture_output=True, text=True, timeout=20)
            lines = refused.stderr.strip().splitlines()
            expect(refused.returncode != 0 and len(lines) == 1, f"a start on a read-only disk: {lines}")
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        desk.start()
        check(desk)
        desk.stop()
    return trials, lines[0].split(":")[-1].strip(), desk


def descriptors(folder, quick):
    """No free descriptor: accepting pauses without spinning, and resumes when clients leave."""
    trials = 3 if quick else 20
    desk = Desk(folder, ["prlimit", "--nofile=96:96"]).start()
    for _ in range(trials):
        clients = []
        for _ in range(300):
            client = socket.socket()
            client.settimeout(5)
            with contextlib.suppress(OSError):
                client.connect(("127.0.0.1", desk.port))
            clients.append(client)
        before = desk.cpu()
        time.sleep(1)
        spent = desk.cpu() - before
        expect(spent < 0.3, f"{spent} s of processor in a second without a descriptor")
        for client in clients:
            client.close()
        deadline = time.time() + 10
        while desk.write() != 201:
            expect(time.time() < deadline, "no answer 10 s after descriptors were given back")
            time.sleep(0.05)
    check(desk)
    return trials, "300 clients on 96 descriptors", desk


def memory(folder, quick):
    """A flood of bodies of 1 MB: they are refused or accepted, and memory grows by less than 64 MiB."""
    trials = 200 if quick else 2_000
    desk = Desk(folder).start()
    for _ in range(20):
        desk.write()
    before, most, statuses = desk.resident(), 0, {}
    body = json.dumps({"id": "large", "name": {"nl": "x" * 1_000_000}})
    left = list(range(trials))

    def flood(own):
        while left:
            with contextlib.suppress(IndexError):
                left.pop()
            fields = {} if own else {"Authorization": "none"}
            status, _ = desk.ask("POST", "/sites", body, fields=fields)
            statuses[status] = statuses.get(status, 0) + 1
    threads = [threading.Thread(target=flood, args=(number % 2,)) for number in range(32)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        most = max(most, desk.resident())
        time.sleep(0.02)
    growth = max(most, desk.resident()) - before
    expect(growth < 64, f"{growth:.0f} MiB more than before")
    expect(set(statuses) <= {0, 400, 401, 413, 429, 503}, f"answers: {statuses}")
    deadline = time.time() + 70
    while desk.write() != 201:
        expect(time.time() < deadline, "no write after the flood")
        time.sleep(1)
    check(desk)
    return trials, f"{growth:.0f} MiB more at most", desk


def limit(folder, quick):
    """Little memory (an address space of 1.5 GiB): it serves and writes, or exits and loses nothing."""
    trials = 1 if quick else 5
    desk = Desk(folder, ["prlimit", f"--as={1_536 << 20}"])
    for _ in range(trials):
        desk.start()
        done = threading.Event()
        threads, _ = desk.write_until(done.is_set)
        for _ in range(100):
            desk.ask("GET", f"/sites?pageSize=100&q={RNG.random()}")
        done.set()
        for thread in threads:
            thread.join()
        desk.stop(signal.SIGKILL)
    desk.start()
    check(desk)
    return trials, f"{len(desk.acknowledged)} writes acknowledged", desk


def reader(folder, quick):
    """An endless reader blocks checkpoints: the logs grow, and shrink when it has ended."""
    trials = 1 if quick else 3
    desk = Desk(folder).start()
    for _ in range(trials):
        readers = [sqlite3.connect(desk.data / f"{name}.sqlite", isolation_level=None) for name in ("desk", "public")]
        for connection in readers:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM documents").fetchall()
        for _ in range(100 if quick else 500):
            expect(desk.write(4_000) == 201, "a write beside a reader")
            time.sleep(0.13 if desk.number % 100 else 0)
        grown = (desk.data / "public.sqlite-wal").stat().st_size
        for connection in readers:
            connection.execute("COMMIT")
            connection.close()
        for _ in range(3):
            desk.write()
        with contextlib.closing(sqlite3.connect(desk.data / "public.sqlite")) as connection:
            busy, pages, folded = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        expect(busy == 0 and pages == folded, f"{pages - folded} pages of the log are left")
    check(desk)
    return trials, f"a log of {grown >> 20} MiB was folded back", desk


def slow(folder, quick):
    """Hundreds of clients that send or read a byte at a time: others are served as before, slow ones are cut off."""
    trials = 200 if quick else 600
    desk = Desk(folder).start()
    desk.write()
    clients = []
    for number in range(trials):
        client = socket.create_connection(("127.0.0.1", desk.port), timeout=5)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
        if number % 3 == 0:
            client.sendall(b"GET /sites HTTP/1.1\r\nHost: ")
        elif number % 3 == 1:
            client.sendall(b"POST /sites HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{")
        else:
            client.sendall(b"GET /sites HTTP/1.1\r\nHost: a\r\n\r\n" * 200)
        clients.append(client)
    times, begun = [], time.time()
    while time.time() - begun < 14:
        for client in clients[::7]:
            with contextlib.suppress(OSError):
                client.send(b"x")
        started = time.time()
        expect(desk.ask("GET", "/sites")[0] == 200, "a client beside slow ones")
        times.append(time.time() - started)
        time.sleep(0.02)
    waiting = 0
    for number, client in enumerate(clients):
        if number % 3 == 0:
            client.setblocking(False)
            try:
                waiting += client.recv(65_536) == b"never"
            except BlockingIOError:
                waiting += 1
            except OSError:
                pass
        client.close()
    worst = sorted(times)[int(len(times) * 0.99)] * 1_000
    expect(worst < 500, f"{worst:.0f} ms for others")
    expect(waiting == 0, f"{waiting} heads were still waited for after 14 s")
    check(desk)
    return trials, f"others within {worst:.0f} ms (99 %)", desk


def power(folder, quick):
    """A power failure (a copy of a live ext4 disk): acknowledged writes are there after mounting."""
    trials = 3 if quick else 50
    acknowledged = 0
    for trial in range(trials):
        image, copy = folder / f"disk-{trial}", folder / f"copy-{trial}"
        with open(image, "wb") as file:
            file.truncate(96 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
        with mounted(folder / "mount", "-o", "loop", str(image)) as disk:
            desk = Desk(disk).start()
            done = threading.Event()
            threads, _ = desk.write_until(done.is_set)
            time.sleep(RNG.uniform(0.3, 1.5))
            with desk.lock:
                before = set(desk.acknowledged)
            # The device at some moment after these were acknowledged; frozen, so that it is one moment.
            subprocess.run(["fsfreeze", "-f", str(disk)], check=False) if trial % 2 else None
            subprocess.run(["cp", "--sparse=always", str(image), str(copy)], check=True)
            subprocess.run(["fsfreeze", "-u", str(disk)], check=False) if trial % 2 else None
            done.set()
            for thread in threads:
                thread.join()
            desk.stop(signal.SIGKILL)
        with mounted(folder / "mount", "-o", "loop", str(copy)) as disk:
            desk.acknowledged = before
            desk.start()
            check(desk, f"trial {trial}")
            desk.stop()
        acknowledged += len(before)
        image.unlink()
        copy.unlink()
    return trials, f"{acknowledged} writes acknowledged before", desk


def life(folder, quick):
    """Years in minutes (10,000 writes, a million requests, 1,000 restarts): memory and descriptors do not grow."""
    trials = 20 if quick else 1_000
    desk = Desk(folder)
    batch = b"".join(
        f"GET /{target} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        for target in ["sites", "releases", "sites/site-1", "changes", "sites/none"] * 20)
    own, descriptors = [], []
    for _ in range(trials):
        desk.start()
        for _ in range(10):
            expect(desk.write() == 201, "a write in its life")
        with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as client:
            for _ in range(10):
                client.sendall(batch)
                seen, tail = 0, b""
                while seen < 100:
                    piece = client.recv(1 << 20)
                    expect(piece, "a connection that broke")
                    seen += (tail + piece).count(b"HTTP/1.1 ")
                    tail = piece[-8:]
        own.append(desk.resident())
        descriptors.append(len(os.listdir(f"/proc/{desk.process.pid}/fd")))
        desk.stop()
    tenth = max(1, trials // 10)
    first, last = sum(own[:tenth]) / tenth, sum(own[-tenth:]) / tenth
    expect(last < first + 8, f"{first:.0f} MiB at first, {last:.0f} at last")
    expect(max(descriptors[-tenth:]) <= max(descriptors[:tenth]) + 4, f"descriptors: {descriptors[0]}, {descriptors[-1]}")
    desk.start()
    check(desk)
    return trials, f"{first:.0f} MiB of its own at first, {last:.0f} at last; {descriptors[-1]} descriptors", desk


ROWS = [kill, erase, full, readonly, descriptors, memory, limit, reader, slow, power, life]


def main():
    rows = "\n".join(f"  {row.__name__:<12} {row.__doc__}" for row in ROWS)
    parser = argparse.ArgumentParser(
        prog="run.sh", epilog="rows:\n" + rows, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer trials, for every day")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="all rows without one")
    options = parser.parse_args()
    unknown = set(options.rows) - {row.__name__ for row in ROWS}
    if unknown:
        parser.error("no such row: " + ", ".join(sorted(unknown)))
    resource.setrlimit(resource.RLIMIT_NOFILE, (4_096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    failed = False
    for row in [row for row in ROWS if not options.rows or row.__name__ in options.rows]:
        with tempfile.TemporaryDirectory(prefix="newsroom-faults-") as folder:
            begun = time.time()
            try:
                trials, words, desk = row(pathlib.Path(folder), options.quick)
                expect(desk.acknowledged, "nothing was acknowledged, so nothing was shown")
                seconds = time.time() - begun
                print(f"{row.__name__:<12} {trials:>5} trials   0 lost   {words}   ({seconds:.0f} s)", flush=True)
            except Fault as fault:
                failed = True
                print(f"{row.__name__:<12} FAILED: {fault}", flush=True)
            finally:
                while STARTED:
                    STARTED.pop().stop(signal.SIGKILL)
    raise SystemExit(failed)


main()
