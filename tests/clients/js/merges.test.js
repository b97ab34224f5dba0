import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  CreateCaseCommand,
  CreateDomainCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  DeleteCaseCommand,
  GetCaseAuditEventsCommand,
  GetCaseCommand,
  SearchRelatedItemsCommand,
  UpdateCaseCommand,
} from '@aws-sdk/client-connectcases';
import { account, region } from './emulator.js';
import { agent, comment, field, ids, plain, useEmulator } from './helpers.js';

// This SDK version is older than batches and merges. Other clients can still merge the cases that it uses.
describe('A client that does not know merges', () => {
  const emulator = useEmulator();
  const { send } = emulator;
  let domainId;
  let primary;
  let secondary;

  before(async () => {
    ({ domainId } = await send(new CreateDomainCommand({ name: 'Order support' })));
    const { templateId } = await send(new CreateTemplateCommand({ domainId, name: 'Order' }));
    [primary, secondary] = await Promise.all(['Lost parcel', 'Parcel lost'].map(async (title) => {
      const { caseId } = await send(new CreateCaseCommand({ domainId, templateId, fields: [field('title', title)] }));
      return caseId;
    }));
    await send(new CreateRelatedItemCommand({
      domainId, caseId: secondary, type: 'Comment', content: comment('Hello'), performedBy: agent,
    }));
    await post('/_emulator/merges/hold');
    await post(`/domains/${domainId}/cases/${primary}/merge`, {
      secondaryCaseIds: [secondary],
      relatedItemsConfiguration: { comment: true },
    });
  });

  test('gets a ConflictException when it changes a case during a merge', async () => {
    const update = new UpdateCaseCommand({ domainId, caseId: secondary, fields: [field('title', 'Found')] });
    await assert.rejects(send(update), { name: 'ConflictException', message: /being merged/ });
    await assert.rejects(send(new DeleteCaseCommand({ domainId, caseId: primary })), { name: 'ConflictException' });
  });

  test('sees the merged cases after the merge', async () => {
    await post('/_emulator/merges/release');

    const { fields } = await send(new GetCaseCommand({ domainId, caseId: secondary, fields: ids('status') }));
    assert.deepEqual(plain(fields), { status: 'closed' });
    const { relatedItems } = await send(new SearchRelatedItemsCommand({ domainId, caseId: primary }));
    assert.deepEqual(relatedItems.map(({ type }) => type), ['ConnectCase', 'Comment']);
    assert.deepEqual(relatedItems[1].performedBy, agent);
    const { auditEvents } = await send(new GetCaseAuditEventsCommand({ domainId, caseId: primary }));
    assert.deepEqual(auditEvents.map(({ type }) => type), [
      'Case.Merged', 'RelatedItem.Created', 'RelatedItem.Created', 'Case.Updated', 'Case.Created',
    ]);
  });

  async function post(path, body) {
    const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20261125/${region}/cases/aws4_request`;
    const response = await fetch(emulator.endpoint + path, {
      method: 'POST', headers: { authorization }, body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.text());
  }
});
