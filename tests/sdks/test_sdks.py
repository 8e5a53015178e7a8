"""The providers' own SDKs against the AI Bridge, with a scripted provider behind it.

Run by `.ci/run` in a virtual environment with the packages of requirements.txt:

    python tests/sdks/test_sdks.py target/debug/coder
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.request
import uuid

import anthropic
import openai
from upstream import Upstream

PROGRAM = os.path.abspath(sys.argv.pop())
PROMPT = [{"role": "user", "content": "Hi"}]
PARAMETERS = {"type": "object", "properties": {"a": {"type": "integer"}}}
CHAT_TOOL = {"type": "function", "function": {"name": "add", "parameters": PARAMETERS}}
RESPONSES_TOOL = {"type": "function", "name": "add", "parameters": PARAMETERS, "strict": False}
MESSAGES_TOOL = {"name": "add", "input_schema": PARAMETERS}


class Bridge:
    """A server with one user, whose token stands for the provider's key."""

    def __init__(self, upstream, variables=None, **settings):
        self.folder = tempfile.TemporaryDirectory()
        environment = {
            "HOME": self.folder.name,
            "PATH": os.environ["PATH"],
            "CODER_DATA_DIRECTORY": os.path.join(self.folder.name, "data"),
            "CODER_HTTP_ADDRESS": "127.0.0.1:0",
            "CODER_LOGGING_HUMAN": os.path.join(self.folder.name, "log"),
            "CODER_AIBRIDGE_ENABLED": "true",
            "CODER_AIBRIDGE_OPENAI_BASE_URL": f"{upstream.url}/v1/",
            "CODER_AIBRIDGE_OPENAI_KEY": "key-of-openai",
            "CODER_AIBRIDGE_ANTHROPIC_BASE_URL": f"{upstream.url}/",
            "CODER_AIBRIDGE_ANTHROPIC_KEY": "key-of-anthropic",
        }
        environment |= {f"CODER_AIBRIDGE_{name}": value for name, value in settings.items()}
        environment |= variables or {}
        self.process = subprocess.Popen(
            [PROGRAM, "server"], env=environment, stdout=subprocess.PIPE, text=True
        )
        self.url = self.process.stdout.readline().split()[-1]
        user = {"username": "ada", "email": "ada@example.com", "password": "correct horse battery"}
        self.call("/users/first", user)
        self.token = self.call("/users/login", user)["session_token"]

    def call(self, path, body=None, token=None):
        request = urllib.request.Request(
            f"{self.url}/api/v2{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        if body is None or token:
            request.add_header("Coder-Session-Token", token or self.token)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def other_token(self):
        """The token of a further user."""
        user = {"username": "bob", "email": "bob@example.com", "password": "correct horse battery"}
        self.call("/users", user, self.token)
        return self.call("/users/login", user)["session_token"]

    def openai(self, **more):
        options = {"api_key": self.token, "max_retries": 0} | more
        return openai.OpenAI(base_url=f"{self.url}/api/v2/aibridge/openai/v1", **options)

    def anthropic(self, **more):
        options = {"api_key": self.token, "max_retries": 0} | more
        return anthropic.Anthropic(base_url=f"{self.url}/api/v2/aibridge/anthropic", **options)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdout.close()
        self.folder.cleanup()


class WithBridge(unittest.TestCase):
    settings = {}

    @classmethod
    def setUpClass(cls):
        cls.upstream = Upstream()
        cls.bridge = Bridge(cls.upstream, **cls.settings)

    @classmethod
    def tearDownClass(cls):
        cls.bridge.stop()
        cls.upstream.shutdown()
        cls.upstream.server_close()


class Answers(WithBridge):
    settings = {"IDLE_TIMEOUT": "2s"}

    def messages(self, client, **more):
        return client.messages.create(max_tokens=9, messages=PROMPT, **more)

    def test_plain(self):
        chat = self.bridge.openai().chat.completions.create(model="plain", messages=PROMPT)
        self.assertEqual((chat.choices[0].message.content, chat.usage.total_tokens), ("Hello", 7))
        response = self.bridge.openai().responses.create(model="plain", input="Hi")
        self.assertEqual((response.output_text, response.usage.output_tokens), ("Hello", 4))
        message = self.messages(self.bridge.anthropic(), model="plain")
        self.assertEqual((message.content[0].text, message.usage.output_tokens), ("Hello", 4))

    def test_streams(self):
        client = self.bridge.openai()
        chunks = list(client.chat.completions.create(model="s", messages=PROMPT, stream=True))
        self.assertEqual("".join(chunk.choices[0].delta.content for chunk in chunks), "Hello")
        options = {"include_usage": True}
        chunks = list(
            client.chat.completions.create(
                model="s", messages=PROMPT, stream=True, stream_options=options
            )
        )
        self.assertEqual(chunks[-1].usage.total_tokens, 7)
        events = list(client.responses.create(model="s", input="Hi", stream=True))
        self.assertEqual(events[-1].response.output_text, "Hello")
        with self.bridge.anthropic().messages.stream(
            model="s", max_tokens=9, messages=PROMPT
        ) as stream:
            self.assertEqual("".join(stream.text_stream), "Hello")
            self.assertEqual(stream.get_final_message().usage.output_tokens, 4)

    def test_tool_calls(self):
        client = self.bridge.openai()
        chat = client.chat.completions.create(model="t", messages=PROMPT, tools=[CHAT_TOOL])
        self.assertEqual(chat.choices[0].message.tool_calls[0].function.arguments, '{"a":1}')
        chunks = list(
            client.chat.completions.create(
                model="t", messages=PROMPT, tools=[CHAT_TOOL], stream=True
            )
        )
        self.assertEqual(chunks[0].choices[0].delta.tool_calls[0].function.name, "add")
        response = client.responses.create(model="t", input="Hi", tools=[RESPONSES_TOOL])
        self.assertEqual(response.output[0].arguments, '{"a":1}')
        message = self.messages(self.bridge.anthropic(), model="t", tools=[MESSAGES_TOOL])
        self.assertEqual(message.content[0].input, {"a": 1})
        with self.bridge.anthropic().messages.stream(
            model="t", max_tokens=9, messages=PROMPT, tools=[MESSAGES_TOOL]
        ) as stream:
            self.assertEqual(stream.get_final_message().content[0].input, {"a": 1})

    def test_models_pass_through(self):
        self.assertEqual([model.id for model in self.bridge.openai().models.list()], ["m-1"])
        self.assertEqual([model.id for model in self.bridge.anthropic().models.list()], ["m-1"])

    def test_errors_of_the_provider(self):
        for status, of_openai, of_anthropic in [
            (400, openai.BadRequestError, anthropic.BadRequestError),
            (404, openai.NotFoundError, anthropic.NotFoundError),
            (429, openai.RateLimitError, anthropic.RateLimitError),
            (500, openai.InternalServerError, anthropic.InternalServerError),
        ]:
            model = f"fails-{status}"
            with self.assertRaises(of_openai) as caught:
                self.bridge.openai().chat.completions.create(model=model, messages=PROMPT)
            self.assertIn("as scripted", str(caught.exception))
            with self.assertRaises(of_anthropic) as caught:
                self.messages(self.bridge.anthropic(), model=model)
            self.assertEqual(caught.exception.body["error"]["message"], "as scripted")

    def test_requests_have_ids(self):
        client = self.bridge.openai()
        raw = client.chat.completions.with_raw_response.create(model="plain", messages=PROMPT)
        # The server's own, which is in its log; the provider's stands beside it.
        self.assertEqual(uuid.UUID(raw.parse()._request_id).version, 4)
        self.assertEqual(raw.headers["x-provider-request-id"], "of-openai")
        with self.assertRaises(openai.BadRequestError) as caught:
            client.chat.completions.create(model="fails-400", messages=PROMPT)
        self.assertEqual(uuid.UUID(caught.exception.request_id).version, 4)
        message = self.messages(self.bridge.anthropic(), model="plain")
        self.assertEqual(message._request_id, "of-anthropic")

    def test_responses_continue_for_whoever_made_them(self):
        client = self.bridge.openai()
        for stream in (False, True):
            made = client.responses.create(model="plain", input="Hi", stream=stream)
            if stream:
                made = list(made)[-1].response
            further = client.responses.create(
                model="plain", input="And?", previous_response_id=made.id
            )
            self.assertEqual(further.output_text, "Hello")
            self.assertEqual(self.upstream.previous[-1], made.id)
        with self.assertRaises(openai.NotFoundError) as caught:
            client.responses.create(model="plain", input="Hi", previous_response_id="r-of-others")
        self.assertEqual(caught.exception.code, "previous_response_not_found")
        self.assertEqual(caught.exception.param, "previous_response_id")
        other = openai.OpenAI(
            base_url=f"{self.bridge.url}/api/v2/aibridge/openai/v1",
            api_key=self.bridge.other_token(),
            max_retries=0,
        )
        with self.assertRaises(openai.NotFoundError):
            other.responses.create(model="plain", input="Hi", previous_response_id=made.id)
        with self.assertRaises(openai.NotFoundError) as caught:
            client.responses.create(model="plain", input="Hi", conversation="conv_1")
        self.assertIn("--aibridge-passthrough", str(caught.exception))

    def test_retries_reach_the_provider_again(self):
        for status in (429, 503):
            model = f"fails-once-{status}"
            client = self.bridge.openai(max_retries=1)
            chat = client.chat.completions.create(model=model, messages=PROMPT)
            self.assertEqual(chat.choices[0].message.content, "Hello")
            self.upstream.seen.clear()
            message = self.messages(self.bridge.anthropic(max_retries=1), model=model)
            self.assertEqual(message.content[0].text, "Hello")

    def test_time_outs(self):
        with self.assertRaises(openai.APITimeoutError):
            client = self.bridge.openai(timeout=0.5)
            client.chat.completions.create(model="silent", messages=PROMPT)
        # The bridge itself gives up on a provider that is silent.
        with self.assertRaises(openai.InternalServerError) as caught:
            self.bridge.openai().chat.completions.create(model="silent", messages=PROMPT)
        self.assertEqual(caught.exception.status_code, 504)
        with self.assertRaises(anthropic.APIStatusError) as caught:
            self.messages(self.bridge.anthropic(), model="silent")
        self.assertEqual(caught.exception.body["error"]["type"], "timeout_error")

    def test_credentials(self):
        with self.assertRaises(openai.AuthenticationError):
            self.bridge.openai(api_key="wrong").models.list()
        with self.assertRaises(anthropic.AuthenticationError):
            self.messages(self.bridge.anthropic(api_key="wrong"), model="plain")
        self.upstream.credentials.clear()
        self.bridge.openai().models.list()
        self.bridge.anthropic().models.list()
        expected = [("Bearer key-of-openai", None), (None, "key-of-anthropic")]
        self.assertEqual(self.upstream.credentials, expected)

    def test_what_was_asked_is_recorded(self):
        client = self.bridge.openai()
        client.chat.completions.create(model="recorded", messages=PROMPT, tools=[CHAT_TOOL])
        list(client.chat.completions.create(model="recorded", messages=PROMPT, stream=True))
        query = "/aibridge/interceptions?q=initiator:me%20model:recorded"
        # The end of a record is written behind the answer's back.
        for _ in range(1000):
            page = self.bridge.call(query)
            if page["count"] == 2 and all("ended_at" in one for one in page["results"]):
                break
            threading.Event().wait(0.01)
        streamed, plain = page["results"]
        self.assertEqual(plain["tool_usages"][0]["tool"], "add")
        for one in (streamed, plain):
            self.assertEqual(one["metadata"]["client"], "OpenAI SDK")
            self.assertEqual(one["user_prompts"][0]["prompt"], "Hi")
            self.assertEqual(one["token_usages"][0]["input_tokens"], 3)


class RateLimited(WithBridge):
    settings = {"RATE_LIMIT": "1", "RATE_WINDOW": "1s"}

    def test_sdks_wait_as_long_as_they_are_told(self):
        client = self.bridge.openai(max_retries=3)
        for _ in range(2):
            client.chat.completions.create(model="plain", messages=PROMPT)
        with self.assertRaises(openai.RateLimitError) as caught:
            for _ in range(2):
                self.bridge.openai().chat.completions.create(model="plain", messages=PROMPT)
        message = "AI Bridge rate limit exceeded. Please try again later."
        self.assertEqual(caught.exception.body["message"], message)
        client = self.bridge.anthropic(max_retries=3)
        for _ in range(2):
            client.messages.create(model="plain", max_tokens=9, messages=PROMPT)


class Full(WithBridge):
    settings = {"MAX_CONCURRENCY": "1"}

    def test_sdks_come_back_when_there_is_room(self):
        held = self.bridge.openai().chat.completions.create(
            model="held", messages=PROMPT, stream=True
        )
        next(iter(held))
        message = "AI Bridge is currently at capacity. Please try again later."
        with self.assertRaises(openai.InternalServerError) as caught:
            self.bridge.openai().chat.completions.create(model="plain", messages=PROMPT)
        self.assertEqual(caught.exception.status_code, 503)
        self.assertEqual(caught.exception.body["message"], message)
        with self.assertRaises(anthropic.APIStatusError) as caught:
            self.bridge.anthropic().messages.create(model="p", max_tokens=9, messages=PROMPT)
        self.assertEqual(caught.exception.body["error"]["message"], message)
        threading.Timer(1, self.upstream.release.set).start()
        drain = threading.Thread(target=lambda: list(held))
        drain.start()
        client = self.bridge.openai(max_retries=2)
        chat = client.chat.completions.create(model="plain", messages=PROMPT)
        self.assertEqual(chat.choices[0].message.content, "Hello")
        drain.join()


if __name__ == "__main__":
    unittest.main(verbosity=2)
