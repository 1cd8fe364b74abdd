"""A webhook receiver on all addresses of 127.0.0.0/8: /count returns the number and the last time; /reset restarts."""

import asyncio
import json
import os
import re
import sys
import time

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Counter:
    number, last = 0, 0.0


class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.received = transport, b""

    def data_received(self, received):
        self.received += received
        while True:
            head, end, rest = self.received.partition(b"\r\n\r\n")
            length = LENGTH.search(head)
            length = int(length[1]) if length else 0
            if not end or len(rest) < length:
                return
            self.received = rest[length:]
            self.answer(head)

    def answer(self, head):
        if head.startswith(b"POST "):
            # The system clock, which the measuring process reads too.
            Counter.number, Counter.last = Counter.number + 1, time.monotonic()
            self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            return
        if head.startswith(b"GET /reset "):
            Counter.number = 0
        body = json.dumps({"count": Counter.number, "last": Counter.last}).encode()
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


async def main():
    # It stands for other machines, so the measured processes have priority.
    os.nice(10)
    server = await asyncio.get_running_loop().create_server(Connection, "0.0.0.0", 0, backlog=4_096)
    print(f"receiving on {server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
