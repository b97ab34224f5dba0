"""A server process for the tests of a class."""

import json
import os
import re
import subprocess
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

PUBLISHED = Path(__file__).parents[3] / "artifacts/publish/ConnectCases/release/ConnectCases.dll"
SERVER = os.environ.get("CASES_SERVER", str(PUBLISHED))

ACCOUNT = "123456789012"
REGION = "us-east-1"
CLIENT = {"region_name": REGION, "aws_access_key_id": ACCOUNT, "aws_secret_access_key": "secret"}


class Emulator:
    """A server that requires signatures. The server stops after the tests of the class."""

    def __init__(self, tests):
        server = subprocess.Popen(
            ["dotnet", SERVER, "--urls", "http://127.0.0.1:0", "--in-memory", "--signatures", "require"],
            env={
                **os.environ,
                "ConnectCases__Credentials__0__AccessKeyId": ACCOUNT,
                "ConnectCases__Credentials__0__SecretAccessKey": "secret",
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        tests.addClassCleanup(server.stdout.close)
        tests.addClassCleanup(server.wait)
        tests.addClassCleanup(server.terminate)
        self.endpoint = next(
            found[1] for line in server.stdout if (found := re.search(r"AWS_ENDPOINT_URL_CONNECTCASES=(\S+)", line)))

    def control(self, method, path, body=None, **query):
        """Calls a control and returns its response."""
        data = None if body is None else json.dumps(body).encode()
        address = f"{self.endpoint}/_emulator/{path}?{urlencode(query)}" if query else f"{self.endpoint}/_emulator/{path}"
        with urllib.request.urlopen(urllib.request.Request(address, data, method=method)) as response:
            return json.load(response)
