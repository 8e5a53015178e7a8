"""A provider whose model takes the turns that a test has planned: texts, and calls of tools."""

import json

from upstream import RESPONSE_USAGE, USAGE, Handler, Upstream


def turn(text=None, *calls):
    """A turn; a call is an id, the name of a tool and its input."""
    return {"text": text, "calls": list(calls)}


class Turns(Upstream):
    """Takes the planned turns of a model one after the other, and keeps what it was asked."""

    def __init__(self):
        super().__init__(TurnHandler)
        self.plans = {}
        self.asked = {}
        self.before = {}

    def plan(self, model, *turns, before=None):
        """`before` has what is done before the turn of that number, counted from one."""
        self.plans[model], self.asked[model], self.before[model] = turns, [], before or {}


def offered(body):
    """The names of the tools in a request, whichever API it is of."""
    tools = body.get("tools", [])
    return [tool.get("name") or tool["function"]["name"] for tool in tools]


def results(body):
    """The results of tools in a request by the id of the call, whichever API it is of."""
    found = {}
    for item in body.get("messages", []) + (body.get("input") or [] if isinstance(body.get("input"), list) else []):
        if item.get("role") == "tool":
            found[item["tool_call_id"]] = text_of(item["content"])
        elif item.get("type") == "function_call_output":
            found[item["call_id"]] = text_of(item["output"])
        elif isinstance(item.get("content"), list):
            for block in item["content"]:
                if block.get("type") == "tool_result":
                    found[block["tool_use_id"]] = text_of(block.get("content", ""))
    return found


def text_of(content):
    return content if isinstance(content, str) else json.dumps(content)


