"""Tests of the operations of November 2026 with a boto3 client. No released SDK has these operations yet.

CASES_CONTRACT is the path of their contract, a file in the format of botocore (service-2.json). Without the contract or
without boto3, all tests are skipped.
"""

import os
import shutil
import tempfile
import unittest
from pathlib import Path

from emulator import CLIENT, Emulator

try:
    import boto3
    from botocore.exceptions import ClientError, ParamValidationError
except ImportError:
    boto3 = None

CONTRACT = os.environ.get("CASES_CONTRACT")
COMMENT = {"comment": {"body": "Hello", "contentType": "Text/Plain"}}


@unittest.skipIf(boto3 is None, "boto3 is not installed")
@unittest.skipUnless(CONTRACT, "CASES_CONTRACT is not set")
class November2026(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        models = tempfile.TemporaryDirectory()
        cls.addClassCleanup(models.cleanup)
        folder = Path(models.name, "connectcases", "2022-10-03")
        folder.mkdir(parents=True)
        shutil.copy(CONTRACT, folder / "service-2.json")

        cls.emulator = Emulator(cls)
        os.environ["AWS_DATA_PATH"] = models.name
        cls.client = boto3.client("connectcases", endpoint_url=cls.emulator.endpoint, **CLIENT)
        cls.addClassCleanup(cls.client.close)
        cls.domain = cls.client.create_domain(name="Order support")["domainId"]
        cls.template = cls.client.create_template(domainId=cls.domain, name="Order")["templateId"]

    def test_a_batch_updates_cases_by_id_and_by_reference_id(self):
        one, other = self.create(), self.create()
        reference = self.values(other, "reference_id")["reference_id"]

        response = self.client.batch_update_case(
            domainId=self.domain,
            cases=[{"caseIdentifier": named} for named in ({"caseId": one}, {"referenceId": reference.lower()}, {"caseId": "nope"})],
            fields=[{"fieldIdentifier": {"name": "Summary"}, "value": {"stringValue": "Recalled"}}],
            title="Recall",
        )

        self.assertEqual([one, other], [entry["caseIdentifier"]["caseId"] for entry in response["successfulCases"]])
        self.assertEqual(reference, response["successfulCases"][1]["caseIdentifier"]["referenceId"])
        self.assertEqual(
            [("nope", "CASE_NOT_FOUND")],
            [(entry["caseIdentifier"]["caseId"], entry["errorCode"]) for entry in response["failedCases"]],
        )
        self.assertEqual({"title": "Recall", "summary": "Recalled"}, self.values(other, "title", "summary"))

    def test_a_batch_adds_a_comment_to_each_case(self):
        cases = [self.create(), self.create()]

        response = self.client.batch_create_related_item(
            domainId=self.domain, content=COMMENT, cases=[{"caseIdentifier": {"caseId": case}} for case in cases])

        self.assertEqual([], response["failedItems"])
        for case, entry in zip(cases, response["successfulItems"], strict=True):
            self.assertEqual([entry["relatedItemId"]], self.items(case))
            self.assertTrue(entry["relatedItemArn"].endswith(f"/case/{case}/related-item/{entry['relatedItemId']}"))

    def test_a_batch_is_refused_as_a_whole(self):
        cases = [{"caseIdentifier": {"caseId": self.create()}}]
        self.refused("ValidationException", self.client.batch_update_case, domainId=self.domain, cases=cases)
        self.refused("ResourceNotFoundException", self.client.batch_update_case, domainId="nope", cases=cases, title="Recall")
        self.refused(
            "ValidationException",
            self.client.batch_create_related_item,
            domainId=self.domain,
            cases=cases,
            content={"contact": {"contactArn": "arn"}},
        )
        with self.assertRaises(ParamValidationError):
            self.client.batch_update_case(domainId=self.domain, title="Recall")

    def test_a_merge_runs_and_is_completed(self):
        primary, secondary = self.create(), self.create()
        comment = self.client.create_related_item(
            domainId=self.domain, caseId=secondary, type="Comment", content=COMMENT)["relatedItemId"]
        self.control("hold")

        self.start(primary, secondary, relatedItemsConfiguration={"comment": True})

        self.assertEqual("IN_PROGRESS", self.status(primary)["status"])
        self.refused("ConflictException", self.client.delete_case, domainId=self.domain, caseId=primary)
        self.refused("ConflictException", self.client.update_case, domainId=self.domain, caseId=secondary, fields=[
            {"id": "title", "value": {"stringValue": "Found"}}])
        self.control("release")
        status = self.status(secondary)
        self.assertEqual((primary, [secondary], "COMPLETED"), (status["primaryCaseId"], status["secondaryCaseIds"], status["status"]))
        self.refused("ResourceNotFoundException", self.status, primary)
        self.assertIn(comment, self.items(primary))
        self.assertEqual({"status": "closed"}, self.values(secondary, "status"))
        self.assertEqual(1, len({metadata["mergeEventId"] for case in (primary, secondary) for metadata in self.metadata(case)}))

    def test_a_merge_is_refused(self):
        primary, secondary = self.create(), self.create()
        self.refused("ValidationException", self.start, primary, primary)
        self.refused("ResourceNotFoundException", self.start, primary, "nope")
        self.refused("ValidationException", self.start, primary, secondary, fieldsConfiguration=[
            {"sourceCaseId": secondary, "fieldIds": [{"id": "case_id"}]}])
        self.refused("ResourceNotFoundException", self.status, secondary)

    def create(self):
        fields = [{"id": "title", "value": {"stringValue": "Lost parcel"}}]
        return self.client.create_case(domainId=self.domain, templateId=self.template, fields=fields)["caseId"]

    def values(self, case, *fields):
        found = self.client.get_case(domainId=self.domain, caseId=case, fields=[{"id": field} for field in fields])["fields"]
        return {field["id"]: field["value"]["stringValue"] for field in found}

    def items(self, case):
        found = self.client.search_related_items(domainId=self.domain, caseId=case)["relatedItems"]
        return [item["relatedItemId"] for item in found]

    def metadata(self, case):
        events = self.client.get_case_audit_events(domainId=self.domain, caseId=case)["auditEvents"]
        return [event["mergeMetadata"] for event in events if "mergeMetadata" in event]

    def start(self, primary, secondary, **more):
        return self.client.start_merge_cases(domainId=self.domain, caseId=primary, secondaryCaseIds=[secondary], **more)

    def status(self, case):
        return self.client.get_merge_cases_status(domainId=self.domain, caseId=case)

    def control(self, name):
        self.emulator.control("POST", f"merges/{name}")

    def refused(self, code, call, *args, **parameters):
        with self.assertRaises(ClientError) as refusal:
            call(*args, **parameters)
        self.assertEqual(code, refusal.exception.response["Error"]["Code"])
        self.assertTrue(refusal.exception.response["Error"]["Message"])


if __name__ == "__main__":
    unittest.main()
