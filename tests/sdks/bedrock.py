"""Amazon Bedrock's runtime, and the services that give credentials for it, on loopback.

What is answered is said by the last message of the conversation. Requests are let in only with a
signature that botocore, AWS's own library, computes too.
"""

import base64
import datetime
import json
import struct
import threading
import urllib.parse
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

REGION = "us-west-2"
ROLE = "role-of-the-test"
TOKEN = "session/token+of=the-test"
# Access keys, each with its secret, and whether requests with it bring the session token.
KEYS = {
    "AKIDFROMOPTIONS": ("secret-of-options", False),
    "AKIDTEMPORARY": ("secret-that-is/temporary+", True),
}
MESSAGE = {
    "id": "msg_bdrk_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-large",
    "content": [{"type": "text", "text": "Hello"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 3, "output_tokens": 4},
}
CALL = {"type": "tool_use", "id": "toolu_1", "name": "add", "input": {"a": 1}}
METRICS = {"inputTokenCount": 3, "outputTokenCount": 4, "firstByteLatency": 1}


def frame(headers, payload):
    """A frame of the event stream: lengths, their checksum, headers, payload, checksum of all."""
    encoded = b"".join(
        struct.pack(">B", len(name)) + name.encode() + struct.pack(">BH", 7, len(value)) + value.encode()
        for name, value in headers.items()
    )
    prelude = struct.pack(">II", len(encoded) + len(payload) + 16, len(encoded))
    bare = prelude + struct.pack(">I", zlib.crc32(prelude)) + encoded + payload
    return bare + struct.pack(">I", zlib.crc32(bare))


def chunk(event):
    data = base64.b64encode(json.dumps(event).encode()).decode()
    headers = {":event-type": "chunk", ":content-type": "application/json", ":message-type": "event"}
    return frame(headers, json.dumps({"bytes": data, "p": "abcdefgh"}).encode())


def exception(name, message):
    headers = {
        ":exception-type": name,
        ":content-type": "application/json",
        ":message-type": "exception",
    }
    return frame(headers, json.dumps({"message": message}).encode())


def events(block):
    """The events of an answer with one block."""
    if block["type"] == "text":
        empty = block | {"text": ""}
        deltas = [{"type": "text_delta", "text": text} for text in ("Hel", "lo")]
    else:
        empty = block | {"input": {}}
        deltas = [{"type": "input_json_delta", "partial_json": text} for text in ('{"a":', "1}")]
    usage = {"input_tokens": 3, "output_tokens": 1}
    start = MESSAGE | {"content": [], "stop_reason": None, "usage": usage}
    return [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": empty},
        *({"type": "content_block_delta", "index": 0, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 4},
        },
        {"type": "message_stop", "amazon-bedrock-invocationMetrics": METRICS},
    ]


class Runtime(ThreadingHTTPServer):
    """Keeps what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.lookups = []
        self.failed_once = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_PUT(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.lookups.append(f"PUT {self.path}")
        self.send(200, b"token-of-metadata", [("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "600")])

    def do_GET(self):
        self.server.lookups.append(f"GET {self.path}")
        roles = "/latest/meta-data/iam/security-credentials/"
        if self.path == roles and self.headers["X-Aws-Ec2-Metadata-Token"]:
            return self.send(200, ROLE.encode())
        if self.path in ("/container", roles + ROLE):
            return self.json(200, self.temporary())
        return self.json(404, {"message": "no such page"})

    def temporary(self):
        """Temporary credentials, as metadata tells them."""
        expiration = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
        secret, _ = KEYS["AKIDTEMPORARY"]
        return {
            "Code": "Success",
            "Type": "AWS-HMAC",
            "AccessKeyId": "AKIDTEMPORARY",
            "SecretAccessKey": secret,
            "Token": TOKEN,
            "Expiration": expiration.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "LastUpdated": "2026-01-01T00:00:00Z",
        }

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/" and b"AssumeRoleWithWebIdentity" in body:
            self.server.lookups.append("POST AssumeRoleWithWebIdentity")
            return self.assumed(urllib.parse.parse_qs(body.decode()))
        why = self.refusal(body)
        if why:
            return self.failure(403, "InvalidSignatureException", why)
        _, model, operation = self.path.removeprefix("/").split("/")
        asked = json.loads(body)
        self.server.asked.append((urllib.parse.unquote(model), operation, asked))
        if operation == "count-tokens":
            counted = json.loads(base64.b64decode(asked["input"]["invokeModel"]["body"]))
            return self.json(200, {"inputTokens": len(counted["messages"]) + counted["max_tokens"]})
        return self.answer(operation, asked)

    def refusal(self, body):
        """What is wrong with the signature, if anything."""
        scheme, _, rest = self.headers.get("Authorization", "").partition(" ")
        if scheme != "AWS4-HMAC-SHA256":
            return "there is no signature"
        parts = dict(part.split("=", 1) for part in rest.split(", "))
        key, day, region, service, _ = parts["Credential"].split("/")
        secret, has_token = KEYS[key]
        if (region, service) != (REGION, "bedrock"):
            return "it is for something else"
        if self.headers.get("X-Amz-Security-Token") != (TOKEN if has_token else None):
            return "the session token is wrong"
        signed = {name: self.headers[name] for name in parts["SignedHeaders"].split(";")}
        if has_token and "x-amz-security-token" not in signed:
            return "the session token is not signed"
        url = f"http://{self.headers['Host']}{self.path}"
        request = AWSRequest("POST", url, signed, body)
        request.context["timestamp"] = self.headers["X-Amz-Date"]
        auth = SigV4Auth(Credentials(key, secret), service, region)
        expected = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
        return None if expected == parts["Signature"] else "the signature is wrong"

    def answer(self, operation, asked):
        script = asked["messages"][-1]["content"]
        block = CALL if "tools" in asked else MESSAGE["content"][0]
        if script.startswith("fails-once-") and script not in self.server.failed_once:
            self.server.failed_once.add(script)
            again = [("Retry-After", "0")]
            return self.failure(429, "ThrottlingException", "Too many requests.", again)
        if script.startswith("fails-") and not script.startswith("fails-once-"):
            _, status, name = script.split("-")
            return self.failure(int(status), name, "as scripted")
        if operation == "invoke":
            return self.json(200, MESSAGE | {"content": [block]})
        frames = [chunk(event) for event in events(block)]
        if script == "breaks":
            frames[3:] = [exception("modelStreamErrorException", "It stumbled.")]
        return self.stream(b"".join(frames))

    def stream(self, frames):
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.amazon.eventstream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("x-amzn-RequestId", "request-of-bedrock")
        self.end_headers()
        # Pieces of a size that no frame has.
        for start in range(0, len(frames), 97):
            piece = frames[start : start + 97]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def assumed(self, asked):
        told = self.temporary()
        if asked["WebIdentityToken"] != ["token-of-the-identity"] or asked["RoleArn"] != [ROLE]:
            return self.send(400, b"<ErrorResponse><Error><Code>x</Code></Error></ErrorResponse>")
        text = (
            '<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">'
            "<AssumeRoleWithWebIdentityResult><Credentials>"
            f"<AccessKeyId>{told['AccessKeyId']}</AccessKeyId>"
            f"<SecretAccessKey>{told['SecretAccessKey']}</SecretAccessKey>"
            f"<SessionToken>{told['Token']}</SessionToken>"
            f"<Expiration>{told['Expiration']}</Expiration>"
            "</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>"
        )
        return self.send(200, text.encode(), [("Content-Type", "text/xml")])

    def failure(self, status, name, message, headers=()):
        name = f"{name}:http://internal.amazon.com/coral/com.amazon.bedrock/"
        headers = [("x-amzn-ErrorType", name), ("x-amzn-RequestId", "r-1"), *headers]
        return self.json(status, {"message": message}, headers)

    def json(self, status, body, headers=()):
        headers = [("Content-Type", "application/json"), *headers]
        return self.send(status, json.dumps(body).encode(), headers)

    def send(self, status, body, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
