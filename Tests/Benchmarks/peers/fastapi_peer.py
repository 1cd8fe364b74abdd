"""FastAPI as a peer of the benchmark: the same two queries over the same rows, as lean as FastAPI allows: no
models, orjson, one connection, and coroutines that never wait."""

import sqlite3
from typing import Optional

import orjson
from fastapi import FastAPI, HTTPException, Response

app = FastAPI()
file = sqlite3.connect("peers.sqlite", check_same_thread=False)
file.row_factory = sqlite3.Row

SUMMARY = """r.id, r.href, r.kind, r.status, r.release_date, r.published_at, r.updated_at, r.languages, r.title_nl,
    r.title_fr, r.lead_nl, r.lead_fr, r.themes"""


def text(row, name):
    return {language: row[f"{name}_{language}"] for language in ("nl", "fr") if row[f"{name}_{language}"] is not None}


def summary(row):
    return {
        "href": row["href"], "id": row["id"], "kind": row["kind"], "status": row["status"],
        "releaseDate": row["release_date"], "publishedAt": row["published_at"], "updatedAt": row["updated_at"],
        "languages": orjson.loads(row["languages"]), "title": text(row, "title"), "lead": text(row, "lead"),
        "themes": orjson.loads(row["themes"]),
    }


def answer(content):
    return Response(orjson.dumps(content), media_type="application/json")


@app.get("/releases")
async def releases(
    theme: Optional[str] = None, since: str = "0000-00-00", until: str = "9999-99-99", pageSize: int = 20,
):
    if theme is None:
        source, values = "releases r WHERE r.release_date BETWEEN ? AND ?", [since, until]
        order = "r.release_date DESC, r.id"
    else:
        source = """release_themes t JOIN releases r ON r.id = t.id
            WHERE t.theme = ? AND t.release_date BETWEEN ? AND ?"""
        values, order = [theme, since, until], "t.release_date DESC, t.id"
    total = file.execute(f"SELECT count(*) FROM {source}", values).fetchone()[0]
    rows = file.execute(f"SELECT {SUMMARY} FROM {source} ORDER BY {order} LIMIT ?", values + [pageSize])
    return answer({"items": [summary(row) for row in rows], "pageSize": pageSize, "total": total})


@app.get("/releases/{identifier}")
async def release(identifier: str):
    row = file.execute("SELECT * FROM releases WHERE id = ?", [identifier]).fetchone()
    if row is None:
        raise HTTPException(404)
    return answer(summary(row) | {"version": row["version"], "body": text(row, "body"), "html": text(row, "html")})
