"""Tools of a real MCP server, used by the providers' own SDKs through the AI Bridge.

The server is `@modelcontextprotocol/server-everything`; the provider is scripted. Run by `.ci/run` in
a virtual environment with the packages of requirements.txt, beside those of package.json:

    python tests/sdks/test_mcp.py target/debug/coder
"""

import itertools
import json
import os
import socket
import subprocess
import tempfile
import time
import unittest

from test_sdks import PROGRAM, Bridge
from turns import Turns, offered, results, turn

HERE = os.path.dirname(os.path.abspath(__file__))
EVERYTHING = os.path.join(HERE, "node_modules/@modelcontextprotocol/server-everything/dist/index.js")
ECHO, SUM = "bmcp_everything_echo", "bmcp_everything_get-sum"
PARAMETERS = {"type": "object", "properties": {"a": {"type": "integer"}}}
CONFIGURATION = """\
aibridge_mcp:
  servers:
    - id: everything
      display_name: Everything
      url: http://127.0.0.1:{port}/mcp
      deny: ['^get-env$', '^simulate', '^toggle', '^trigger']
  retry_after: 0s
"""


class Everything:
    """The MCP server, which can be killed and started again at the same port."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["node", EVERYTHING, "streamableHttp"],
            env={"PATH": os.environ["PATH"], "PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(1000):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.02)
        raise TimeoutError("the MCP server does not listen")

    def revive(self):
        if self.process.poll() is not None:
            self.start()

    def kill(self):
        self.process.kill()
        self.process.wait()


class Seen:
    """What a client got: the text, and the calls by id, name and input."""

    def __init__(self):
        self.text, self.calls = "", []


class Chat:
    name = "chat"

    def __init__(self, bridge):
        self.client = bridge.openai()

    def ask(self, model, streamed, tools=(), more=()):
        tools = [{"type": "function", "function": {"name": name, "parameters": PARAMETERS}} for name in tools]
        options = {"tools": tools} if tools else {}
        messages = [{"role": "user", "content": "Hi"}, *more]
        seen = Seen()
        asked = self.client.chat.completions.create(
            model=model, messages=messages, stream=streamed, **options
        )
        if not streamed:
            message = asked.choices[0].message
            seen.text = message.content or ""
            seen.calls = [(call.id, call.function.name, json.loads(call.function.arguments)) for call in message.tool_calls or []]
            return seen
        calls, reasons, ids = {}, [], set()
        for chunk in asked:
            ids.add(chunk.id)
            for choice in chunk.choices:
                seen.text += choice.delta.content or ""
                for call in choice.delta.tool_calls or []:
                    known = calls.setdefault(call.index, ["", "", ""])
                    known[0] = call.id or known[0]
                    known[1] = call.function.name or known[1]
                    known[2] += call.function.arguments or ""
                if choice.finish_reason:
                    reasons.append(choice.finish_reason)
        assert len(reasons) == 1 and len(ids) == 1, (reasons, ids)
        assert sorted(calls) == list(range(len(calls))), calls
        seen.calls = [(id, name, json.loads(text)) for id, name, text in calls.values()]
        return seen

    def answering(self, seen, result):
        calls = [
            {"id": id, "type": "function", "function": {"name": name, "arguments": json.dumps(input)}}
            for id, name, input in seen.calls
        ]
        turn = {"role": "assistant", "content": seen.text or None, "tool_calls": calls}
        return [turn, *({"role": "tool", "tool_call_id": id, "content": result} for id, *_ in seen.calls)]


class Responses:
    name = "responses"

    def __init__(self, bridge):
        self.client = bridge.openai()

    def ask(self, model, streamed, tools=(), more=()):
        tools = [{"type": "function", "name": name, "parameters": PARAMETERS, "strict": False} for name in tools]
        options = {"tools": tools} if tools else {}
        seen = Seen()
        asked = self.client.responses.create(
            model=model, input=[{"role": "user", "content": "Hi"}, *more], stream=streamed, **options
        )
        response = asked
        if streamed:
            text = ""
            for event in asked:
                if event.type == "response.output_text.delta":
                    text += event.delta
                if event.type == "response.completed":
                    response = event.response
            assert text == response.output_text, (text, response.output_text)
        seen.text = response.output_text
        seen.calls = [
            (item.call_id, item.name, json.loads(item.arguments))
            for item in response.output
            if item.type == "function_call"
        ]
        return seen

    def answering(self, seen, result):
        calls = [
            {"type": "function_call", "call_id": id, "name": name, "arguments": json.dumps(input)}
            for id, name, input in seen.calls
        ]
        return calls + [{"type": "function_call_output", "call_id": id, "output": result} for id, *_ in seen.calls]


class Messages:
    name = "messages"

    def __init__(self, bridge):
        self.client = bridge.anthropic()

    def ask(self, model, streamed, tools=(), more=()):
        tools = [{"name": name, "input_schema": PARAMETERS} for name in tools]
        options = {"tools": tools} if tools else {}
        options |= {"model": model, "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}, *more]}
        seen = Seen()
        if streamed:
            with self.client.messages.stream(**options) as stream:
                seen.text = "".join(stream.text_stream)
                message = stream.get_final_message()
        else:
            message = self.client.messages.create(**options)
        text = "".join(block.text for block in message.content if block.type == "text")
        assert not streamed or text == seen.text, (text, seen.text)
        seen.text = text
        seen.calls = [(block.id, block.name, block.input) for block in message.content if block.type == "tool_use"]
        return seen

    def answering(self, seen, result):
        blocks = [{"type": "text", "text": seen.text}] if seen.text else []
        blocks += [{"type": "tool_use", "id": id, "name": name, "input": input} for id, name, input in seen.calls]
        given = [{"type": "tool_result", "tool_use_id": id, "content": result} for id, *_ in seen.calls]
        return [{"role": "assistant", "content": blocks}, {"role": "user", "content": given}]


class WithServer(unittest.TestCase):
    settings = {}

    @classmethod
    def setUpClass(cls):
        cls.everything = Everything()
        cls.upstream = Turns()
        cls.folder = tempfile.TemporaryDirectory()
        path = os.path.join(cls.folder.name, "coder.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(port=cls.everything.port))
        cls.bridge = Bridge(cls.upstream, {"CODER_CONFIG_PATH": path}, **cls.settings)

    @classmethod
    def tearDownClass(cls):
        cls.bridge.stop()
        cls.folder.cleanup()
        cls.everything.kill()
        cls.upstream.shutdown()
        cls.upstream.server_close()


def each_way(name):
    """Runs a test with every API, plain and streamed, each with a model of its own."""

    def decorate(test):
        def run(self):
            for api, streamed in itertools.product((Chat, Responses, Messages), (False, True)):
                way = f"{api.name}, {'streamed' if streamed else 'plain'}"
                with self.subTest(way):
                    test(self, api(self.bridge), streamed, f"{name} of {way}")

        return run

    return decorate


class Rounds(WithServer):
    """What a model and a client see of the tools of the server."""

    @each_way("one")
    def test_a_call_reaches_the_tool_and_its_result_the_model(self, api, streamed, model):
        call = ("call_1", ECHO, {"message": "hello"})
        self.upstream.plan(model, turn("Let me see. ", call), turn("Done."))
        seen = api.ask(model, streamed)
        first, second = self.upstream.asked[model]
        self.assertIn(ECHO, offered(first))
        self.assertNotIn("bmcp_everything_get-env", offered(first))
        self.assertIn("Echo: hello", results(second)["call_1"])
        self.assertEqual((seen.text, seen.calls), ("Let me see. Done.", []))

    @each_way("three")
    def test_three_rounds(self, api, streamed, model):
        self.upstream.plan(
            model,
            turn(None, ("call_1", ECHO, {"message": "one"})),
            turn("Now ", ("call_2", SUM, {"a": 2, "b": 3})),
            turn(None, ("call_3", ECHO, {"message": "three"})),
            turn("done."),
        )
        seen = api.ask(model, streamed)
        last = results(self.upstream.asked[model][-1])
        self.assertEqual(sorted(last), ["call_1", "call_2", "call_3"])
        self.assertIn("The sum of 2 and 3 is 5.", last["call_2"])
        self.assertEqual((seen.text, seen.calls), ("Now done.", []))

    @each_way("two")
    def test_two_tools_at_once(self, api, streamed, model):
        calls = [("call_1", ECHO, {"message": "x"}), ("call_2", SUM, {"a": 1, "b": 1})]
        self.upstream.plan(model, turn(None, *calls), turn("Done."))
        seen = api.ask(model, streamed)
        both = results(self.upstream.asked[model][1])
        self.assertIn("Echo: x", both["call_1"])
        self.assertIn("The sum of 1 and 1 is 2.", both["call_2"])
        self.assertEqual((seen.text, seen.calls), ("Done.", []))

    @each_way("mixed")
    def test_mixed_with_the_clients_own_tool(self, api, streamed, model):
        calls = [("call_1", ECHO, {"message": "x"}), ("call_2", "add", {"a": 1})]
        self.upstream.plan(model, turn(None, *calls), turn("Done."), turn("Done."))
        seen = api.ask(model, streamed, tools=["add"])
        self.assertEqual(seen.calls, [("call_2", "add", {"a": 1})])
        self.assertIn("add", offered(self.upstream.asked[model][0]))
        more = api.answering(seen, "seven")
        seen = api.ask(model, streamed, tools=["add"], more=more)
        self.assertEqual((seen.text, seen.calls), ("Done.", []))
        self.assertEqual(results(self.upstream.asked[model][-1])["call_2"], "seven")

    @each_way("own")
    def test_the_clients_own_tool_alone(self, api, streamed, model):
        self.upstream.plan(model, turn(None, ("call_1", "add", {"a": 1})))
        seen = api.ask(model, streamed, tools=["add"])
        self.assertEqual(seen.calls, [("call_1", "add", {"a": 1})])
        self.assertEqual(len(self.upstream.asked[model]), 1)

    @each_way("error")
    def test_an_error_of_a_tool_reaches_the_model(self, api, streamed, model):
        self.upstream.plan(model, turn(None, ("call_1", SUM, {"a": "x"})), turn("I see."))
        seen = api.ask(model, streamed)
        self.assertIn("invalid", results(self.upstream.asked[model][1])["call_1"].lower())
        self.assertEqual((seen.text, seen.calls), ("I see.", []))

    def test_the_usage_of_all_rounds_is_recorded(self):
        model = "recorded"
        self.upstream.plan(model, turn(None, ("call_1", ECHO, {"message": "x"})), turn("Done."))
        Chat(self.bridge).ask(model, False)
        query = "/aibridge/interceptions?q=initiator:me%20model:recorded"
        for _ in range(1000):
            page = self.bridge.call(query)
            if page["count"] == 1 and "ended_at" in page["results"][0]:
                break
            time.sleep(0.01)
        [one] = page["results"]
        self.assertEqual(sum(usage["input_tokens"] for usage in one["token_usages"]), 6)
        [tool] = one["tool_usages"]
        self.assertTrue(tool["injected"])
        self.assertIn("echo", tool["tool"])


class Killed(WithServer):
    """A server that dies in the middle, and comes back."""

    @each_way("killed")
    def test_a_server_that_is_killed_between_two_rounds(self, api, streamed, model):
        self.everything.revive()
        self.upstream.plan(
            model,
            turn(None, ("call_1", ECHO, {"message": "one"})),
            turn(None, ("call_2", ECHO, {"message": "two"})),
            turn("Too bad."),
            before={2: self.everything.kill},
        )
        seen = api.ask(model, streamed)
        last = results(self.upstream.asked[model][-1])
        self.assertIn("Echo: one", last["call_1"])
        self.assertIn("could not be called", last["call_2"])
        self.assertEqual((seen.text, seen.calls), ("Too bad.", []))
        # Without the server there are no tools, and the request is answered all the same.
        alone = f"{model}, alone"
        self.upstream.plan(alone, turn("Alone."))
        self.assertEqual(api.ask(alone, streamed).text, "Alone.")
        self.assertEqual(offered(self.upstream.asked[alone][0]), [])

    @each_way("restarted")
    def test_a_server_that_is_restarted_between_two_rounds(self, api, streamed, model):
        self.everything.revive()

        def restart():
            self.everything.kill()
            self.everything.start()

        self.upstream.plan(
            model,
            turn(None, ("call_1", ECHO, {"message": "one"})),
            turn(None, ("call_2", ECHO, {"message": "two"})),
            turn(None, ("call_3", ECHO, {"message": "three"})),
            turn("Done."),
            before={2: restart},
        )
        seen = api.ask(model, streamed)
        last = results(self.upstream.asked[model][-1])
        # The server says in words alone that it does not know the session, which proves nothing: the
        # call may have run. The next one has a session of its own.
        self.assertIn("No valid session ID", last["call_2"])
        self.assertIn("Echo: three", last["call_3"])
        self.assertEqual((seen.text, seen.calls), ("Done.", []))


class Listed(WithServer):
    """What an operator sees."""

    def list(self, *arguments):
        environment = {
            "HOME": self.folder.name,
            "PATH": os.environ["PATH"],
            "CODER_URL": self.bridge.url,
            "CODER_SESSION_TOKEN": self.bridge.token,
        }
        command = [PROGRAM, "aibridge", "mcp", "list", *arguments]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return done.stdout

    def test_the_command_lists_servers_and_tools(self):
        listed = json.loads(self.list("--output", "json"))
        [server] = listed
        self.assertEqual((server["id"], server["state"]), ("everything", "ready"))
        self.assertEqual(server["display_name"], "Everything")
        allowed = {tool["name"]: tool["allowed"] for tool in server["tools"]}
        self.assertTrue(allowed["echo"] and allowed["get-sum"])
        self.assertFalse(allowed["get-env"])
        table = self.list()
        self.assertRegex(table, r"(?m)^everything +ready +echo +yes +http://127\.0\.0\.1:")
        self.assertRegex(table, r"(?m)^everything +ready +get-env +no ")


class Own(WithServer):
    """The control plane's own tools."""

    settings = {"INJECT_CODER_MCP_TOOLS": "true"}

    def test_the_endpoint_serves_a_client_of_the_protocol(self):
        script = os.path.join(HERE, "mcp_client.mjs")
        url = f"{self.bridge.url}/api/v2/mcp"
        done = subprocess.run(
            ["node", script, url, self.bridge.token, "whoami"],
            check=True, capture_output=True, text=True,
        )
        got = json.loads(done.stdout)
        names = [tool["name"] for tool in got["tools"]]
        self.assertEqual(names, ["whoami", "my_interceptions", "my_token_usage"])
        me = json.loads(got["result"]["content"][0]["text"])
        self.assertEqual(me["username"], "ada")

    @each_way("whoami")
    def test_a_model_is_offered_them(self, api, streamed, model):
        self.upstream.plan(model, turn(None, ("call_1", "bmcp_coder_whoami", {})), turn("Ada."))
        seen = api.ask(model, streamed)
        self.assertIn("ada@example.com", results(self.upstream.asked[model][1])["call_1"])
        self.assertEqual((seen.text, seen.calls), ("Ada.", []))


if __name__ == "__main__":
    unittest.main(verbosity=2)
