"""A provider that does what the name of the model says, on loopback."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USAGE = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}
RESPONSE_USAGE = {
    "input_tokens": 3,
    "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
    "output_tokens": 4,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 7,
}
CALL = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "add", "arguments": '{"a":1}'},
}


class Upstream(ThreadingHTTPServer):
    """Counts requests by model, and lets go of those that are held."""

    daemon_threads = True

    def __init__(self, handler=None):
        super().__init__(("127.0.0.1", 0), handler or Handler)
        self.seen = {}
        self.credentials = []
        # What responses went on with.
        self.previous = []
        self.lock = threading.Lock()
        self.release = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        # Clients that leave are a part of the tests, and no news.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def count(self, model):
        with self.lock:
            self.seen[model] = self.seen.get(model, 0) + 1
            return self.seen[model]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.note_credentials()
        if self.path.startswith("/v1/models"):
            model = {"id": "m-1", "object": "model", "created": 1, "owned_by": "test"}
            model |= {"type": "model", "display_name": "M", "created_at": "2026-01-01T00:00:00Z"}
            page = {"object": "list", "data": [model], "has_more": False}
            return self.json(200, page | {"first_id": "m-1", "last_id": "m-1"})
        return self.json(404, {"error": {"message": "no such page", "type": "not_found_error"}})

    def do_POST(self):
        self.note_credentials()
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model = body["model"]
        count = self.server.count(model)
        if model.startswith("fails-once-") and count == 1:
            return self.json(int(model.removeprefix("fails-once-")), self.error("again"), [("Retry-After", "0")])
        if model.startswith("fails-") and not model.startswith("fails-once-"):
            return self.json(int(model.removeprefix("fails-")), self.error("as scripted"))
        if model == "silent":
            time.sleep(30)
            return None
        answer = {
            "/v1/chat/completions": self.answer_chat,
            "/v1/responses": self.answer_response,
            "/v1/messages": self.answer_message,
        }[self.path.split("?")[0]]
        return answer(body, model)

    def note_credentials(self):
        self.server.credentials.append(
            (self.headers.get("Authorization"), self.headers.get("X-Api-Key"))
        )

    def error(self, message):
        if "messages" in self.path:
            return {"type": "error", "error": {"type": "api_error", "message": message}}
        return {"error": {"message": message, "type": "server_error", "param": None, "code": None}}

    def json(self, status, body, headers=()):
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("X-Request-Id", "of-openai")
        self.send_header("Request-Id", "of-anthropic")
        self.end_headers()
        self.wfile.write(text)

    def events(self, events, model):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at, event in enumerate(events):
            if model == "held" and at == 1:
                self.server.release.wait(30)
            data = f"{len(event.encode()):x}\r\n{event}\r\n".encode()
            self.wfile.write(data)
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def answer_chat(self, body, model):
        base = {"id": "c-1", "created": 1, "model": model}
        with_tool = "tools" in body
        if not body.get("stream"):
            message = {"role": "assistant", "content": None if with_tool else "Hello"}
            if with_tool:
                message["tool_calls"] = [CALL]
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            return self.json(200, base | {"object": "chat.completion", "choices": [choice], "usage": USAGE})
        base["object"] = "chat.completion.chunk"
        delta = {"tool_calls": [CALL | {"index": 0}]} if with_tool else None
        deltas = [delta] if delta else [{"role": "assistant", "content": "Hel"}, {"content": "lo"}]
        chunks = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
        lines = [json.dumps(base | {"choices": [chunk]}) for chunk in chunks]
        if body.get("stream_options", {}).get("include_usage"):
            lines.append(json.dumps(base | {"choices": [], "usage": USAGE}))
        return self.events([f"data: {line}\n\n" for line in lines + ["[DONE]"]], model)

    def answer_response(self, body, model):
        self.server.previous.append(body.get("previous_response_id"))
        if "tools" in body:
            item = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "add", "arguments": '{"a":1}', "status": "completed"}
        else:
            part = {"type": "output_text", "text": "Hello", "annotations": []}
            item = {"type": "message", "id": "m_1", "role": "assistant", "status": "completed", "content": [part]}
        response = {
            "id": "r-1", "object": "response", "created_at": 1, "model": model, "output": [item],
            "usage": RESPONSE_USAGE, "status": "completed", "parallel_tool_calls": True,
            "tool_choice": "auto", "tools": [], "error": None, "incomplete_details": None,
            "instructions": None, "metadata": {}, "temperature": 1.0, "top_p": 1.0,
        }
        if not body.get("stream"):
            return self.json(200, response)
        empty = response | {"output": [], "status": "in_progress", "usage": None}
        events = [
            {"type": "response.created", "response": empty},
            {"type": "response.output_item.added", "output_index": 0, "item": item},
            {"type": "response.output_item.done", "output_index": 0, "item": item},
            {"type": "response.completed", "response": response},
        ]
        lines = [
            f"event: {event['type']}\ndata: {json.dumps(event | {'sequence_number': at})}\n\n"
            for at, event in enumerate(events)
        ]
        return self.events(lines, model)

    def answer_message(self, body, model):
        with_tool = "tools" in body
        block = {"type": "tool_use", "id": "toolu_1", "name": "add", "input": {"a": 1}} if with_tool else {"type": "text", "text": "Hello"}
        message = {
            "id": "msg_1", "type": "message", "role": "assistant", "model": model,
            "content": [block], "stop_reason": "tool_use" if with_tool else "end_turn",
            "stop_sequence": None, "usage": {"input_tokens": 3, "output_tokens": 4},
        }
        if not body.get("stream"):
            return self.json(200, message)
        empty = {"type": "tool_use", "id": "toolu_1", "name": "add", "input": {}} if with_tool else {"type": "text", "text": ""}
        pieces = (
            [{"type": "input_json_delta", "partial_json": '{"a":'}, {"type": "input_json_delta", "partial_json": "1}"}]
            if with_tool
            else [{"type": "text_delta", "text": "Hel"}, {"type": "text_delta", "text": "lo"}]
        )
        start = message | {"content": [], "stop_reason": None, "usage": {"input_tokens": 3, "output_tokens": 1}}
        events = [
            {"type": "message_start", "message": start},
            {"type": "content_block_start", "index": 0, "content_block": empty},
            {"type": "ping"},
            *({"type": "content_block_delta", "index": 0, "delta": piece} for piece in pieces),
            {"type": "content_block_stop", "index": 0},
            {"type": "message_delta", "delta": {"stop_reason": message["stop_reason"], "stop_sequence": None}, "usage": {"output_tokens": 4}},
            {"type": "message_stop"},
        ]
        lines = [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events]
        return self.events(lines, model)
