import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { openControls } from '../controls.js';
import { startEmulator } from '../server.js';
import { defaultAttempts, failed, openTerminal, refused, skip, skipNewRetries } from './terminal.js';

const throttling = { code: 'ThrottlingException' };
const title = 'id=title,value={stringValue=Lost parcel}';

describe('Faults and throttling in the terminal', { skip }, () => {
  let emulator;
  let controls;
  let aws;
  let domainId;
  let templateId;

  before(async () => {
    emulator = await startEmulator({ signed: true });
    controls = openControls(emulator.endpoint);
    ({ aws } = openTerminal(emulator.endpoint));
    ({ domainId } = await aws`create-domain --name 'Order support'`);
    ({ templateId } = await aws`create-template --domain-id ${domainId} --name Order`);
  });

  beforeEach(() => controls.clear());

  after(() => emulator.stop());

  testRetries('Standard retries', { AWS_RETRY_MODE: 'standard', AWS_MAX_ATTEMPTS: '3' }, skip);
  testRetries('Retries since November 2026', { AWS_NEW_RETRIES_2026: 'true' }, skipNewRetries);

  test(`The default is ${defaultAttempts} attempts`, async () => {
    await controls.inject({ operation: 'GetDomain', error: throttling });
    await refused(getDomain(aws), 'ThrottlingException');
    assert.equal((await controls.attempts('GetDomain')).length, defaultAttempts);
  });

  test('MALFORMED_RESPONSE is an empty result and not retried', async () => {
    await controls.inject({ operation: 'GetDomain', fault: 'MALFORMED_RESPONSE' });
    assert.deepEqual(await getDomain(aws), {});
    assert.deepEqual(await controls.attempts('GetDomain'), [1]);
  });

  test('A loop without retries meets the documented rate', async () => {
    const { aws: once } = openTerminal(emulator.endpoint, { AWS_MAX_ATTEMPTS: '1' });
    const { caseId } = await createCase(aws);
    await controls.control('PUT', 'clock', { frozenTime: '2026-12-24T09:00:00Z' });
    await controls.control('PUT', 'throttling', { mode: 'Documented' });
    for (let index = 0; index < 10; index++) {
      await updateCase(once, caseId);
    }
    assert.equal((await refused(updateCase(once, caseId), 'ThrottlingException')).trim(), 'Rate exceeded');
  });

  test('Commands with adaptive retries get through', async () => {
    const { aws: adaptive } = openTerminal(emulator.endpoint, { AWS_RETRY_MODE: 'adaptive', AWS_MAX_ATTEMPTS: '10' });
    const { caseId } = await createCase(aws);
    await controls.control('PUT', 'throttling', { mode: 'Documented', operations: { UpdateCase: { rate: 1, burst: 1 } } });
    await Promise.all(Array.from({ length: 4 }, () => updateCase(adaptive, caseId)));
    const { requests } = await controls.journal({ operation: 'UpdateCase', errorCode: 'ThrottlingException' });
    assert.ok(requests.length > 0, 'at least one request was throttled');
  });

  test('--debug and the journal show the hint of a rejected command', async () => {
    const { caseId } = await createCase(aws);
    const command = aws`search-related-items --domain-id ${domainId} --case-id ${caseId} --max-results 50 --debug`;
    const { stderr } = await failed(command);
    assert.match(stderr, /Response headers: .*'x-emulator-hint': ['"]SearchRelatedItems returns at most 25 items per page\./);
    const { reason } = await controls.control('GET', 'requests/last');
    assert.equal(reason.member, 'maxResults');
    assert.match(reason.hint, /^SearchRelatedItems returns at most 25 items per page\./);
  });

  test('The hint of a frequent mistake is in the message', async () => {
    const { caseId } = await createCase(aws);
    const message = await refused(updateCase(aws, caseId, 'id=status,value={stringValue=Closed}'), 'ValidationException');
    assert.ok(message.includes("'Closed' is the name of the option 'closed'; send the value 'closed'."), message);
  });

  function testRetries(name, variables, skipped) {
    describe(name, { skip: skipped }, () => {
      let retrying;

      before(() => {
        ({ aws: retrying } = openTerminal(emulator.endpoint, variables));
      });

      test('after two injected throttlings end in success', async () => {
        await controls.inject({ operation: 'GetDomain', times: 2, error: throttling });
        assert.equal((await getDomain(retrying)).name, 'Order support');
        assert.deepEqual(await controls.attempts('GetDomain'), [1, 2, 3]);
      });

      test('after three injected throttlings end in an error', async () => {
        await controls.inject({ operation: 'GetDomain', times: 3, error: throttling });
        assert.equal((await refused(getDomain(retrying), 'ThrottlingException')).trim(), 'Rate exceeded');
        assert.deepEqual(await controls.attempts('GetDomain'), [1, 2, 3]);
      });

      test('after a throttling with retryAfter see both retry headers', async () => {
        await controls.inject({ operation: 'GetDomain', retryAfter: '200ms', error: throttling });
        const { stderr } = await failed(retrying`get-domain --domain-id ${domainId} --debug`);
        assert.match(stderr, /Response headers: .*'Retry-After': '1'.*'x-amz-retry-after': '200'/);
        assert.deepEqual(await controls.attempts('GetDomain'), [1, 2, 3]);
      });

      test('create a case whose response is lost after the commit once', async () => {
        await controls.inject({ id: 'lost', operation: 'CreateCase', times: 1, moment: 'afterCommit', fault: 'CONNECTION_RESET' });
        const before = await countCases();
        const { caseId } = await createCase(retrying);
        assert.equal(await countCases(), before + 1);

        const { requests, calls } = await controls.journal({ operation: 'CreateCase' });
        const [first, second] = requests;
        assert.deepEqual(requests.map(({ attempt, status }) => [attempt, status]), [[1, undefined], [2, 200]]);
        assert.equal(second.invocationId, first.invocationId);
        assert.equal(second.responseBody.caseId, caseId);
        assert.deepEqual(calls.map(({ requestIds }) => requestIds), [[first.requestId, second.requestId]]);
        assert.deepEqual((await controls.fired('lost')).map(({ requestId }) => requestId), [first.requestId]);
      });

      test('create a case whose responses are all lost after the commit once', async () => {
        await controls.inject({ operation: 'CreateCase', moment: 'afterCommit', fault: 'CONNECTION_RESET' });
        const before = await countCases();
        const { stderr } = await failed(createCase(retrying));
        assert.match(stderr, /Connection was closed/);
        assert.deepEqual(await controls.attempts('CreateCase'), [1, 2, 3]);
        assert.equal(await countCases(), before + 1);
      });

      for (const fault of ['CONNECTION_RESET', 'EMPTY_RESPONSE', 'TRUNCATED_RESPONSE']) {
        test(`after one ${fault} end in success`, async () => {
          await controls.inject({ operation: 'GetDomain', times: 1, fault });
          await getDomain(retrying);
          assert.deepEqual(await controls.attempts('GetDomain'), [1, 2]);
        });

        test(`after ${fault} of every response end in an error`, async () => {
          await controls.inject({ operation: 'GetDomain', fault });
          const { stderr } = await failed(getDomain(retrying));
          assert.match(stderr, /Connection was closed before we received a valid response from endpoint URL/);
          assert.deepEqual(await controls.attempts('GetDomain'), [1, 2, 3]);
        });
      }
    });
  }

  function getDomain(terminal) {
    return terminal`get-domain --domain-id ${domainId}`;
  }

  function createCase(terminal) {
    return terminal`create-case --domain-id ${domainId} --template-id ${templateId} --fields ${title}`;
  }

  function updateCase(terminal, caseId, field = title) {
    return terminal`update-case --domain-id ${domainId} --case-id ${caseId} --fields ${field}`;
  }

  async function countCases() {
    return (await aws`search-cases --domain-id ${domainId}`).totalCount;
  }
});
