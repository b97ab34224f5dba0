"""Tests of boto3 against faults, throttling, the journal and hints.

Boto3 1.44 has the retries of November 2026. Late versions 1.43 have them if AWS_NEW_RETRIES_2026 is true. Without boto3, all tests
are skipped.
"""

import os
import re
import unittest
from unittest import mock

from emulator import ACCOUNT, CLIENT, Emulator

try:
    import boto3
    import botocore
    from botocore.config import Config
    from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
except ImportError:
    boto3 = None

PRINCIPAL = f"arn:aws:iam::{ACCOUNT}:role/night-shift"
TITLE = [{"id": "title", "value": {"stringValue": "Lost parcel"}}]
THROTTLING = {"code": "ThrottlingException"}
STANDARD = {"mode": "standard", "total_max_attempts": 3}
NEW_RETRIES = "AWS_NEW_RETRIES_2026"
BROKEN = ("CONNECTION_RESET", "EMPTY_RESPONSE", "TRUNCATED_RESPONSE")


def has_retries_of_november_2026():
    version = tuple(int(number) for number in botocore.__version__.split(".")[:2])
    return version >= (1, 44) or os.environ.get(NEW_RETRIES) == "true"


@unittest.skipIf(boto3 is None, "boto3 is not installed")
class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.emulator = Emulator(cls)
        # The configuration of this machine has no effect.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_") or name == NEW_RETRIES}
        environment = mock.patch.dict(os.environ, {**kept, "AWS_CONFIG_FILE": os.devnull}, clear=True)
        environment.start()
        cls.addClassCleanup(environment.stop)
        cls.session = boto3.Session()
        client = cls.session.client("connectcases", endpoint_url=cls.emulator.endpoint, **CLIENT)
        cls.addClassCleanup(client.close)
        cls.domain = client.create_domain(name="Order support")["domainId"]
        cls.template = client.create_template(domainId=cls.domain, name="Order")["templateId"]

    def setUp(self):
        for path in ("faults", "throttling", "clock", "requests"):
            self.emulator.control("DELETE", path)
        self.client = self.open()

    def test_two_injected_throttlings_end_in_success(self):
        self.inject(operation="GetDomain", times=2, error=THROTTLING)
        response = self.get_domain()
        self.assertEqual("Order support", response["name"])
        self.assertEqual(2, response["ResponseMetadata"]["RetryAttempts"])
        self.assertEqual([1, 2, 3], self.attempts("GetDomain"))

    def test_three_injected_throttlings_end_in_an_error(self):
        self.inject(operation="GetDomain", times=3, error=THROTTLING)
        error = self.refused("ThrottlingException", self.get_domain)
        self.assertEqual("Rate exceeded", error["Error"]["Message"])
        self.assertEqual(429, error["ResponseMetadata"]["HTTPStatusCode"])
        self.assertTrue(error["ResponseMetadata"]["MaxAttemptsReached"])
        self.assertEqual([1, 2, 3], self.attempts("GetDomain"))

    def test_the_default_is_three_attempts_since_november_2026_and_five_before(self):
        self.inject(operation="GetDomain", error=THROTTLING)
        self.client = self.open(None)
        self.refused("ThrottlingException", self.get_domain)
        expected = [1, 2, 3] if has_retries_of_november_2026() else [1, 2, 3, 4, 5]
        self.assertEqual(expected, self.attempts("GetDomain"))

    def test_a_throttling_with_retry_after_has_both_retry_headers(self):
        self.inject(operation="GetDomain", retryAfter="200ms", error=THROTTLING)
        headers = self.refused("ThrottlingException", self.get_domain)["ResponseMetadata"]["HTTPHeaders"]
        self.assertEqual(("1", "200"), (headers["retry-after"], headers["x-amz-retry-after"]))
        self.assertEqual([1, 2, 3], self.attempts("GetDomain"))

    def test_retry_after_lengthens_the_wait_since_november_2026(self):
        self.inject(operation="GetDomain", times=1, retryAfter="1s", error=THROTTLING)
        with self.assertLogs("botocore.retries.standard", "DEBUG") as logs:
            self.get_domain()
        # Without the header, the first wait is shorter than a second.
        waits = [float(found[1]) for line in logs.output if (found := re.search(r"after delay of: ([0-9.]+)", line))]
        self.assertEqual([has_retries_of_november_2026()], [wait >= 1 for wait in waits])

    def test_a_case_whose_response_is_lost_after_the_commit_is_created_once(self):
        self.inject(id="lost", operation="CreateCase", times=1, moment="afterCommit", fault="CONNECTION_RESET")
        before = self.count()
        response = self.create()
        self.assertEqual(1, response["ResponseMetadata"]["RetryAttempts"])
        self.assertEqual(before + 1, self.count())

        journal = self.emulator.control("GET", "requests", operation="CreateCase")
        first, second = journal["requests"]
        self.assertEqual([(1, None), (2, 200)], [(entry["attempt"], entry.get("status")) for entry in (first, second)])
        self.assertEqual(first["invocationId"], second["invocationId"])
        self.assertEqual(first["requestBody"]["clientToken"], second["requestBody"]["clientToken"])
        self.assertEqual(response["caseId"], second["responseBody"]["caseId"])
        self.assertEqual(
            [{
                "invocationId": first["invocationId"],
                "operation": "CreateCase",
                "requestIds": [first["requestId"], second["requestId"]],
                "status": 200,
            }],
            journal["calls"],
        )
        fired = self.emulator.control("GET", "faults/fired", ruleId="lost")["requests"]
        self.assertEqual([first["requestId"]], [entry["requestId"] for entry in fired])

    def test_a_case_whose_responses_are_all_lost_after_the_commit_exists_once(self):
        self.inject(operation="CreateCase", moment="afterCommit", fault="CONNECTION_RESET")
        before = self.count()
        with self.assertRaises(ConnectionClosedError):
            self.create()
        self.assertEqual([1, 2, 3], self.attempts("CreateCase"))
        self.assertEqual(before + 1, self.count())

    def test_a_broken_response_is_retried(self):
        for fault in BROKEN:
            with self.subTest(fault):
                self.emulator.control("DELETE", "requests")
                self.inject(operation="GetDomain", times=1, fault=fault)
                self.assertEqual(1, self.get_domain()["ResponseMetadata"]["RetryAttempts"])
                self.assertEqual([1, 2], self.attempts("GetDomain"))

    def test_a_response_that_is_always_broken_is_an_error(self):
        for fault in BROKEN:
            with self.subTest(fault):
                self.emulator.control("DELETE", "requests")
                self.inject(operation="GetDomain", fault=fault)
                with self.assertRaises(ConnectionClosedError):
                    self.get_domain()
                self.assertEqual([1, 2, 3], self.attempts("GetDomain"))

    def test_a_malformed_response_has_no_members_and_is_not_retried(self):
        self.inject(operation="GetDomain", fault="MALFORMED_RESPONSE")
        response = self.get_domain()
        self.assertEqual(["ResponseMetadata"], list(response))
        self.assertEqual([1], self.attempts("GetDomain"))

    def test_a_timeout_ends_when_the_client_stops_waiting(self):
        self.inject(operation="GetDomain", fault="TIMEOUT")
        self.client = self.open({"total_max_attempts": 1}, read_timeout=0.2)
        with self.assertRaises(ReadTimeoutError):
            self.get_domain()
        self.client.list_domains()

    def test_a_loop_without_retries_meets_the_documented_rate(self):
        case = self.create()["caseId"]
        self.emulator.control("PUT", "clock", {"frozenTime": "2026-12-24T09:00:00Z"})
        self.emulator.control("PUT", "throttling", {"mode": "Documented"})
        self.client = self.open({"total_max_attempts": 1})
        for _ in range(10):
            self.update(case)
        for _ in range(40):
            self.refused("ThrottlingException", self.update, case)

    def test_a_client_with_adaptive_retries_gets_through(self):
        case = self.create()["caseId"]
        self.emulator.control("PUT", "throttling", {"mode": "Documented", "operations": {"UpdateCase": {"rate": 20, "burst": 5}}})
        self.client = self.open({"mode": "adaptive", "total_max_attempts": 10})
        retries = sum(self.update(case)["ResponseMetadata"]["RetryAttempts"] for _ in range(50))
        self.assertGreater(retries, 0, "at least one request was throttled")

    def test_a_rejected_call_has_its_hint_in_a_header(self):
        case = self.create()["caseId"]
        error = self.refused(
            "ValidationException", self.client.search_related_items, domainId=self.domain, caseId=case, maxResults=50)
        self.assertRegex(hint_of(error), r"^SearchRelatedItems returns at most 25 items per page\.")
        self.assertNotIn("nextToken", error["Error"]["Message"])
        reason = self.emulator.control("GET", "requests/last")["reason"]
        self.assertEqual(("maxResults", hint_of(error)), (reason["member"], reason["hint"]))

    def test_the_hint_of_a_frequent_mistake_is_also_in_the_message(self):
        case = self.create()["caseId"]
        error = self.refused("ValidationException", self.update, case, [{"id": "status", "value": {"stringValue": "Closed"}}])
        self.assertEqual("'Closed' is the name of the option 'closed'; send the value 'closed'.", hint_of(error))
        self.assertIn(hint_of(error), error["Error"]["Message"])

    def test_a_handler_of_an_event_sets_the_principal_of_audit_events(self):
        def sign(request, **_):
            request.headers["x-emulator-principal"] = PRINCIPAL

        def call(params, **_):
            params["headers"]["x-emulator-principal"] = PRINCIPAL

        for event, handler in (("before-sign", sign), ("before-call", call)):
            with self.subTest(event):
                self.client = self.open()
                self.client.meta.events.register(f"{event}.connectcases", handler)
                case = self.create()["caseId"]
                events = self.client.get_case_audit_events(domainId=self.domain, caseId=case)["auditEvents"]
                self.assertEqual([PRINCIPAL], [entry["performedBy"]["iamPrincipalArn"] for entry in events])

    # Each client has a retry quota of its own.
    def open(self, retries=STANDARD, **options):
        client = self.session.client(
            "connectcases", endpoint_url=self.emulator.endpoint, config=Config(retries=retries, **options), **CLIENT)
        self.addCleanup(client.close)
        return client

    def inject(self, **rule):
        self.emulator.control("POST", "faults", [rule])

    def attempts(self, operation):
        return [entry["attempt"] for entry in self.emulator.control("GET", "requests", operation=operation)["requests"]]

    def get_domain(self):
        return self.client.get_domain(domainId=self.domain)

    def create(self):
        return self.client.create_case(domainId=self.domain, templateId=self.template, fields=TITLE)

    def update(self, case, fields=TITLE):
        return self.client.update_case(domainId=self.domain, caseId=case, fields=fields)

    def count(self):
        return self.client.search_cases(domainId=self.domain)["totalCount"]

    def refused(self, code, call, *args, **parameters):
        with self.assertRaises(ClientError) as refusal:
            call(*args, **parameters)
        self.assertEqual(code, refusal.exception.response["Error"]["Code"])
        return refusal.exception.response


def hint_of(error):
    return error["ResponseMetadata"]["HTTPHeaders"]["x-emulator-hint"]


if __name__ == "__main__":
    unittest.main()
