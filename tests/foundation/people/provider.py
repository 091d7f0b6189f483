"""A small OpenID Connect provider in a process of its own: the code flow with PKCE, one person who agrees by a button.

python -m tests.foundation.people.provider PORT    it says "ready" once it answers
"""

import base64
import hashlib
import html
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, SCOPES = "dongthuan", "bi-mat-thu", {"openid", "profile"}
PERSON = {"sub": "036099000123", "name": "Đinh Thị Lụa", "birthdate": "1985-02-03", "id_number": "036185000777"}
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
JWK = {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "1", "use": "sig", "alg": "RS256"}
codes: dict[str, dict[str, str]] = {}
tokens: set[str] = set()


class Provider(BaseHTTPRequestHandler):
    """Refuses what is not exactly as the standard wants it."""

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.server.server_address[1]}"

    def answer(self, status: int, body: Any, kind: str = "application/json", **headers: str) -> None:
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        asked = {k: v[0] for k, v in parse_qs(where.query).items()}
        if where.path == "/.well-known/openid-configuration":
            ends = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")}
            self.answer(200, {**ends, "issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", "response_types_supported": ["code"],
                              "token_endpoint_auth_methods_supported": ["client_secret_post"]})  # fmt: skip
        elif where.path == "/jwks":
            self.answer(200, {"keys": [JWK]})
        elif where.path == "/authorization":
            self.ask(asked)
        elif where.path == "/userinfo":
            known = self.headers.get("Authorization", "").removeprefix("Bearer ") in tokens
            self.answer(200, PERSON) if known else self.answer(401, {"error": "invalid_token"})
        else:
            self.answer(404, {})

    def ask(self, asked: dict[str, str]) -> None:
        wrong = (
            asked.get("client_id") != CLIENT or asked.get("response_type") != "code" or not asked.get("state")
            or asked.get("code_challenge_method") != "S256" or set(asked.get("scope", "").split()) != SCOPES
        )  # fmt: skip
        if wrong:
            self.answer(400, {"error": "invalid_request", "asked": asked})
            return
        fields = "".join(f'<input type="hidden" name="{k}" value="{html.escape(v)}">' for k, v in asked.items())
        page = f'<!doctype html><html lang="vi"><title>VNeID thử</title><h1>Cho phép đăng nhập?</h1><form method="post">{fields}'
        buttons = (
            '<button name="agreed" value="1">Đồng ý</button><button name="agreed" value="">Từ chối</button></form>'
        )
        self.answer(200, page + buttons, "text/html; charset=utf-8")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {k: v[0] for k, v in parse_qs(body).items()}
        self.token(given) if self.path == "/token" else self.agreed(given)

    def agreed(self, given: dict[str, str]) -> None:
        if given.get("agreed"):
            code = secrets.token_urlsafe(24)
            codes[code] = given
            back = {"code": code, "state": given["state"]}
        else:
            back = {"error": "access_denied", "state": given["state"]}
        self.answer(303, "", Location=f"{given['redirect_uri']}?{urlencode(back)}")

    def token(self, given: dict[str, str]) -> None:
        asked = codes.pop(given.get("code", ""), None)  # a code counts once
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
            .decode()
            .rstrip("=")
        )
        if (
            asked is None or (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET)
            or given.get("redirect_uri") != asked["redirect_uri"] or challenge != asked["code_challenge"]
        ):  # fmt: skip
            self.answer(400, {"error": "invalid_grant"})
            return
        access, now = secrets.token_urlsafe(24), int(time.time())
        tokens.add(access)
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **PERSON}
        signed = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self.answer(200, {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    def log_message(self, *args: Any) -> None:
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("localhost", int(sys.argv[1])), Provider)
    print("ready", flush=True)
    server.serve_forever()
