"""Claude Code and Codex, as people run them, against the AI Bridge with a scripted provider behind it.

Run by `.ci/run` in the virtual environment of the SDKs, with the packages of package.json beside this
file:

    python tests/agents/test_agents.py target/debug/coder
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = os.path.join(HERE, "node_modules")
sys.path.insert(0, os.path.join(HERE, "../sdks"))

from test_sdks import Bridge  # noqa: E402
from turns import Turns, results, turn  # noqa: E402

PROMPT = "What does the shell say?"
WHO_AM_I = "bmcp_coder_whoami"


class Agent:
    """A program with a home of its own, told to use a bridge."""

    def __init__(self, bridge):
        self.bridge = bridge
        self.home = tempfile.TemporaryDirectory()

    def start(self, model, prompt=PROMPT):
        environment = {"PATH": os.environ["PATH"], "HOME": self.home.name} | self.environment()
        return subprocess.Popen(
            self.command(model, prompt),
            cwd=self.home.name,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, model, prompt=PROMPT):
        """What it wrote, and whether it succeeded."""
        process = self.start(model, prompt)
        output, errors = process.communicate(timeout=120)
        return Ran(process.returncode, output, errors)


class Ran:
    def __init__(self, code, output, errors):
        self.code, self.output, self.errors = code, output, errors

    @property
    def everything(self):
        return self.output + self.errors


class ClaudeCode(Agent):
    name = "Claude Code"
    shell = ("Bash", {"command": "echo from-the-shell", "description": "Speak"})

    def command(self, model, prompt):
        wrapper = os.path.join(PACKAGES, "@anthropic-ai/claude-code/cli-wrapper.cjs")
        allowed = ["--allowedTools", "Bash(echo *)"]
        return ["node", wrapper, "--print", prompt, "--model", model, *allowed]

    def environment(self):
        return {
            "ANTHROPIC_BASE_URL": f"{self.bridge.url}/api/v2/aibridge/anthropic",
            "ANTHROPIC_AUTH_TOKEN": self.bridge.token,
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "CLAUDE_CODE_MAX_RETRIES": "0",
        }


class Codex(Agent):
    name = "Codex"
    shell = ("exec_command", {"cmd": "echo from-the-shell"})
    more = ""

    def command(self, model, prompt):
        os.makedirs(os.path.join(self.home.name, ".codex"), exist_ok=True)
        with open(os.path.join(self.home.name, ".codex/config.toml"), "w") as file:
            file.write(self.configuration(model))
        launcher = os.path.join(PACKAGES, "@openai/codex/bin/codex.js")
        unconfined = "--dangerously-bypass-approvals-and-sandbox"
        return ["node", launcher, "exec", "--skip-git-repo-check", unconfined, prompt]

    def configuration(self, model):
        return f"""\
model = "{model}"
model_provider = "bridge"

