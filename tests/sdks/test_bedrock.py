"""Anthropic's SDK against the AI Bridge, with Amazon Bedrock behind it instead of Anthropic.

Run by `.ci/run` in a virtual environment with the packages of requirements.txt:

    python tests/sdks/test_bedrock.py target/debug/coder
"""

import json
import os
import subprocess
import tempfile
import unittest

import anthropic
from bedrock import KEYS, REGION, ROLE, TOKEN, Runtime, chunk, events, exception
from botocore.eventstream import EventStreamBuffer
from test_sdks import MESSAGES_TOOL, PROGRAM, Bridge

LARGE = f"arn:aws:bedrock:{REGION}:123456789012:inference-profile/us.anthropic.claude-large-v1:0"
SMALL = "global.anthropic.claude-small-v1:0"
# What the settings of Anthropic are for a bridge that does not use it.
WITHOUT_ANTHROPIC = {"ANTHROPIC_KEY": "", "ANTHROPIC_BASE_URL": ""}


def bridge(runtime, variables=None, **more):
    """A server that asks `runtime`, and never the metadata of the machine that it is tested on."""
    settings = WITHOUT_ANTHROPIC | {
        "BEDROCK_REGION": REGION,
        "BEDROCK_BASE_URL": runtime.url,
        "BEDROCK_MODEL": LARGE,
        "BEDROCK_SMALL_FAST_MODEL": SMALL,
    }
    variables = {"AWS_EC2_METADATA_DISABLED": "true"} | (variables or {})
    return Bridge(runtime, variables, **(settings | more))


def ask(client, script="plain", model="claude-large", **more):
    messages = [{"role": "user", "content": script}]
    return client.messages.create(model=model, max_tokens=9, messages=messages, **more)


