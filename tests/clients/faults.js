import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { openControls } from './controls.js';
import { account, region, startEmulator } from './server.js';

const fields = [{ id: 'title', value: { stringValue: 'Lost parcel' } }];
const customer = `arn:aws:profile:${region}:${account}:domains/shop/profiles/ann`;
const principal = `arn:aws:iam::${account}:role/night-shift`;
const throttling = { code: 'ThrottlingException' };

/**
 * Tests the AWS SDK for JavaScript against faults, throttling, the journal and hints. `sdk` is the module of the client. `capacity` is
 * the retry quota that two retries of connection errors leave. The quota shows to which generation of retries the SDK belongs.
 */
export function testFaults(sdk, capacity) {
  describe('Faults and throttling', () => {
    let emulator;
    let controls;
    let client;
    let domainId;
    let templateId;
    const clients = [];

    before(async () => {
      emulator = await startEmulator({ signed: true });
      controls = openControls(emulator.endpoint);
      client = createClient();
      ({ domainId } = await client.send(new sdk.CreateDomainCommand({ name: 'Order support' })));
      ({ templateId } = await client.send(new sdk.CreateTemplateCommand({ domainId, name: 'Order' })));
    });

    beforeEach(async () => {
      await controls.clear();
      client = createClient();
    });

    after(async () => {
      clients.forEach((created) => created.destroy());
      await emulator.stop();
    });

    test('two injected throttlings end in success', async () => {
      await controls.inject({ operation: 'GetDomain', times: 2, error: throttling });
      const { name, $metadata } = await getDomain();
      assert.equal(name, 'Order support');
      assert.equal($metadata.attempts, 3);
      assert.deepEqual(await controls.attempts('GetDomain'), [1, 2, 3]);
    });

    test('three injected throttlings end in an error', async () => {
      await controls.inject({ operation: 'GetDomain', times: 3, error: throttling });
      await assert.rejects(getDomain(), (error) => {
        assert.ok(error instanceof sdk.ThrottlingException);
        assert.equal(error.message, 'Rate exceeded');
        assert.equal(error.$metadata.httpStatusCode, 429);
        assert.equal(error.$metadata.attempts, 3);
        return true;
      });
      assert.deepEqual(await counters(), [3, 3]);
    });

    test('a throttling with retryAfter has both retry headers', async () => {
      await controls.inject({ operation: 'GetDomain', retryAfter: '200ms', error: throttling });
      await assert.rejects(getDomain(), ({ $metadata, $response }) => {
        assert.equal($metadata.attempts, 3);
        assert.equal($response.headers['retry-after'], '1');
        assert.equal($response.headers['x-amz-retry-after'], '200');
        return true;
      });
    });

    test('an injected error with the default code is an InternalServerException with retryAfterSeconds', async () => {
      await controls.inject({ operation: 'GetDomain' });
      await assert.rejects(getDomain(createClient({ maxAttempts: 1 })), (error) => {
        assert.ok(error instanceof sdk.InternalServerException);
        assert.equal(error.retryAfterSeconds, 1);
        return true;
      });
    });

    test('a case whose response is lost after the commit is created once', async () => {
      await controls.inject({ id: 'lost', operation: 'CreateCase', times: 1, moment: 'afterCommit', fault: 'CONNECTION_RESET' });
      const before = await countCases();
      const { caseId, $metadata } = await createCase();
      assert.equal($metadata.attempts, 2);
      assert.ok(caseId);
      assert.equal(await countCases(), before + 1);

      const { requests, calls } = await controls.journal({ operation: 'CreateCase' });
      const [first, second] = requests;
      assert.deepEqual(requests.map(({ attempt, status }) => [attempt, status]), [[1, undefined], [2, 200]]);
      assert.equal(first.requestBody.clientToken, second.requestBody.clientToken);
      assert.deepEqual(calls, [
        { invocationId: first.invocationId, operation: 'CreateCase', requestIds: requests.map(({ requestId }) => requestId), status: 200 },
      ]);
      assert.equal(second.invocationId, first.invocationId);
      assert.deepEqual((await controls.fired('lost')).map(({ requestId, fault }) => [requestId, fault]), [
        [first.requestId, { ruleId: 'lost', moment: 'afterCommit', fault: 'CONNECTION_RESET' }],
      ]);
    });

    test('a case whose responses are all lost after the commit exists once', async () => {
      await controls.inject({ operation: 'CreateCase', moment: 'afterCommit', fault: 'CONNECTION_RESET' });
      const before = await countCases();
      await assert.rejects(createCase(), { code: 'ECONNRESET' });
      assert.deepEqual(await controls.attempts('CreateCase'), [1, 2, 3]);
      assert.equal(await countCases(), before + 1);
    });

    for (const fault of ['CONNECTION_RESET', 'EMPTY_RESPONSE', 'TRUNCATED_RESPONSE']) {
      test(`one ${fault} is retried`, async () => {
        await controls.inject({ operation: 'GetDomain', times: 1, fault });
        assert.equal((await getDomain()).$metadata.attempts, 2);
        assert.deepEqual(await controls.attempts('GetDomain'), [1, 2]);
      });

      test(`${fault} of every response is an error after three attempts`, async () => {
        await controls.inject({ operation: 'GetDomain', fault });
        await assert.rejects(getDomain(), { code: 'ECONNRESET' });
        assert.deepEqual(await controls.attempts('GetDomain'), [1, 2, 3]);
      });
    }

    test('two retries of connection errors use as much of the quota as in this generation', async () => {
      await controls.inject({ operation: 'GetDomain', fault: 'CONNECTION_RESET' });
      await assert.rejects(getDomain());
      assert.equal((await client.config.retryStrategy()).getCapacity(), capacity);
    });

    test('MALFORMED_RESPONSE is an error and not retried', async () => {
      await controls.inject({ operation: 'GetDomain', fault: 'MALFORMED_RESPONSE' });
      await assert.rejects(getDomain(), SyntaxError);
      assert.deepEqual(await controls.attempts('GetDomain'), [1]);
    });

    test('TIMEOUT ends when the client stops waiting', async () => {
      await controls.inject({ operation: 'GetDomain', fault: 'TIMEOUT' });
      await assert.rejects(
        client.send(new sdk.GetDomainCommand({ domainId }), { abortSignal: AbortSignal.timeout(200) }),
        { name: /AbortError|TimeoutError/ },
      );
      await client.send(new sdk.ListDomainsCommand({}));
    });

    test('a loop without retries meets the documented rate', async () => {
      const { caseId } = await createCase();
      await controls.control('PUT', 'clock', { frozenTime: '2026-12-24T09:00:00Z' });
      await controls.control('PUT', 'throttling', { mode: 'Documented' });
      const once = createClient({ maxAttempts: 1 });
      const outcomes = [];
      for (let index = 0; index < 50; index++) {
        outcomes.push(await updateCase(caseId, once).then(() => 'done', ({ name }) => name));
      }
      assert.deepEqual(outcomes, [...Array(10).fill('done'), ...Array(40).fill('ThrottlingException')]);
      assert.equal((await controls.journal({ operation: 'UpdateCase', errorCode: 'ThrottlingException' })).requests.length, 40);
    });

    test('a client with adaptive retries gets through', async () => {
      const { caseId } = await createCase();
      await controls.control('PUT', 'throttling', { mode: 'Documented', operations: { UpdateCase: { rate: 20, burst: 5 } } });
      const adaptive = createClient({ retryMode: 'adaptive', maxAttempts: 10 });
      let attempts = 0;
      for (let index = 0; index < 50; index++) {
        attempts += (await updateCase(caseId, adaptive)).$metadata.attempts;
      }
      assert.ok(attempts > 50, 'at least one request was throttled');
    });

    test('a rejected call has its hint in a header', async () => {
      const { caseId } = await createCase();
      await assert.rejects(client.send(new sdk.SearchRelatedItemsCommand({ domainId, caseId, maxResults: 50 })), (error) => {
        assert.ok(error instanceof sdk.ValidationException);
        assert.match(hintOf(error), /^SearchRelatedItems returns at most 25 items per page\./);
        assert.doesNotMatch(error.message, /nextToken/);
        return true;
      });
      const { reason } = await controls.control('GET', 'requests/last');
      assert.equal(reason.member, 'maxResults');
      assert.match(reason.hint, /^SearchRelatedItems returns at most 25 items per page\./);
    });

    test('the hint of a frequent mistake is also in the message', async () => {
      const { caseId } = await createCase();
      const closed = [{ id: 'status', value: { stringValue: 'Closed' } }];
      await assert.rejects(client.send(new sdk.UpdateCaseCommand({ domainId, caseId, fields: closed })), (error) => {
        assert.equal(hintOf(error), "'Closed' is the name of the option 'closed'; send the value 'closed'.");
        assert.ok(error.message.includes(hintOf(error)), error.message);
        return true;
      });
    });

    test('the hint of an injected error names the rule', async () => {
      await controls.inject({ id: 'denied', operation: 'GetDomain', error: { code: 'AccessDeniedException' } });
      await assert.rejects(getDomain(), (error) => {
        assert.ok(error instanceof sdk.AccessDeniedException);
        assert.match(hintOf(error), /fault rule 'denied'/);
        return true;
      });
    });

    test('a middleware sets the principal of audit events', async () => {
      client.middlewareStack.add(
        (next) => (args) => {
          args.request.headers['x-emulator-principal'] = principal;
          return next(args);
        },
        { step: 'build' },
      );
      const { caseId } = await createCase();
      const { auditEvents } = await client.send(new sdk.GetCaseAuditEventsCommand({ domainId, caseId }));
      assert.equal(auditEvents[0].performedBy.iamPrincipalArn, principal);
    });

    test('a customer profile that is not listed is refused', async () => {
      const named = [...fields, { id: 'customer_id', value: { stringValue: customer } }];
      await controls.control('PUT', 'customer-profiles', { mode: 'Listed' });
      await assert.rejects(createCase(named), sdk.ValidationException);
      await controls.control('PUT', 'customer-profiles', { mode: 'Listed', profiles: [customer] });
      await createCase(named);
    });

    // Each client has a retry quota of its own.
    function createClient(options) {
      const credentials = { accessKeyId: account, secretAccessKey: 'secret' };
      const created = new sdk.ConnectCasesClient({ region, credentials, endpoint: emulator.endpoint, ...options });
      clients.push(created);
      return created;
    }

    function getDomain(caller = client) {
      return caller.send(new sdk.GetDomainCommand({ domainId }));
    }

    function createCase(values = fields) {
      return client.send(new sdk.CreateCaseCommand({ domainId, templateId, fields: values }));
    }

    function updateCase(caseId, caller) {
      return caller.send(new sdk.UpdateCaseCommand({ domainId, caseId, fields }));
    }

    function hintOf(error) {
      return error.$response.headers['x-emulator-hint'];
    }

    async function counters() {
      const [{ matched, fired }] = await controls.control('GET', 'faults');
      return [matched, fired];
    }

    async function countCases() {
      return (await client.send(new sdk.SearchCasesCommand({ domainId }))).totalCount;
    }
  });
}
