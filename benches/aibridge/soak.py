#!/usr/bin/env python3
"""Soaks the AI Bridge in faults, and checks that it answers, records and holds as it is documented to.

Clients of three APIs ask a provider that fails in every way that is known of, with tools of an MCP server
that misbehaves, on a PostgreSQL that goes away for seconds again and again. Some clients leave early, some
read slowly. Needs PostgreSQL's programs and nothing else:

    cargo build --release -p coderd --bin coder
    benches/aibridge/soak.py target/release/coder --minutes 10

Ends with status 1 when an answer is against the rules, when the records are not the requests, or when
memory grows.
"""

import argparse
import collections
import http.client
import json
import os
import random
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REPOSITORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
sys.path.insert(0, os.path.join(REPOSITORY, "tests/sdks"))

from turns import TurnHandler, turn  # noqa: E402
from upstream import Upstream  # noqa: E402

# How long the bridge waits for a provider or a client that sends nothing, and for its store.
IDLE_TIMEOUT, RECORD_TIMEOUT = 3, 1
# How long after the store is back it may still be refused, in seconds.
COMING_BACK = 3
# No answer may take longer than this, in seconds: several slow rounds.
PATIENCE = 30
# By how much memory may grow after the first fifth of the run.
GROWTH, MARGIN_MIB = 1.25, 32
TOOL = "bmcp_odd_echo"
SAID = "It says something that is a little longer."

# What the provider does by scenario: the statuses that a client gets, whether its answer ends as the API
# says, and the outcomes of the record. No status is a connection that closes before there is one: what
# breaks off at the provider breaks off for the client.
Rule = collections.namedtuple("Rule", "statuses whole outcomes")
RULES = {
    "plain": Rule({200}, True, {"completed"}),
    "slow": Rule({200}, True, {"completed"}),
    "tool": Rule({200}, True, {"completed"}),
    "error-500": Rule({500}, False, {"failed"}),
    "error-429": Rule({429}, False, {"failed"}),
    "redirect": Rule({502}, False, {"failed", "broken"}),
    "empty": Rule({200, 502}, False, {"failed"}),
    "garbage": Rule({200, 502}, False, {"failed", "broken"}),
    "reset-before": Rule({502}, False, {"broken"}),
    "silent": Rule({504}, False, {"broken"}),
    "reset-middle": Rule({200, 502, None}, False, {"broken"}),
    "truncated": Rule({200, 502}, False, {"broken", "failed"}),
}
SHARES = {"plain": 8, "tool": 4, "slow": 2, "silent": 1} | {
    name: 1 for name in RULES if name not in ("plain", "tool", "slow", "silent")
}
APIS = {
    "chat": "/api/v2/aibridge/openai/v1/chat/completions",
    "responses": "/api/v2/aibridge/openai/v1/responses",
    "messages": "/api/v2/aibridge/anthropic/v1/messages",
}
TERMINAL = {"chat": b"data: [DONE]", "responses": b"response.completed", "messages": b"message_stop"}


class Provider(Upstream):
    """Does what the prompt says, and keeps whom it has heard of."""

    request_queue_size = 256

    def __init__(self):
        self.heard = set()
        super().__init__(FaultyHandler)


