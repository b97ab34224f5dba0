import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import {
  CreateCaseCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  DeleteCaseCommand,
  DeleteFieldCommand,
  DeleteRelatedItemCommand,
  GetCaseCommand,
  GetCaseEventConfigurationCommand,
  ListFieldsCommand,
  PutCaseEventConfigurationCommand,
  SearchRelatedItemsCommand,
  TagResourceCommand,
  UpdateCaseCommand,
  UpdateRelatedItemCommand,
} from '@aws-sdk/client-connectcases';
import { account, region } from './emulator.js';
import { agent, assertRecent, comment, contactArn, custom, field, ids, plain, useEmulator, uuid } from './helpers.js';

const iamPrincipalArn = `arn:aws:iam::${account}:role/emulator`;
const batch = { customEntity: 'night-batch' };
const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('Case events', () => {
  const emulator = useEmulator();
  const { send } = emulator;
  let domainId;
  let domainArn;
  let templateId;
  let weight;
  let caseId;
  let caseArn;

  before(async () => {
    ({ domainId, domainArn } = await send(new CreateDomainCommand({ name: 'Order support' })));
    ({ templateId } = await send(new CreateTemplateCommand({ domainId, name: 'Order' })));
    ({ fieldId: weight } = await send(new CreateFieldCommand({ domainId, name: 'Weight', type: 'Number' })));
  });

  describe('are configured:', () => {
    test('A new domain publishes none', async () => {
      assert.deepEqual(await configuration(), { enabled: false });
      await createCase();
      assert.deepEqual(await events({ domainId }), []);
    });

    test('A configuration is replaced as a whole', async () => {
      const includedData = included(['status', weight], true);
      for (const eventBridge of [
        { enabled: true, includedData },
        { enabled: true, includedData: { caseData: { fields: [] } } },
        { enabled: true, includedData: { relatedItemData: { includeContent: false } } },
        { enabled: false, includedData },
        { enabled: true },
      ]) {
        await configure(eventBridge);
        assert.deepEqual(await configuration(), eventBridge);
      }
    });

    test('A deleted field is no longer included', async () => {
      const { fieldId } = await send(new CreateFieldCommand({ domainId, name: 'Size', type: 'Text' }));
      await configure({ enabled: true, includedData: { caseData: { fields: ids(fieldId, 'status') } } });
      await send(new DeleteFieldCommand({ domainId, fieldId }));
      const { includedData } = await configuration();
      assert.deepEqual(includedData, { caseData: { fields: ids('status') } });
    });

    test('Changes outside cases publish none', async () => {
      await send(new TagResourceCommand({ arn: domainArn, tags: { team: 'orders' } }));
      await send(new CreateTemplateCommand({ domainId, name: 'Parcel' }));
      assert.deepEqual(await events({ domainId }), []);
    });
  });

  describe('carry metadata only, without included data:', () => {
    before(async () => {
      await configure({ enabled: true });
      await createCase(field(weight, 12.5));
    });

    test('A case', async () => {
      const [{ detail }] = await events({ caseId });
      const { createdDateTime, ...rest } = detail.case;
      assert.deepEqual(rest, { caseId, templateId, fields: {} });
      assert.match(createdDateTime, milliseconds);
      assert.equal(detail.relatedItem, undefined);
    });

    test('A related item', async () => {
      const relatedItemId = await createItem('Comment', comment('Hello'));
      const [{ detail }] = await events({ caseId, type: 'RELATED_ITEM.CREATED' });
      const { createdDateTime, ...rest } = detail.relatedItem;
      assert.deepEqual(rest, { relatedItemType: 'Comment', relatedItemId, caseId });
      assert.match(createdDateTime, milliseconds);
      assert.equal(detail.case, undefined);
    });
  });

  describe('report the changes of a case:', () => {
    before(async () => {
      await configure({ enabled: true, includedData: included(['status', weight, 'summary'], false) });
      await createCase(field(weight, 12.5));
    });

    test('The case is created', async () => {
      const [event, ...more] = await events({ caseId });
      assert.deepEqual(more, []);
      const { id, time, detail, ...envelope } = event;
      assert.match(id, uuid);
      assert.match(time, seconds);
      assert.deepEqual(envelope, {
        version: '0',
        'detail-type': 'Amazon Connect Cases Change',
        source: 'aws.cases',
        account,
        region,
        resources: [domainArn, caseArn],
      });

      const values = await valuesOfAll();
      const { approximateChangeTime, changedFieldIds, ...rest } = detail;
      assert.match(approximateChangeTime, milliseconds);
      assertRecent(new Date(approximateChangeTime));
      assert.equal(`${approximateChangeTime.slice(0, -5)}Z`, time);
      assert.deepEqual(changedFieldIds.toSorted(), Object.keys(values).sort());
      assert.deepEqual(rest, {
        version: '0',
        eventType: 'CASE.CREATED',
        performedBy: { user: agent, iamPrincipalArn },
        case: {
          caseId,
          templateId,
          createdDateTime: values.created_datetime,
          fields: { status: { value: { stringValue: 'open' } }, [weight]: { value: { doubleValue: 12.5 } } },
        },
      });
    });

    test('The case is updated, and the event has the new values', async () => {
      const changed = [field('status', 'closed'), field(weight, null), field('summary', 'Found')];
      const fields = [...changed, field('title', 'Lost')];
      await send(new UpdateCaseCommand({ domainId, caseId, fields, performedBy: batch }));
      const [{ detail }] = await events({ caseId, type: 'CASE.UPDATED' });
      assert.deepEqual(detail.performedBy, { user: batch, iamPrincipalArn });
      assert.deepEqual(
        detail.changedFieldIds.toSorted(),
        ['last_closed_datetime', 'last_updated_datetime', 'last_updated_user', 'status', 'summary', weight].sort(),
      );
      assert.deepEqual(detail.case.fields, {
        status: { value: { stringValue: 'closed' } },
        summary: { value: { stringValue: 'Found' } },
      });
    });

    test('An update that changes no value is reported too', async () => {
      await send(new UpdateCaseCommand({ domainId, caseId, fields: [field('title', 'Lost')] }));
      const { detail } = (await events({ caseId, type: 'CASE.UPDATED' })).at(-1);
      assert.deepEqual(detail.changedFieldIds, ['last_updated_datetime']);
      assert.deepEqual(detail.performedBy, { iamPrincipalArn });
    });

    test('The case is deleted', async () => {
      await send(new DeleteCaseCommand({ domainId, caseId }));
      const [event] = await events({ caseId, type: 'CASE.DELETED' });
      assert.deepEqual(event.resources, [domainArn, caseArn]);
      assert.equal(event.detail.changedFieldIds, undefined);
      assert.equal(event.detail.case.caseId, caseId);
      assert.equal(event.detail.case.templateId, templateId);
    });

    async function valuesOfAll() {
      const all = await send(new ListFieldsCommand({ domainId }));
      const fields = ids(...all.fields.map(({ fieldId }) => fieldId));
      return plain((await send(new GetCaseCommand({ domainId, caseId, fields }))).fields);
    }
  });

  describe('report the changes of a related item:', () => {
    beforeEach(async () => {
      await configure({ enabled: true, includedData: included([], true) });
      await createCase();
    });

    test('The item is created, updated and deleted', async () => {
      const relatedItemId = await createItem('Comment', comment('Hello'), agent);
      const item = { domainId, caseId, relatedItemId };
      await send(new UpdateRelatedItemCommand({ ...item, content: comment('Good evening'), performedBy: batch }));
      await send(new DeleteRelatedItemCommand(item));

      const told = (await events({ caseId })).slice(1);
      assert.deepEqual(
        told.map(({ detail }) => detail.eventType),
        ['RELATED_ITEM.CREATED', 'RELATED_ITEM.UPDATED', 'RELATED_ITEM.DELETED'],
      );
      for (const { resources, detail } of told) {
        assert.deepEqual(resources, [domainArn, `${caseArn}/related-item/${relatedItemId}`]);
        assert.equal(detail.relatedItem.relatedItemId, relatedItemId);
        assert.equal(detail.relatedItem.relatedItemType, 'Comment');
        assert.equal(detail.relatedItem.caseId, caseId);
        assert.equal(detail.changedFieldIds, undefined);
        assert.equal(detail.case, undefined);
      }
      const [created, updated, deleted] = told.map(({ detail }) => detail);
      assert.deepEqual(created.relatedItem.comment, comment('Hello').comment);
      assert.ok(created.changedAttributes.includes('comment.commentText'));
      assert.deepEqual(created.performedBy, { user: agent, iamPrincipalArn });
      assert.deepEqual(updated.relatedItem.comment, comment('Good evening').comment);
      assert.deepEqual(updated.changedAttributes, ['comment.commentText']);
      assert.deepEqual(updated.performedBy, { user: batch, iamPrincipalArn });
      assert.deepEqual(deleted.performedBy, { iamPrincipalArn });
    });

    test('Events contain the same content as the API', async () => {
      const targetFieldValues = [{ stringValue: 'closed' }];
      const target = { type: 'CaseField', fieldId: 'status', targetFieldValues, targetSlaMinutes: 60 };
      await createItem('Contact', { contact: { contactArn } });
      await createItem('Custom', custom(field(weight, 3)));
      await createItem('Sla', { sla: { slaInputConfiguration: { name: 'Resolve', ...target } } });

      const { relatedItems } = await send(new SearchRelatedItemsCommand({ domainId, caseId }));
      const told = (await events({ caseId, type: 'RELATED_ITEM.CREATED' })).map(({ detail }) => detail.relatedItem);
      assert.deepEqual(
        told.toReversed().map(({ relatedItemId, contact, custom, sla }) => ({ relatedItemId, contact, custom, sla })),
        relatedItems.map(({ relatedItemId, content: { contact, custom, sla } }) =>
          ({ relatedItemId, contact: printed(contact), custom, sla: printed(sla) })),
      );
      assert.equal(told[0].contact.channel, 'VOICE');

      await send(new UpdateCaseCommand({ domainId, caseId, fields: [field('status', 'closed')] }));
      const [{ detail }] = await events({ caseId, type: 'RELATED_ITEM.UPDATED' });
      assert.equal(detail.relatedItem.relatedItemType, 'Sla');
      assert.equal(detail.relatedItem.sla.slaConfiguration.status, 'Met');
      assert.ok(detail.changedAttributes.includes('sla.status'));
    });

    /** Returns a content of the SDK in its JSON form, where times are strings. */
    function printed(content) {
      return content && JSON.parse(JSON.stringify(content));
    }
  });

  describe('are listed', () => {
    before(async () => {
      await configure({ enabled: true });
      await createCase();
      await createItem('Comment', comment('Hello'));
      await send(new UpdateCaseCommand({ domainId, caseId, fields: [field('title', 'Found')] }));
    });

    test('in the order of the changes, page by page', async () => {
      const types = [];
      let nextToken;
      do {
        const page = await list({ caseId, maxResults: 2, ...(nextToken && { nextToken }) });
        types.push(page.events.map(({ detail }) => detail.eventType));
        ({ nextToken } = page);
      } while (nextToken);
      assert.deepEqual(types, [['CASE.CREATED', 'RELATED_ITEM.CREATED'], ['CASE.UPDATED']]);
    });

    test('by type, domain and case', async () => {
      const created = await events({ domainId, type: 'CASE.CREATED' });
      assert.ok(created.length > 1);
      assert.ok(created.every(({ detail }) => detail.eventType === 'CASE.CREATED'));
      assert.deepEqual(await events({ domainId, caseId, type: 'CASE.CREATED' }), [created.at(-1)]);
      assert.deepEqual(await events({ domainId: 'nowhere' }), []);
    });
  });

  async function configure(eventBridge) {
    await send(new PutCaseEventConfigurationCommand({ domainId, eventBridge }));
  }

  async function configuration() {
    return (await send(new GetCaseEventConfigurationCommand({ domainId }))).eventBridge;
  }

  async function createCase(...fields) {
    const input = { domainId, templateId, fields: [field('title', 'Lost'), ...fields], performedBy: agent };
    ({ caseId, caseArn } = await send(new CreateCaseCommand(input)));
  }

  async function createItem(type, content, performedBy) {
    const input = { domainId, caseId, type, content, performedBy };
    return (await send(new CreateRelatedItemCommand(input))).relatedItemId;
  }

  async function events(query) {
    return (await list(query)).events;
  }

  async function list(query) {
    const response = await fetch(`${emulator.endpoint}/_emulator/events?${new URLSearchParams(query)}`);
    assert.equal(response.status, 200);
    return response.json();
  }
});

function included(fields, includeContent) {
  return { caseData: { fields: ids(...fields) }, relatedItemData: { includeContent } };
}
