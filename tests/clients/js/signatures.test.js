import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CreateDomainCommand, ListDomainsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-connectcases';
import { createClient, startEmulator } from './emulator.js';

describe('A server that verifies signatures', () => {
  let emulator;

  before(async () => {
    emulator = await startEmulator({ signed: true });
  });

  after(() => emulator.stop());

  test('accepts the requests of the SDK, with an ARN in the path and tokens in the query string', async () => {
    const client = createClient(emulator.endpoint);
    const { domainArn } = await client.send(new CreateDomainCommand({ name: 'Order & support, 100 %' }));
    await client.send(new CreateDomainCommand({ name: 'Ünïcode 日本' }));
    assert.deepEqual((await client.send(new ListTagsForResourceCommand({ arn: domainArn }))).tags, {});
    const { nextToken } = await client.send(new ListDomainsCommand({ maxResults: 1 }));
    const { domains } = await client.send(new ListDomainsCommand({ maxResults: 1, nextToken }));
    assert.equal(domains[0].name, 'Ünïcode 日本');
    client.destroy();
  });

  test('refuses an unknown key', async () => {
    const client = createClient(emulator.endpoint, 'AKIDOTHER');
    await assert.rejects(client.send(new ListDomainsCommand({})), { name: 'UnrecognizedClientException', message: /'AKIDOTHER'/ });
    client.destroy();
  });

  test('refuses a body that was changed after it was signed', async () => {
    const client = createClient(emulator.endpoint);
    client.middlewareStack.add(
      (next) => (args) => {
        args.request.body = '{"name":"Changed support"}';
        args.request.headers['content-length'] = String(args.request.body.length);
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await assert.rejects(client.send(new CreateDomainCommand({ name: 'Another support' })), { name: 'InvalidSignatureException' });
    client.destroy();
  });

  test('refuses a request without a signature', async () => {
    const response = await fetch(`${emulator.endpoint}/domains-list`, { method: 'POST' });
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
  });
});