class FaultyHandler(TurnHandler):
    def do_POST(self):
        self.whole = self.rfile.read(int(self.headers["Content-Length"]))
        body = json.loads(self.whole)
        mark = self.whole[self.whole.index(b"soak:") :].split(b'"', 1)[0].decode()
        self.server.heard.add(mark)
        self.scenario = mark.split(":")[2]
        fault = getattr(self, self.scenario.replace("-", "_"), None)
        if fault:
            return fault()
        answer = {
            "/v1/chat/completions": self.answer_chat,
            "/v1/responses": self.answer_response,
            "/v1/messages": self.answer_message,
        }[self.path.split("?")[0]]
        return answer(body, "soak")

    def next_turn(self, body, model):
        asks = self.scenario == "tool" and b"call_soak" not in self.whole
        return 1, turn(SAID, ("call_soak", TOOL, {"text": "hello"})) if asks else turn(SAID)

    def error_500(self):
        self.json(500, self.error("as scripted"))

    def error_429(self):
        self.json(429, self.error("as scripted"), [("Retry-After", "1")])

    def redirect(self):
        self.json(302, {}, [("Location", "http://127.0.0.1:9/elsewhere")])

    def empty(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def garbage(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "9")
        self.end_headers()
        self.wfile.write(b"<html>504")

    def reset_before(self):
        self.reset()

    def silent(self):
        time.sleep(IDLE_TIMEOUT + 2)
        self.close_connection = True

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.shutdown(socket.SHUT_RD)
        self.close_connection = True
        self.wfile = open(os.devnull, "wb")  # noqa: SIM115: nothing more is said on it.
        self.connection.close()

    def json(self, status, body, headers=()):
        cut = {"reset-middle": True, "truncated": False}.get(self.scenario)
        if cut is None or status != 200:
            return super().json(status, body, headers)
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        if cut:
            self.send_header("Content-Length", str(len(text)))
        else:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(text[: len(text) // 2])
        self.wfile.flush()
        self.close_connection = True
        return self.reset() if cut else None

    def events(self, events, model):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        cut = len(events) // 2 if self.scenario in ("reset-middle", "truncated") else len(events)
        for event in events[:cut]:
            self.wfile.write(f"{len(event.encode()):x}\r\n{event}\r\n".encode())
            self.wfile.flush()
            if self.scenario == "slow":
                time.sleep(0.2)
        if self.scenario == "reset-middle":
            return self.reset()
        return self.wfile.write(b"0\r\n\r\n")


class OddTools(ThreadingHTTPServer):
    """An MCP server of which every tenth answer or so is no answer."""

    daemon_threads = True

    def __init__(self, seed):
        super().__init__(("127.0.0.1", 0), OddHandler)
        self.random = random.Random(seed)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass


class OddHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.answer(405, b"")

    def do_DELETE(self):
        self.answer(200, b"")

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if "id" not in message:
            return self.answer(202, b"")
        mood = self.server.random.random()
        if message["method"] == "tools/call":
            if mood < 0.03:
                return self.answer(500, b"not today")
            if mood < 0.06:
                self.close_connection = True
                return self.connection.close()
            if mood < 0.08:
                time.sleep(3)
            elif mood < 0.11:
                return self.answer(200, b"{no json", "application/json")
            elif mood < 0.14:
                return self.say(message, error={"code": -32000, "message": "the tool is broken"})
        results = {
            "initialize": {
                "protocolVersion": message.get("params", {}).get("protocolVersion", "2025-06-18"),
                "capabilities": {"tools": {}},
                "serverInfo": {"name": "odd", "version": "1"},
            },
            "tools/list": {
                "tools": [
                    {"name": "echo", "inputSchema": {"type": "object", "properties": {"text": {"type": "string"}}}},
                    {"name": "bad", "inputSchema": 7},
                    {"inputSchema": {"type": "object"}},
                ]
            },
            "tools/call": {
                "content": [
                    {"type": "text", "text": "x" * (300_000 if mood > 0.97 else 20)},
                    {"type": "hologram"},
                ]
            },
        }
        return self.say(message, result=results.get(message["method"], {}))

    def say(self, message, **more):
        self.answer(200, json.dumps({"jsonrpc": "2.0", "id": message["id"]} | more).encode(), "application/json")

    def answer(self, status, body, kind="text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Cluster:
    """A PostgreSQL that only this run knows. It runs as an unprivileged user, as it has to."""

    SCRIPT = """
set -eu
cd /
folder=$(mktemp -d /tmp/coder-soak.XXXXXX)
trap 'rm -rf "$folder"' EXIT
as=
if [ "$(id -u)" = 0 ]; then
    owner=$(id -u postgres 2>/dev/null || id -u nobody)
    chown "$owner" "$folder"
    as="setpriv --reuid=$owner --clear-groups"
fi
$as "$BIN/initdb" -D "$folder/data" -U coder -A trust -E UTF8 --locale=C.UTF-8 -N >"$folder/log" 2>&1
$as "$BIN/postgres" -D "$folder/data" -k "$folder" -p "$PORT" -c listen_addresses=127.0.0.1 \
    -c max_connections=200 </dev/null >>"$folder/log" 2>&1 &
server=$!
until "$BIN/pg_isready" -q -h 127.0.0.1 -p "$PORT" -U coder -d postgres; do
    kill -0 "$server" || { cat "$folder/log" >&2; exit 1; }
    sleep 0.1
done
"$BIN/createdb" -h 127.0.0.1 -p "$PORT" -U coder coder
echo ready
cat >/dev/null
kill -QUIT "$server"
wait "$server" || true
"""

    def __init__(self):
        self.port = free_port()
        environment = {"PATH": os.environ["PATH"], "BIN": self.programs(), "PORT": str(self.port)}
        self.process = subprocess.Popen(
            ["sh", "-c", self.SCRIPT], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if self.process.stdout.readline() != "ready\n":
            sys.exit("PostgreSQL does not start")

    @staticmethod
    def programs():
        debian = "/usr/lib/postgresql"
        versions = sorted(os.listdir(debian), key=int) if os.path.isdir(debian) else []
        folders = [f"{debian}/{version}/bin" for version in versions] + os.environ["PATH"].split(":")
        found = [folder for folder in folders if os.path.exists(f"{folder}/initdb")]
        if not found:
            sys.exit("this needs PostgreSQL's initdb, under /usr/lib/postgresql or in $PATH")
        return found[0]

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Gate:
    """What stands between the server and its store: open, shut (connections are refused and cut) or
    stuck (nothing passes)."""

    def __init__(self, port):
        self.target, self.state, self.pairs = port, "open", set()
        self.closed = []  # (from, to) in monotonic seconds
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.passing = threading.Event()
        self.passing.set()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            if self.state == "shut":
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self.target))
            pair = (client, server)
            self.pairs.add(pair)
            for source, sink in (pair, pair[::-1]):
                threading.Thread(target=self.carry, args=(pair, source, sink), daemon=True).start()

    def carry(self, pair, source, sink):
        try:
            while data := source.recv(65536):
                self.passing.wait()
                sink.sendall(data)
        except OSError:
            pass
        self.cut(pair)

    def cut(self, pair):
        self.pairs.discard(pair)
        for end in pair:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()

    def go_away(self, how, seconds):
        since = time.monotonic()
        self.state = how
        if how == "shut":
            for pair in list(self.pairs):
                self.cut(pair)
        else:
            self.passing.clear()
        time.sleep(seconds)
        self.state = "open"
        self.passing.set()
        self.closed.append((since, time.monotonic()))

    def was_closed(self, since, until):
        """Whether the store was away at some time of a request, or had only just come back."""
        return any(start <= until and since <= end + COMING_BACK for start, end in self.closed)


class Server:
    """The server under test, with one user."""

    def __init__(self, program, provider, tools, gate):
        self.folder = tempfile.TemporaryDirectory()
        configuration = os.path.join(self.folder.name, "coder.yaml")
        with open(configuration, "w") as file:
            file.write(
                "aibridge_mcp:\n  servers:\n    - id: odd\n      display_name: Odd\n"
                f"      url: http://127.0.0.1:{tools.server_port}/mcp\n  retry_after: 0s\n  call_timeout: 2s\n"
            )
        self.log = os.path.join(self.folder.name, "log")
        environment = {
            "HOME": self.folder.name,
            "PATH": os.environ["PATH"],
            "CODER_CONFIG_PATH": configuration,
            "CODER_PG_CONNECTION_URL": f"postgres://coder@127.0.0.1:{gate.port}/coder",
            "CODER_HTTP_ADDRESS": "127.0.0.1:0",
            "CODER_LOGGING_HUMAN": self.log,
            "CODER_AIBRIDGE_ENABLED": "true",
            "CODER_AIBRIDGE_OPENAI_BASE_URL": f"{provider.url}/v1/",
            "CODER_AIBRIDGE_OPENAI_KEY": "key-of-openai",
            "CODER_AIBRIDGE_ANTHROPIC_BASE_URL": f"{provider.url}/",
            "CODER_AIBRIDGE_ANTHROPIC_KEY": "key-of-anthropic",
            "CODER_AIBRIDGE_IDLE_TIMEOUT": f"{IDLE_TIMEOUT}s",
            "CODER_AIBRIDGE_RECORD_TIMEOUT": f"{RECORD_TIMEOUT}s",
        }
        self.process = subprocess.Popen([program, "server"], env=environment, stdout=subprocess.PIPE, text=True)
        url = self.process.stdout.readline().split()[-1]
        self.address, self.token = url.removeprefix("http://"), None
        user = {"username": "ada", "email": "ada@example.com", "password": "correct horse battery"}
        self.call("POST", "/api/v2/users/first", user)
        self.token = self.call("POST", "/api/v2/users/login", user)["session_token"]

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        headers = {"Content-Type": "application/json"} | ({"Coder-Session-Token": self.token} if self.token else {})
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

    def records(self):
        """All interceptions, newest first."""
        found, after = [], ""
        while True:
            path = f"/api/v2/aibridge/interceptions?limit=500{after}"
            page = self.call("GET", path)["results"]
            found += page
            if not page:
                return found
            after = f"&after_id={page[-1]['id']}"

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stdout.close()
        self.folder.cleanup()


Asked = collections.namedtuple("Asked", "mark api stream scenario manner status whole retry since until problem")


class Client(threading.Thread):
    """Asks one thing after the other until it is told to stop."""

    def __init__(self, number, server, seed, stop, think):
        super().__init__(daemon=True)
        self.number, self.server, self.random, self.stop = number, server, random.Random(seed * 1000 + number), stop
        self.think = think
        self.asked = []

    def run(self):
        count = 0
        while not self.stop.is_set():
            count += 1
            self.asked.append(self.ask(count))
            self.stop.wait(self.random.random() * self.think)

    def ask(self, count):
        (scenario,) = self.random.choices(list(SHARES), SHARES.values())
        api, stream = self.random.choice(list(APIS)), self.random.random() < 0.6
        manner = self.random.choices(("patient", "leaves", "slow"), (16, 2, 1))[0]
        mark = f"soak:{self.number}-{count}:{scenario}"
        since = time.monotonic()
        status, data, retry, problem = self.exchange(api, stream, manner, mark)
        whole = status == 200 and (TERMINAL[api] in data if stream else SAID.encode() in data)
        return Asked(mark, api, stream, scenario, manner, status, whole, retry, since, time.monotonic(), problem)

    def exchange(self, api, stream, manner, mark):
        body = {"model": "soak", "stream": stream}
        body |= {"input": mark} if api == "responses" else {"messages": [{"role": "user", "content": mark}]}
        body |= {"max_tokens": 9} if api == "messages" else {}
        connection = http.client.HTTPConnection(self.server.address, timeout=PATIENCE)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.server.token}"}
        status, data, retry, problem = None, b"", None, None
        try:
            connection.request("POST", APIS[api], json.dumps(body), headers)
            if manner == "leaves":
                connection.sock.settimeout(self.random.random())
            answer = connection.getresponse()
            status, retry = answer.status, answer.getheader("Retry-After")
            if answer.getheader("Location"):
                problem = "a Location reached the client"
            while piece := answer.read1(64 if manner == "slow" else 65536):
                data += piece
                if manner == "slow":
                    time.sleep(0.02)
        except TimeoutError:
            problem = problem or (None if manner == "leaves" else "no answer in time")
        except (OSError, http.client.HTTPException):
            pass  # What it has got by then is looked at.
        connection.close()
        return status, data, retry, problem


def against_the_rules(asked, gate):
    """What is wrong with an answer, or None."""
    if asked.problem:
        return asked.problem
    if asked.manner == "leaves":
        return None
    if asked.status == 503:
        if not asked.retry:
            return "503 without Retry-After"
        return None if gate.was_closed(asked.since, asked.until) else "503 though the store was there"
    rule = RULES[asked.scenario]
    if asked.status not in rule.statuses:
        return f"status {asked.status}, and not one of {rule.statuses}"
    if rule.whole and not asked.whole:
        return "the answer is not whole"
    return None


def wait_until_ended(server):
    until = time.monotonic() + 60
    while True:
        records = server.records()
        if all("ended_at" in one for one in records) or time.monotonic() > until:
            return records
        time.sleep(1)


def record_problems(asked, records, heard):
    """Where the records are not what was asked."""
    problems = []
    by_mark = {}
    for record in records:
        prompts = [one["prompt"] for one in record["user_prompts"]]
        if len(prompts) != 1 or prompts[0] in by_mark:
            problems.append(f"record {record['id']} has the prompts {prompts}, or is there twice")
            continue
        by_mark[prompts[0]] = record
    for mark in heard - by_mark.keys():
        problems.append(f"{mark} went to the provider without a record")
    known = {one.mark: one for one in asked}
    for mark, record in by_mark.items():
        one, outcome = known.get(mark), record["metadata"].get("outcome")
        if "ended_at" not in record:
            problems.append(f"{mark} has no end")
        elif one is None:
            problems.append(f"{mark} was never asked")
        elif one.status == 503:
            problems.append(f"{mark} was refused and has a record ({outcome})")
        elif one.manner == "patient" and outcome not in RULES[one.scenario].outcomes:
            problems.append(f"{mark} ({one.api}, stream {one.stream}, {one.status}) ended as {outcome}")
    for one in asked:
        if one.mark not in by_mark and one.status not in (None, 503):
            problems.append(f"{one.mark} was answered with {one.status} and has no record")
    return problems


def report(asked, records, memory, problems):
    print("| Scenario | Requests | Statuses | Outcomes |\n|---|---|---|---|")
    outcomes = collections.defaultdict(collections.Counter)
    for record in records:
        for prompt in record["user_prompts"][:1]:
            outcomes[prompt["prompt"].split(":")[-1]][record["metadata"].get("outcome")] += 1
    for scenario in RULES:
        own = [one for one in asked if one.scenario == scenario]
        statuses = collections.Counter(str(one.status or "left") for one in own)
        listed = [", ".join(f"{count} {name}" for name, count in sorted(table.items(), key=str)) for table in (statuses, outcomes[scenario])]
        print(f"| {scenario} | {len(own)} | {listed[0]} | {listed[1]} |")
    print(f"\n{len(asked)} requests, {len(records)} records.")
    print("Memory in MiB: " + ", ".join(f"{at / 60:.1f} min {mib:.0f}" for at, mib in memory[:: max(1, len(memory) // 12)]))
    for problem in problems[:40]:
        print(f"WRONG: {problem}")
    print(f"{len(problems)} problems")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--think", type=float, default=0.3, help="seconds at most between two requests of a client")
    options = parser.parse_args()

    cluster = Cluster()
    gate, provider, tools = Gate(cluster.port), Provider(), OddTools(options.seed)
    server = Server(os.path.abspath(options.program), provider, tools, gate)
    stop = threading.Event()
    clients = [Client(number, server, options.seed, stop, options.think) for number in range(options.clients)]
    began, memory = time.monotonic(), []
    faults = random.Random(options.seed)

    def upset_the_store():
        while not stop.wait(10 + 20 * faults.random()):
            gate.go_away(faults.choice(("shut", "stuck")), 1 + 5 * faults.random())

    threading.Thread(target=upset_the_store, daemon=True).start()
    for client in clients:
        client.start()
    while (passed := time.monotonic() - began) < options.minutes * 60:
        memory.append((passed, server.memory()))
        time.sleep(min(5, options.minutes * 2))
    stop.set()
    for client in clients:
        client.join(timeout=2 * PATIENCE)
    while gate.state != "open":
        time.sleep(0.1)

    asked = [one for client in clients for one in client.asked]
    records = wait_until_ended(server)
    problems = [f"{one.mark} ({one.api}, stream {one.stream}, {one.manner}): {wrong}" for one in asked if (wrong := against_the_rules(one, gate))]
    problems += record_problems(asked, records, provider.heard)
    fifth = max(1, len(memory) // 5)
    before, after = (max(mib for _, mib in part) for part in (memory[:fifth], memory[-fifth:]))
    if after > before * GROWTH + MARGIN_MIB:
        problems.append(f"memory grew from {before:.0f} to {after:.0f} MiB")
    report(asked, records, memory, problems)
    with open(server.log) as log:
        panics = [line for line in log if "panicked" in line]
    print(f"{len(panics)} panics in the log")
    server.stop()
    cluster.stop()
    sys.exit(bool(problems or panics))


if __name__ == "__main__":
    main()