class Frames(unittest.TestCase):
    def test_botocore_reads_what_the_tests_stream(self):
        buffer = EventStreamBuffer()
        told = events({"type": "text", "text": "Hello"})
        for event in told:
            buffer.add_data(chunk(event))
        buffer.add_data(exception("throttlingException", "Wait."))
        kinds = [message.headers[":message-type"] for message in buffer]
        self.assertEqual(kinds, ["event"] * len(told) + ["exception"])


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.runtime = Runtime()
        access_key = "AKIDFROMOPTIONS"
        secret, _ = KEYS[access_key]
        cls.bridge = bridge(
            cls.runtime, BEDROCK_ACCESS_KEY=access_key, BEDROCK_ACCESS_KEY_SECRET=secret
        )

    @classmethod
    def tearDownClass(cls):
        cls.bridge.stop()
        cls.runtime.shutdown()
        cls.runtime.server_close()

    def setUp(self):
        self.runtime.asked.clear()

    def test_plain(self):
        message = ask(self.bridge.anthropic(), extra_body={"temperature": 0.5})
        self.assertEqual((message.content[0].text, message.usage.output_tokens), ("Hello", 4))
        [(model, operation, asked)] = self.runtime.asked
        self.assertEqual((model, operation), (LARGE, "invoke"))
        self.assertEqual(asked["anthropic_version"], "bedrock-2023-05-31")
        self.assertEqual((asked["temperature"], asked["max_tokens"]), (0.5, 9))
        self.assertFalse({"model", "stream"} & set(asked))

    def test_streams(self):
        client = self.bridge.anthropic()
        messages = [{"role": "user", "content": "stream"}]
        with client.messages.stream(model="claude-haiku-4-5", max_tokens=9, messages=messages) as stream:
            self.assertEqual("".join(stream.text_stream), "Hello")
            self.assertEqual(stream.get_final_message().usage.output_tokens, 4)
        self.assertEqual(self.runtime.asked[0][:2], (SMALL, "invoke-with-response-stream"))
        told = list(ask(client, "stream", stream=True))
        self.assertEqual([event.type for event in told][0], "message_start")
        self.assertEqual(told[-1].to_dict(), {"type": "message_stop"})

    def test_tool_calls(self):
        client = self.bridge.anthropic()
        message = ask(client, tools=[MESSAGES_TOOL])
        self.assertEqual(message.content[0].input, {"a": 1})
        messages = [{"role": "user", "content": "stream"}]
        with client.messages.stream(
            model="m", max_tokens=9, messages=messages, tools=[MESSAGES_TOOL]
        ) as stream:
            self.assertEqual(stream.get_final_message().content[0].input, {"a": 1})

    def test_beta_features(self):
        messages = [{"role": "user", "content": "plain"}]
        betas = ["interleaved-thinking-2025-05-14", "something-of-anthropic-only"]
        client = self.bridge.anthropic()
        client.beta.messages.create(model="m", max_tokens=9, messages=messages, betas=betas)
        self.assertEqual(self.runtime.asked[0][2]["anthropic_beta"], betas[:1])

    def test_tokens_are_counted(self):
        messages = [{"role": "user", "content": "count"}]
        count = self.bridge.anthropic().messages.count_tokens(model="m", messages=messages)
        self.assertEqual(count.input_tokens, 2)
        self.assertEqual(self.runtime.asked[0][0], "anthropic.claude-large-v1:0")

    def test_errors(self):
        table = [
            (400, "ValidationException", anthropic.BadRequestError, "invalid_request_error"),
            (403, "AccessDeniedException", anthropic.PermissionDeniedError, "permission_error"),
            (404, "ResourceNotFoundException", anthropic.NotFoundError, "not_found_error"),
            (429, "ThrottlingException", anthropic.RateLimitError, "rate_limit_error"),
            (500, "InternalServerException", anthropic.InternalServerError, "api_error"),
        ]
        for status, name, kind, told in table:
            for stream in (False, True):
                with self.assertRaises(kind) as caught:
                    ask(self.bridge.anthropic(), f"fails-{status}-{name}", stream=stream)
                error = caught.exception.body["error"]
                self.assertEqual(error["type"], told)
                self.assertIn(f"({name})", error["message"])
                # Why a server is not admitted is told in its log only.
                self.assertEqual("as scripted" in error["message"], status != 403)
                self.assertEqual(caught.exception.request_id, "r-1")

    def test_a_failure_in_the_middle(self):
        with self.assertRaises(anthropic.APIStatusError) as caught:
            list(ask(self.bridge.anthropic(), "breaks", stream=True))
        error = caught.exception.body["error"]
        self.assertEqual(error["type"], "api_error")
        self.assertIn("It stumbled.", error["message"])

    def test_retries_reach_bedrock_again(self):
        message = ask(self.bridge.anthropic(max_retries=1), "fails-once-429")
        self.assertEqual(message.content[0].text, "Hello")
        self.assertEqual(len(self.runtime.asked), 2)

    def test_what_is_not_offered(self):
        with self.assertRaises(anthropic.NotFoundError) as caught:
            self.bridge.anthropic().models.list()
        self.assertIn("Amazon Bedrock", caught.exception.body["error"]["message"])


