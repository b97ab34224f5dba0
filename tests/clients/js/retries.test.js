import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  CreateCaseCommand,
  CreateDomainCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  GetCaseAuditEventsCommand,
  GetDomainCommand,
  InternalServerException,
  SearchRelatedItemsCommand,
  ThrottlingException,
} from '@aws-sdk/client-connectcases';
import { createClient, startEmulator } from './emulator.js';

const fields = [{ id: 'title', value: { stringValue: 'Lost parcel' } }];

describe('The SDK retries', () => {
  let emulator;
  let proxy;
  let client;
  let domainId;
  let templateId;

  before(async () => {
    emulator = await startEmulator();
    proxy = await startProxy(emulator.endpoint);
    client = createClient(proxy.endpoint);
    ({ domainId } = await client.send(new CreateDomainCommand({ name: 'Order support' })));
    ({ templateId } = await client.send(new CreateTemplateCommand({ domainId, name: 'Order' })));
  });

  beforeEach(() => {
    proxy.attempts.length = 0;
  });

  after(async () => {
    client.destroy();
    await proxy.stop();
    await emulator.stop();
  });

  test('a failed read, which then succeeds', async () => {
    proxy.faults.push(refuse(500, 'InternalServerException', { 'Retry-After': '0' }));
    const domain = await client.send(new GetDomainCommand({ domainId }));
    assert.equal(domain.name, 'Order support');
    assert.equal(domain.$metadata.attempts, 2);
  });

  test('not before the time of Retry-After', async () => {
    proxy.faults.push(refuse(500, 'InternalServerException', { 'Retry-After': '1' }));
    await client.send(new GetDomainCommand({ domainId }));
    const [first, second] = proxy.attempts;
    // A timer can fire a few milliseconds early.
    assert.ok(second.time - first.time >= 990);
  });

  test('a throttled write, which is done once', async () => {
    const { caseId } = await client.send(new CreateCaseCommand({ domainId, templateId, fields }));
    proxy.faults.push(refuse(429, 'ThrottlingException'));
    const content = { comment: { body: 'Hello', contentType: 'Text/Plain' } };
    const comment = new CreateRelatedItemCommand({ domainId, caseId, type: 'Comment', content });
    const { relatedItemId, $metadata } = await client.send(comment);
    assert.equal($metadata.attempts, 2);

    const { relatedItems } = await client.send(new SearchRelatedItemsCommand({ domainId, caseId }));
    assert.deepEqual(relatedItems.map((item) => item.relatedItemId), [relatedItemId]);
  });

  test('up to three attempts, and then raises the last error', async () => {
    const internal = refuse(500, 'InternalServerException', { 'Retry-After': '0' });
    proxy.faults.push(internal, internal, refuse(429, 'ThrottlingException'));
    await assert.rejects(client.send(new GetDomainCommand({ domainId })), ThrottlingException);
    assert.equal(proxy.attempts.length, 3);

    proxy.faults.push(internal, internal, internal);
    await assert.rejects(client.send(new GetDomainCommand({ domainId })), (error) => {
      assert.ok(error instanceof InternalServerException);
      assert.equal(error.retryAfterSeconds, 0);
      return true;
    });
  });

  for (const [how, fault] of Object.entries({ 'at the start': cutOff, 'in the middle': cutShort })) {
    test(`CreateCase if the response was cut off ${how}, and only one case exists`, async () => {
      const responses = [];
      proxy.faults.push(fault(responses));
      const { caseId, $metadata } = await client.send(new CreateCaseCommand({ domainId, templateId, fields }));

      assert.equal($metadata.attempts, 2);
      assert.equal(responses[0].status, 200);
      assert.equal(JSON.parse(responses[0].body).caseId, caseId, 'the second attempt returns the case of the first attempt');
      const [first, second] = proxy.attempts.map(({ body }) => JSON.parse(body).clientToken);
      assert.match(first, /^[0-9a-f-]{36}$/);
      assert.equal(second, first);

      const { auditEvents } = await client.send(new GetCaseAuditEventsCommand({ domainId, caseId }));
      assert.deepEqual(auditEvents.map(({ type }) => type), ['Case.Created']);
    });
  }
});

/** Starts a proxy. It applies the next entry of `faults` to each request, or forwards the request. */
async function startProxy(target) {
  const attempts = [];
  const faults = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    attempts.push({ time: Date.now(), body });
    const treat = faults.shift() ?? passOn;
    await treat(outgoing, () => ask(target, incoming, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    attempts,
    faults,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function ask(target, { method, url, headers }, body) {
  const asked = request(target + url, { method, headers, agent: false }).end(body);
  const [response] = await once(asked, 'response');
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

async function passOn(outgoing, forward) {
  const { status, headers, body } = await forward();
  outgoing.writeHead(status, headers).end(body);
}

function refuse(status, type, headers) {
  return (outgoing) => {
    outgoing.writeHead(status, { 'Content-Type': 'application/json', 'x-amzn-ErrorType': type, ...headers });
    outgoing.end(JSON.stringify({ message: 'Try again.' }));
  };
}

function cutOff(responses) {
  return async (outgoing, forward) => {
    responses.push(await forward());
    outgoing.destroy();
  };
}

function cutShort(responses) {
  return async (outgoing, forward) => {
    const { status, headers, body } = await forward();
    responses.push({ status, body });
    outgoing.writeHead(status, headers).write(body.subarray(0, body.length / 2), () => outgoing.destroy());
  };
}