class TurnHandler(Handler):
    def next_turn(self, body, model):
        asked = self.server.asked[model]
        asked.append(body)
        number = len(asked)
        if number in self.server.before[model]:
            self.server.before[model][number]()
        return number, self.server.plans[model][number - 1]

    def answer_chat(self, body, model):
        number, turn = self.next_turn(body, model)
        base = {"id": f"c-{number}", "created": 1, "model": model}
        calls = [
            {"id": id, "type": "function", "function": {"name": name, "arguments": json.dumps(input)}}
            for id, name, input in turn["calls"]
        ]
        reason = "tool_calls" if calls else "stop"
        if not body.get("stream"):
            message = {"role": "assistant", "content": turn["text"]}
            if calls:
                message["tool_calls"] = calls
            choice = {"index": 0, "message": message, "finish_reason": reason}
            return self.json(200, base | {"object": "chat.completion", "choices": [choice], "usage": USAGE})
        base["object"] = "chat.completion.chunk"
        deltas = [{"role": "assistant", "content": ""}]
        deltas += [{"content": piece} for piece in pieces(turn["text"])]
        for at, call in enumerate(calls):
            whole = call["function"]["arguments"]
            first = call | {"index": at, "function": call["function"] | {"arguments": ""}}
            deltas.append({"tool_calls": [first]})
            deltas += [{"tool_calls": [{"index": at, "function": {"arguments": piece}}]} for piece in pieces(whole)]
        choices = [[{"index": 0, "delta": delta, "finish_reason": None}] for delta in deltas]
        choices.append([{"index": 0, "delta": {}, "finish_reason": reason}])
        lines = [json.dumps(base | {"choices": choice}) for choice in choices]
        if body.get("stream_options", {}).get("include_usage"):
            lines.append(json.dumps(base | {"choices": [], "usage": USAGE}))
        return self.events([f"data: {line}\n\n" for line in lines + ["[DONE]"]], model)

    def answer_response(self, body, model):
        number, turn = self.next_turn(body, model)
        output = []
        if turn["text"]:
            part = {"type": "output_text", "text": turn["text"], "annotations": []}
            output.append({"type": "message", "id": f"m_{number}", "role": "assistant", "status": "completed", "content": [part]})
        for id, name, input in turn["calls"]:
            output.append({
                "type": "function_call", "id": f"fc_{id}", "call_id": id, "name": name,
                "arguments": json.dumps(input), "status": "completed",
            })
        response = {
            "id": f"r-{number}", "object": "response", "created_at": 1, "model": model,
            "output": output, "usage": RESPONSE_USAGE, "status": "completed",
            "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None,
            "incomplete_details": None, "instructions": None, "metadata": {}, "temperature": 1.0,
            "top_p": 1.0,
        }
        if not body.get("stream"):
            return self.json(200, response)
        empty = response | {"output": [], "status": "in_progress", "usage": None}
        events = [{"type": "response.created", "response": empty}, {"type": "response.in_progress", "response": empty}]
        for at, item in enumerate(output):
            events += self.item_events(at, item)
        events.append({"type": "response.completed", "response": response})
        lines = [
            f"event: {event['type']}\ndata: {json.dumps(event | {'sequence_number': at})}\n\n"
            for at, event in enumerate(events)
        ]
        return self.events(lines, model)

    def item_events(self, at, item):
        place = {"output_index": at, "item_id": item["id"]}
        started = item | {"status": "in_progress"}
        if item["type"] == "message":
            part = item["content"][0]
            content = place | {"content_index": 0}
            started["content"] = []
            middle = [{"type": "response.content_part.added", "part": part | {"text": ""}} | content]
            middle += [{"type": "response.output_text.delta", "delta": piece, "logprobs": []} | content for piece in pieces(part["text"])]
            middle += [
                {"type": "response.output_text.done", "text": part["text"], "logprobs": []} | content,
                {"type": "response.content_part.done", "part": part} | content,
            ]
        else:
            started["arguments"] = ""
            middle = [{"type": "response.function_call_arguments.delta", "delta": piece} | place for piece in pieces(item["arguments"])]
            middle.append({"type": "response.function_call_arguments.done", "arguments": item["arguments"], "name": item["name"]} | place)
        return [
            {"type": "response.output_item.added", "output_index": at, "item": started},
            *middle,
            {"type": "response.output_item.done", "output_index": at, "item": item},
        ]

    def answer_message(self, body, model):
        number, turn = self.next_turn(body, model)
        blocks = [{"type": "text", "text": turn["text"]}] if turn["text"] else []
        blocks += [{"type": "tool_use", "id": id, "name": name, "input": input} for id, name, input in turn["calls"]]
        message = {
            "id": f"msg_{number}", "type": "message", "role": "assistant", "model": model,
            "content": blocks, "stop_reason": "tool_use" if turn["calls"] else "end_turn",
            "stop_sequence": None, "usage": {"input_tokens": 3, "output_tokens": 4},
        }
        if not body.get("stream"):
            return self.json(200, message)
        start = message | {"content": [], "stop_reason": None, "usage": {"input_tokens": 3, "output_tokens": 1}}
        events = [{"type": "message_start", "message": start}, {"type": "ping"}]
        for at, block in enumerate(blocks):
            if block["type"] == "text":
                empty, deltas = block | {"text": ""}, [{"type": "text_delta", "text": piece} for piece in pieces(block["text"])]
            else:
                whole = json.dumps(block["input"])
                empty = block | {"input": {}}
                deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in pieces(whole)]
            events.append({"type": "content_block_start", "index": at, "content_block": empty})
            events += [{"type": "content_block_delta", "index": at, "delta": delta} for delta in deltas]
            events.append({"type": "content_block_stop", "index": at})
        events += [
            {"type": "message_delta", "delta": {"stop_reason": message["stop_reason"], "stop_sequence": None}, "usage": {"output_tokens": 4}},
            {"type": "message_stop"},
        ]
        lines = [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events]
        return self.events(lines, model)


def pieces(text):
    """A text in two pieces, as streams bring it."""
    if not text:
        return []
    middle = (len(text) + 1) // 2
    return [piece for piece in (text[:middle], text[middle:]) if piece]
