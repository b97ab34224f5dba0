import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  BatchPutFieldOptionsCommand,
  CreateCaseCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  SearchRelatedItemsCommand,
  UpdateCaseCommand,
  ValidationException,
  paginateGetCase,
  paginateGetCaseAuditEvents,
  paginateListDomains,
  paginateListFieldOptions,
  paginateListFields,
  paginateListTemplates,
  paginateSearchRelatedItems,
} from '@aws-sdk/client-connectcases';
import { createClient, startEmulator } from './emulator.js';

// Some of these fill their last page and some do not; five domains are all that an account can have.
const domainNames = numbered('Domain', 5);
const fieldNames = numbered('Field', 7);
const optionNames = numbered('Option', 11);
const templateNames = numbered('Template', 7);
const commentBodies = numbered('Comment', 13);
const updates = 9;

describe('The paginators of the SDK', () => {
  let emulator;
  let client;
  let domainId;
  let caseId;

  before(async () => {
    emulator = await startEmulator();
    client = createClient(emulator.endpoint);

    for (const name of domainNames) {
      ({ domainId } = await client.send(new CreateDomainCommand({ name })));
    }
    for (const name of fieldNames) {
      await client.send(new CreateFieldCommand({ domainId, name, type: 'Number' }));
    }
    const options = optionNames.map((name) => ({ name, value: name.replace(' ', '-'), active: true }));
    await client.send(new BatchPutFieldOptionsCommand({ domainId, fieldId: 'case_reason', options }));
    let templateId;
    for (const name of templateNames) {
      ({ templateId } = await client.send(new CreateTemplateCommand({ domainId, name })));
    }
    ({ caseId } = await client.send(new CreateCaseCommand({ domainId, templateId, fields: titled('Title 0') })));
    for (let update = 1; update <= updates; update++) {
      await client.send(new UpdateCaseCommand({ domainId, caseId, fields: titled(`Title ${update}`) }));
    }
    for (const body of commentBodies) {
      await comment(body);
    }
    const content = { contact: { contactArn: 'arn:aws:connect:us-east-1:123456789012:instance/i/contact/c' } };
    await client.send(new CreateRelatedItemCommand({ domainId, caseId, type: 'Contact', content }));
  });

  after(async () => {
    client.destroy();
    await emulator.stop();
  });

  for (const pageSize of [1, 2, 7]) {
    test(`Domains come once, in the order of creation, in pages of ${pageSize}`, async () => {
      const domains = await walk(paginateListDomains, {}, 'domains', pageSize);
      assert.deepEqual(domains.map(({ name }) => name), domainNames);
    });

    test(`Fields come once, those of the system first, in pages of ${pageSize}`, async () => {
      const fields = await walk(paginateListFields, { domainId }, 'fields', pageSize);
      assert.ok(fields.slice(0, -fieldNames.length).every(({ namespace }) => namespace === 'System'));
      assert.equal(new Set(fields.map(({ fieldId }) => fieldId)).size, 16 + fieldNames.length);
      assert.deepEqual(fields.slice(-fieldNames.length).map(({ name }) => name), fieldNames);
    });

    test(`Options come once, in the order of creation, in pages of ${pageSize}`, async () => {
      const options = await walk(paginateListFieldOptions, { domainId, fieldId: 'case_reason' }, 'options', pageSize);
      assert.deepEqual(options.map(({ name }) => name), optionNames);
    });

    test(`Templates of a status come once, in the order of creation, in pages of ${pageSize}`, async () => {
      const active = { domainId, status: ['Active'] };
      const templates = await walk(paginateListTemplates, active, 'templates', pageSize);
      assert.deepEqual(templates.map(({ name }) => name), templateNames);
      const inactive = { domainId, status: ['Inactive'] };
      assert.deepEqual(await walk(paginateListTemplates, inactive, 'templates', pageSize), []);
    });

    test(`Related items come once, the newest first, in pages of ${pageSize}`, async () => {
      const items = await walk(paginateSearchRelatedItems, { domainId, caseId }, 'relatedItems', pageSize);
      assert.deepEqual(items.map(({ content }) => content.comment?.body), [undefined, ...commentBodies.toReversed()]);
      assertNewestFirst(items.map(({ associationTime }) => associationTime));
    });

    test(`Filtered related items come once, the newest first, in pages of ${pageSize}`, async () => {
      const comments = { domainId, caseId, filters: [{ comment: {} }] };
      const items = await walk(paginateSearchRelatedItems, comments, 'relatedItems', pageSize);
      assert.deepEqual(items.map(({ content }) => content.comment.body), commentBodies.toReversed());
    });

    test(`Audit events come once, the newest first, in pages of ${pageSize}`, async () => {
      const events = await walk(paginateGetCaseAuditEvents, { domainId, caseId }, 'auditEvents', pageSize);
      assert.deepEqual(
        events.map(({ type }) => type),
        [
          ...Array(commentBodies.length + 1).fill('RelatedItem.Created'),
          ...Array(updates).fill('Case.Updated'),
          'Case.Created',
        ],
      );
      assert.equal(new Set(events.map(({ eventId }) => eventId)).size, events.length);
      assertNewestFirst(events.map(({ performedTime }) => performedTime));
    });
  }

  test('The values of a case come in one page', async () => {
    const fields = [{ id: 'title' }, { id: 'status' }];
    const values = await walk(paginateGetCase, { domainId, caseId, fields }, 'fields', fields.length);
    assert.deepEqual(values.map(({ id }) => id), ['title', 'status']);
  });

  test('An item that is added during a walk neither repeats nor hides another', async () => {
    const bodies = [];
    const filters = [{ comment: {} }];
    for await (const page of paginateSearchRelatedItems({ client, pageSize: 3 }, { domainId, caseId, filters })) {
      bodies.push(...page.relatedItems.map(({ content }) => content.comment.body));
      await comment('Meanwhile');
    }
    assert.deepEqual(bodies, commentBodies.toReversed());
  });

  test('A token of another search is refused', async () => {
    const search = { domainId, caseId, maxResults: 1 };
    const { nextToken } = await client.send(new SearchRelatedItemsCommand(search));
    const other = new SearchRelatedItemsCommand({ ...search, nextToken, filters: [{ comment: {} }] });
    await assert.rejects(client.send(other), ValidationException);
    const never = new SearchRelatedItemsCommand({ ...search, nextToken: 'never-issued' });
    await assert.rejects(client.send(never), ValidationException);
  });

  /** All items of a listing, after a look at its pages: each is full but the last, and none follows in vain. */
  async function walk(paginate, input, member, pageSize) {
    const pages = [];
    for await (const page of paginate({ client, pageSize }, input)) {
      pages.push(page[member]);
    }
    const items = pages.flat();
    const full = Math.max(0, Math.ceil(items.length / pageSize) - 1);
    const lengths = [...Array(full).fill(pageSize), items.length - full * pageSize];
    assert.deepEqual(pages.map(({ length }) => length), lengths);
    return items;
  }

  async function comment(body) {
    const content = { comment: { body, contentType: 'Text/Plain' } };
    await client.send(new CreateRelatedItemCommand({ domainId, caseId, type: 'Comment', content }));
  }
});

function numbered(name, count) {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
}

function titled(stringValue) {
  return [{ id: 'title', value: { stringValue } }];
}

function assertNewestFirst(times) {
  assert.deepEqual(times, times.toSorted((one, other) => other - one));
}
