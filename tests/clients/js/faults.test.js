import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  ConnectCasesClient,
  CreateCaseCommand,
  CreateDomainCommand,
  CreateTemplateCommand,
  GetDomainCommand,
  InternalServerException,
  ListDomainsCommand,
  SearchCasesCommand,
  ThrottlingException,
  UpdateCaseCommand,
  ValidationException,
} from '@aws-sdk/client-connectcases';
import { account, createClient, region, startEmulator } from './emulator.js';

const fields = [{ id: 'title', value: { stringValue: 'Lost parcel' } }];
const profile = `arn:aws:profile:${region}:${account}:domains/shop/profiles/ann`;

describe('Faults and throttling', () => {
  let emulator;
  let client;
  let domainId;
  let templateId;

  before(async () => {
    emulator = await startEmulator();
    client = createClient(emulator.endpoint);
    ({ domainId } = await client.send(new CreateDomainCommand({ name: 'Order support' })));
    ({ templateId } = await client.send(new CreateTemplateCommand({ domainId, name: 'Order' })));
  });

  beforeEach(async () => {
    await control('DELETE', 'faults');
    await control('DELETE', 'throttling');
    await control('DELETE', 'customer-profiles');
  });

  after(async () => {
    client.destroy();
    await emulator.stop();
  });

  test('two injected throttlings end in success', async () => {
    await inject({ operation: 'GetDomain', times: 2, error: { code: 'ThrottlingException' } });
    const { name, $metadata } = await client.send(new GetDomainCommand({ domainId }));
    assert.equal(name, 'Order support');
    assert.equal($metadata.attempts, 3);
  });

  test('three injected throttlings end in an error', async () => {
    await inject({ operation: 'GetDomain', times: 3, error: { code: 'ThrottlingException' } });
    await assert.rejects(client.send(new GetDomainCommand({ domainId })), (error) => {
      assert.ok(error instanceof ThrottlingException);
      assert.equal(error.message, 'Rate exceeded');
      assert.equal(error.$metadata.httpStatusCode, 429);
      assert.equal(error.$metadata.attempts, 3);
      return true;
    });
    assert.deepEqual(await counters(), [3, 3]);
  });

  test('an injected error with the default code is an InternalServerException with retryAfterSeconds', async () => {
    await inject({ operation: 'GetDomain' });
    const once = createOnce();
    await assert.rejects(once.send(new GetDomainCommand({ domainId })), (error) => {
      assert.ok(error instanceof InternalServerException);
      assert.equal(error.retryAfterSeconds, 1);
      return true;
    });
    once.destroy();
  });

  for (const retryAfter of [undefined, '10ms']) {
    test(`a throttling ${retryAfter ? 'with' : 'without'} retry headers is retried once`, async () => {
      await inject({ operation: 'GetDomain', times: 1, retryAfter, error: { code: 'ThrottlingException' } });
      assert.equal((await client.send(new GetDomainCommand({ domainId }))).$metadata.attempts, 2);
      assert.deepEqual(await counters(), [1, 1]);
    });
  }

  test('a write whose response is lost after the commit is done once', async () => {
    await inject({ operation: 'CreateCase', times: 1, moment: 'afterCommit', fault: 'CONNECTION_RESET' });
    const before = await countCases();
    const { caseId, $metadata } = await client.send(new CreateCaseCommand({ domainId, templateId, fields }));
    assert.equal($metadata.attempts, 2);
    assert.ok(caseId);
    assert.equal(await countCases(), before + 1);
  });

  for (const fault of ['CONNECTION_RESET', 'EMPTY_RESPONSE']) {
    test(`${fault} is retried`, async () => {
      await inject({ operation: 'GetDomain', times: 1, fault });
      assert.equal((await client.send(new GetDomainCommand({ domainId }))).$metadata.attempts, 2);
    });
  }

  test('TRUNCATED_RESPONSE is retried and then an error', async () => {
    await inject({ operation: 'GetDomain', fault: 'TRUNCATED_RESPONSE' });
    await assert.rejects(client.send(new GetDomainCommand({ domainId })));
    const [, fired] = await counters();
    assert.ok(fired >= 1 && fired <= 3, `${fired} attempts`);
  });

  test('MALFORMED_RESPONSE is an error', async () => {
    await inject({ operation: 'GetDomain', fault: 'MALFORMED_RESPONSE' });
    await assert.rejects(client.send(new GetDomainCommand({ domainId })), SyntaxError);
  });

  test('TIMEOUT ends when the client stops waiting', async () => {
    await inject({ operation: 'GetDomain', fault: 'TIMEOUT' });
    await assert.rejects(
      client.send(new GetDomainCommand({ domainId }), { abortSignal: AbortSignal.timeout(200) }),
      { name: /AbortError|TimeoutError/ },
    );
    await client.send(new ListDomainsCommand({}));
  });

  test('a loop without retries meets the documented rate', async () => {
    const { caseId } = await client.send(new CreateCaseCommand({ domainId, templateId, fields }));
    await control('PUT', 'clock', { frozenTime: '2026-12-24T09:00:00Z' });
    await control('PUT', 'throttling', { mode: 'Documented' });
    const once = createOnce();
    const outcomes = [];
    for (let index = 0; index < 50; index++) {
      outcomes.push(await once.send(new UpdateCaseCommand({ domainId, caseId, fields })).then(() => 'done', ({ name }) => name));
    }
    once.destroy();
    await control('DELETE', 'clock');
    assert.deepEqual(outcomes, [...Array(10).fill('done'), ...Array(40).fill('ThrottlingException')]);
  });

  test('a client with adaptive retries gets through', async () => {
    const { caseId } = await client.send(new CreateCaseCommand({ domainId, templateId, fields }));
    await control('PUT', 'throttling', { mode: 'Documented', operations: { UpdateCase: { rate: 20, burst: 5 } } });
    const adaptive = new ConnectCasesClient({
      region,
      credentials: { accessKeyId: account, secretAccessKey: 'secret' },
      retryMode: 'adaptive',
      maxAttempts: 10,
    });
    let attempts = 0;
    for (let index = 0; index < 15; index++) {
      attempts += (await adaptive.send(new UpdateCaseCommand({ domainId, caseId, fields }))).$metadata.attempts;
    }
    adaptive.destroy();
    assert.ok(attempts > 15, 'at least one request was throttled');
  });

  test('a customer profile that is not listed is refused', async () => {
    const customer = [...fields, { id: 'customer_id', value: { stringValue: profile } }];
    await control('PUT', 'customer-profiles', { mode: 'Listed' });
    await assert.rejects(client.send(new CreateCaseCommand({ domainId, templateId, fields: customer })), ValidationException);
    await control('PUT', 'customer-profiles', { mode: 'Listed', profiles: [profile] });
    await client.send(new CreateCaseCommand({ domainId, templateId, fields: customer }));
  });

  async function control(method, path, body) {
    const response = await fetch(`${emulator.endpoint}/_emulator/${path}`, { method, body: body && JSON.stringify(body) });
    assert.ok(response.ok, await response.clone().text());
    return response.json();
  }

  function inject(...rules) {
    return control('POST', 'faults', rules);
  }

  async function counters() {
    const [{ matched, fired }] = await control('GET', 'faults');
    return [matched, fired];
  }

  async function countCases() {
    return (await client.send(new SearchCasesCommand({ domainId }))).totalCount;
  }

  function createOnce() {
    return new ConnectCasesClient({ region, credentials: { accessKeyId: account, secretAccessKey: 'secret' }, maxAttempts: 1 });
  }
});