[model_providers.bridge]
name = "AI Bridge"
base_url = "{self.bridge.url}/api/v2/aibridge/openai/v1"
env_key = "BRIDGE_TOKEN"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
{self.more}
"""

    def environment(self):
        return {"BRIDGE_TOKEN": self.bridge.token}


class CodexWithWebSockets(Codex):
    more = "supports_websockets = true"


class Journeys:
    """What people do with an agent. Mixed into one class for each program."""

    program = None

    @classmethod
    def setUpClass(cls):
        cls.upstream = Turns()
        cls.bridge = Bridge(cls.upstream, INJECT_CODER_MCP_TOOLS="true")
        cls.agent = cls.program(cls.bridge)

    @classmethod
    def tearDownClass(cls):
        cls.bridge.stop()
        cls.upstream.shutdown()
        cls.upstream.server_close()
        cls.agent.home.cleanup()

    def wait_for(self, model, enough):
        """The records of a model, oldest first, as soon as they are enough: the end of a record is
        written behind the answer's back."""
        for _ in range(1000):
            page = self.bridge.call(f"/aibridge/interceptions?q=initiator:me%20model:{model}")
            found = page["results"][::-1]
            if enough(found):
                return found
            threading.Event().wait(0.02)
        raise AssertionError(f"the records of {model} are {found}")

    def ended(self, model, count):
        return self.wait_for(
            model, lambda found: len(found) == count and all("ended_at" in one for one in found)
        )

    def test_plain(self):
        self.upstream.plan("plain", turn("It says nothing."))
        ran = self.agent.run("plain")
        self.assertEqual((ran.code, ran.output.strip()), (0, "It says nothing."), ran.errors)
        (one,) = self.ended("plain", 1)
        self.assertEqual([prompt["prompt"] for prompt in one["user_prompts"]], [PROMPT])
        self.assertEqual(one["metadata"]["client"], self.agent.name)
        self.assertEqual(one["metadata"]["outcome"], "completed")
        self.assertEqual(one["token_usages"][0]["output_tokens"], 4)

    def test_own_tool(self):
        call = ("call_1", *self.agent.shell)
        self.upstream.plan("own", turn("Let me look.", call), turn("It spoke."))
        ran = self.agent.run("own")
        self.assertEqual((ran.code, ran.output.strip()), (0, "It spoke."), ran.errors)
        self.assertIn("from-the-shell", results(self.upstream.asked["own"][1])["call_1"])
        first, second = self.ended("own", 2)
        self.assertEqual([tool["tool"] for tool in first["tool_usages"]], [self.agent.shell[0]])
        self.assertFalse(first["tool_usages"][0]["injected"])
        self.assertEqual(second["metadata"]["continues"], first["id"])
        self.assertEqual(second["user_prompts"], [])

    def test_injected_tool(self):
        self.upstream.plan("injected", turn("Let me ask.", ("call_1", WHO_AM_I, {})), turn("Ada."))
        ran = self.agent.run("injected")
        self.assertEqual(ran.code, 0, ran.errors)
        self.assertTrue(ran.output.strip().endswith("Ada."), ran.output)
        self.assertNotIn(WHO_AM_I, ran.everything)
        self.assertIn("ada@example.com", results(self.upstream.asked["injected"][1])["call_1"])
        (one,) = self.ended("injected", 1)
        (tool,) = one["tool_usages"]
        self.assertTrue(tool["injected"] and "invocation_error" not in tool, tool)
        self.assertEqual(len(one["token_usages"]), 2)
        self.assertEqual(one["metadata"]["outcome"], "completed")

    def test_abort(self):
        self.upstream.plan("held", turn("Nobody hears the end of this."))
        self.upstream.release.clear()
        process = self.agent.start("held")
        self.wait_for("held", lambda found: len(found) == 1)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        self.upstream.release.set()
        (one,) = self.ended("held", 1)
        self.assertEqual(one["metadata"]["outcome"], "cancelled")
        self.assertEqual([prompt["prompt"] for prompt in one["user_prompts"]], [PROMPT])

    def test_error_of_the_provider(self):
        ran = self.agent.run("fails-400")
        self.assertNotEqual(ran.code, 0)
        self.assertIn("as scripted", ran.everything)
        # A program may ask again without some of its features, so there may be several records.
        for one in self.wait_for("fails-400", lambda found: all("ended_at" in one for one in found)):
            ended = (one["metadata"]["outcome"], one["metadata"]["status"])
            self.assertEqual(ended, ("failed", 400))

    def test_limit(self):
        bridge = Bridge(self.upstream, RATE_LIMIT="1")
        self.addCleanup(bridge.stop)
        agent = self.program(bridge)
        self.addCleanup(agent.home.cleanup)
        self.upstream.plan("limited", turn("Once."), turn("Twice."))
        self.assertEqual(agent.run("limited").output.strip(), "Once.")
        ran = agent.run("limited")
        self.assertNotEqual(ran.code, 0)
        self.assertIn(self.limited, ran.everything)
        self.assertEqual(len(self.upstream.asked["limited"]), 1)


class TestClaudeCode(Journeys, unittest.TestCase):
    program = ClaudeCode
    limited = "AI Bridge rate limit exceeded"


class TestCodex(Journeys, unittest.TestCase):
    program = Codex
    # Codex shows the status of what it tried again, and not the message.
    limited = "429 Too Many Requests"

    def test_web_sockets_are_refused_at_once(self):
        agent = CodexWithWebSockets(self.bridge)
        self.addCleanup(agent.home.cleanup)
        self.upstream.plan("sockets", turn("Over HTTP."))
        ran = agent.run("sockets")
        self.assertEqual((ran.code, ran.output.strip()), (0, "Over HTTP."), ran.errors)
        self.assertNotIn("econnect", ran.errors)


if __name__ == "__main__":
    unittest.main(verbosity=2)
