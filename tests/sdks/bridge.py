"""A server of the real program with one user, whose token stands for the provider's key."""

import json
import os
import subprocess
import tempfile
import urllib.request

import anthropic
import openai


class Bridge:
    """Listens on loopback, sends to `upstream`, and reads `yaml` as its configuration file."""

    def __init__(self, program, upstream, yaml=None, **settings):
        self.program = program
        self.folder = tempfile.TemporaryDirectory()
        environment = {
            "HOME": self.folder.name,
            "PATH": os.environ["PATH"],
            "CODER_DATA_DIRECTORY": os.path.join(self.folder.name, "data"),
            "CODER_HTTP_ADDRESS": "127.0.0.1:0",
            "CODER_LOGGING_HUMAN": self.log_path,
            "CODER_AIBRIDGE_ENABLED": "true",
            "CODER_AIBRIDGE_OPENAI_BASE_URL": f"{upstream.url}/v1/",
            "CODER_AIBRIDGE_OPENAI_KEY": "key-of-openai",
            "CODER_AIBRIDGE_ANTHROPIC_BASE_URL": f"{upstream.url}/",
            "CODER_AIBRIDGE_ANTHROPIC_KEY": "key-of-anthropic",
        }
        if yaml is not None:
            environment["CODER_CONFIG_PATH"] = os.path.join(self.folder.name, "coder.yaml")
            with open(environment["CODER_CONFIG_PATH"], "w", encoding="utf-8") as file:
                file.write(yaml)
        environment |= {f"CODER_AIBRIDGE_{name}": value for name, value in settings.items()}
        self.process = subprocess.Popen(
            [program, "server"], env=environment, stdout=subprocess.PIPE, text=True
        )
        self.url = self.process.stdout.readline().split()[-1]
        user = {"username": "ada", "email": "ada@example.com", "password": "correct horse battery"}
        self.call("/users/first", user)
        self.token = self.call("/users/login", user)["session_token"]

    @property
    def log_path(self):
        return os.path.join(self.folder.name, "log")

    def log(self):
        with open(self.log_path, encoding="utf-8") as file:
            return file.read()

    def call(self, path, body=None):
        request = urllib.request.Request(
            f"{self.url}/api/v2{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        if body is None:
            request.add_header("Coder-Session-Token", self.token)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def command(self, *arguments):
        """What a command of the program prints, run as the user."""
        environment = {
            "HOME": self.folder.name,
            "PATH": os.environ["PATH"],
            "CODER_URL": self.url,
            "CODER_SESSION_TOKEN": self.token,
        }
        done = subprocess.run(
            [self.program, *arguments], env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

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