class FoundCredentials(unittest.TestCase):
    """Each of AWS's own ways to tell a program its credentials."""

    def setUp(self):
        self.runtime = Runtime()
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.runtime.shutdown()
        self.runtime.server_close()
        self.folder.cleanup()

    def file(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def check(self, environment):
        """Asks twice; gives what was looked up for that."""
        server = bridge(self.runtime, environment)
        try:
            for _ in range(2):
                self.assertEqual(ask(server.anthropic()).content[0].text, "Hello")
        finally:
            server.stop()
        return self.runtime.lookups

    def test_environment(self):
        secret, _ = KEYS["AKIDTEMPORARY"]
        environment = {
            "AWS_ACCESS_KEY_ID": "AKIDTEMPORARY",
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_SESSION_TOKEN": TOKEN,
        }
        self.assertEqual(self.check(environment), [])

    def test_profile(self):
        secret, _ = KEYS["AKIDTEMPORARY"]
        text = (
            "[of-the-test]\naws_access_key_id = AKIDTEMPORARY\n"
            f"aws_secret_access_key = {secret}\naws_session_token = {TOKEN}\n"
        )
        path = self.file("credentials", text)
        environment = {"AWS_SHARED_CREDENTIALS_FILE": path, "AWS_PROFILE": "of-the-test"}
        self.assertEqual(self.check(environment), [])

    def test_program_of_a_profile(self):
        """It gets the credentials of its own tools, and no secret of the server."""
        secret, _ = KEYS["AKIDTEMPORARY"]
        found = {"Version": 1, "AccessKeyId": "AKIDTEMPORARY", "SecretAccessKey": secret}
        answer = self.file("answer", json.dumps(found | {"SessionToken": TOKEN}))
        seen = os.path.join(self.folder.name, "environment")
        program = self.file("program", f"env > {seen}; echo $1 >> {seen}; cat {answer}\n")
        text = f"[profile of-the-test]\ncredential_process = sh {program} 'one  argument'\n"
        environment = {
            "AWS_CONFIG_FILE": self.file("config", text),
            "AWS_PROFILE": "of-the-test",
            "PGPASSWORD": "password-of-postgresql",
            "OF_THE_PROGRAM": "its-own",
        }
        self.assertEqual(self.check(environment), [])
        with open(seen) as file:
            told = file.read()
        for kept in ("AWS_PROFILE=of-the-test", "OF_THE_PROGRAM=its-own", "PATH=", "HOME=", "one argument"):
            self.assertIn(kept, told)
        for secret in ("CODER_", "key-of-openai", "password-of-postgresql"):
            self.assertNotIn(secret, told)

    def test_web_identity(self):
        environment = {
            "AWS_WEB_IDENTITY_TOKEN_FILE": self.file("token", "token-of-the-identity"),
            "AWS_ROLE_ARN": ROLE,
            "AWS_ENDPOINT_URL_STS": self.runtime.url,
        }
        self.assertEqual(self.check(environment), ["POST AssumeRoleWithWebIdentity"])

    def test_container(self):
        environment = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{self.runtime.url}/container"}
        self.assertEqual(self.check(environment), ["GET /container"])

    def test_machine(self):
        environment = {
            "AWS_EC2_METADATA_DISABLED": "false",
            "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.runtime.url,
        }
        lookups = self.check(environment)
        self.assertEqual(lookups[0], "PUT /latest/api/token")
        roles = "/latest/meta-data/iam/security-credentials/"
        self.assertEqual(lookups[-1], f"GET {roles}{ROLE}")

    def test_nowhere(self):
        server = bridge(self.runtime)
        try:
            with self.assertRaises(anthropic.InternalServerError) as caught:
                ask(server.anthropic())
            with open(os.path.join(server.folder.name, "log")) as file:
                log = file.read()
        finally:
            server.stop()
        self.assertEqual(caught.exception.status_code, 503)
        error = caught.exception.body["error"]
        self.assertEqual(error["type"], "overloaded_error")
        self.assertIn("no valid AWS credentials", error["message"])
        self.assertIn("no AWS credentials for Amazon Bedrock", log)


class Start(unittest.TestCase):
    def test_incomplete_settings_are_refused(self):
        table = [
            ({"BEDROCK_ACCESS_KEY": "k"}, "--aibridge-bedrock-region"),
            ({"BEDROCK_REGION": REGION, "BEDROCK_ACCESS_KEY": "k"}, "--aibridge-bedrock-access-key-secret"),
            ({"BEDROCK_REGION": REGION, "ANTHROPIC_KEY": "k"}, "--aibridge-anthropic-key"),
        ]
        for settings, named in table:
            with tempfile.TemporaryDirectory() as folder:
                environment = {f"CODER_AIBRIDGE_{name}": value for name, value in settings.items()}
                environment |= {
                    "HOME": folder,
                    "CODER_DATA_DIRECTORY": folder,
                    "CODER_HTTP_ADDRESS": "127.0.0.1:0",
                    "CODER_AIBRIDGE_ENABLED": "true",
                }
                run = subprocess.run(
                    [PROGRAM, "server"], env=environment, capture_output=True, text=True, timeout=60
                )
            self.assertNotEqual(run.returncode, 0)
            self.assertIn(named, run.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
