"""A client that sends a fixed number of requests; load tools send for a fixed time instead."""

import contextlib
import re
import selectors
import socket
import urllib.parse

CONNECTIONS = 16
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class _Connection:
    def __init__(self, address):
        self.address = address
        self.open()

    def open(self):
        self.socket = socket.create_connection((self.address.hostname, self.address.port))
        self.received = b""

    def send(self, target):
        # A new Accept-Language makes a cache treat the request as new.
        path, _, language = target.partition(" ")
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.address.netloc}"]
        if language:
            lines.append(f"Accept-Language: {language}")
        self.received = b""
        self.socket.sendall("\r\n".join(lines + ["", ""]).encode())

    def receive(self):
        """Whether the answer is complete."""
        self.received += self.socket.recv(1 << 18)
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not end:
            return False
        assert head.startswith(b"HTTP/1.1 200"), head
        if len(body) < int(LENGTH.search(head)[1]):
            return False
        if b"\r\nConnection: close" in head:
            self.socket.close()
            self.open()
            return None
        return True


def ask(url, targets):
    """Sends all requests ("/path" or "/path language") over a few connections, one at a time on each."""
    address = urllib.parse.urlsplit(url)
    left = iter(targets)
    with contextlib.closing(selectors.DefaultSelector()) as waiting:
        for _, target in zip(range(CONNECTIONS), left):
            connection = _Connection(address)
            connection.send(target)
            waiting.register(connection.socket, selectors.EVENT_READ, connection)
        while waiting.get_map():
            for key, _ in waiting.select():
                connection, done = key.data, key.data.receive()
                if done is False:
                    continue
                target = next(left, None)
                waiting.unregister(key.fileobj)
                if target is None:
                    connection.socket.close()
                    continue
                connection.send(target)
                waiting.register(connection.socket, selectors.EVENT_READ, connection)
