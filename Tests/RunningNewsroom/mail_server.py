"""A mail server (aiosmtpd) that stores messages as JSON and refuses commands as the file `plan.json` beside it says."""

import asyncio
import base64
import email
import email.policy
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder, mode, certificate, key = (sys.argv[1:] + ["", ""])[:4]


def plan():
    try:
        with open(f"{folder}/plan.json") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def read(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
    return {
        "fields": [[name, str(value)] for name, value in message.items()],
        "text": parts.get("text/plain", ""),
        "html": parts.get("text/html", ""),
        "defects": [str(defect) for part in message.walk() for defect in part.defects],
        "longest": max(len(line) for line in raw.split(b"\r\n")),
        "isASCII": raw.isascii() and b"\n" not in raw.replace(b"\r\n", b""),
        "raw": base64.b64encode(raw).decode(),
    }


class Handler:
    count = 0

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(plan().get("slow", 0))
        reply = plan().get("END", "250 2.0.0 kept")
        if reply.startswith("250"):
            kept = read(envelope.content)
            kept |= {
                "sender": envelope.mail_from,
                "recipients": envelope.rcpt_tos,
                "name": session.host_name,
                "isEncrypted": session.ssl is not None or mode == "tls",
                "isLoggedIn": session.authenticated,
            }
            Handler.count += 1
            path = f"{folder}/{Handler.count:06}.json"
            with open(path + ".new", "w") as file:
                json.dump(kept, file)
            os.rename(path + ".new", path)
        return reply


class Server(SMTP):
    async def refuse(self, step):
        reply = plan().get(step)
        if isinstance(reply, str):
            await self.push(reply)
        return isinstance(reply, str)

    async def _handle_client(self):
        with open(f"{folder}/connections", "a") as file:
            file.write("x")
        if await self.refuse("greeting"):
            self.transport.close()
        else:
            await super()._handle_client()

    async def smtp_EHLO(self, hostname):
        if not await self.refuse("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg):
        if not await self.refuse("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        for name, reply in plan().get("RCPT", {}).items():
            if name in arg:
                return await self.push(reply)
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if plan().get("drop"):
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.close()
        elif not await self.refuse("DATA"):
            await super().smtp_DATA(arg)


def authenticate(server, session, envelope, mechanism, data):
    is_known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"press", b"secret word")
    return AuthResult(success=is_known, handled=False)


context = None
if certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)


def connect():
    return Server(
        Handler(),
        tls_context=context if mode == "starttls" else None,
        require_starttls=mode == "starttls",
        authenticator=authenticate,
        auth_require_tls=False,
        timeout=600,
    )


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(connect, "127.0.0.1", 0, ssl=context if mode == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
