import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  BatchGetFieldCommand,
  BatchPutFieldOptionsCommand,
  CreateCaseCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  DeleteCaseCommand,
  DeleteDomainCommand,
  GetCaseAuditEventsCommand,
  GetCaseCommand,
  GetDomainCommand,
  GetTemplateCommand,
  ListDomainsCommand,
  ListFieldOptionsCommand,
  ListFieldsCommand,
  ListTemplatesCommand,
  ResourceNotFoundException,
  SearchRelatedItemsCommand,
  UpdateCaseCommand,
} from '@aws-sdk/client-connectcases';
import { account, createClient, region, startEmulator } from './emulator.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const connect = `arn:aws:connect:${region}:${account}:instance/5d9d2e11`;
const agent = { userArn: `${connect}/agent/ada` };
const contactArn = `${connect}/contact/c0ffee`;
const fileArn = `arn:aws:cases:${region}:${account}:file/invoice`;
const types = ['Text', 'Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User'];
const options = [
  { name: 'Phones', value: 'phones', active: true },
  { name: 'Fax machines', value: 'fax', active: false },
];

describe('A session from the first domain to the last deletion', () => {
  const fieldIds = {};
  let emulator;
  let client;
  let begin;
  let domainId;
  let domainArn;
  let templateId;
  let caseId;
  let relatedItemIds;

  before(async () => {
    emulator = await startEmulator();
    client = createClient(emulator.endpoint);
    begin = Date.now();
  });

  after(async () => {
    client.destroy();
    await emulator.stop();
  });

  test('A domain is created and becomes active', async () => {
    const created = await client.send(new CreateDomainCommand({ name: 'Order support' }));
    ({ domainId, domainArn } = created);
    assert.match(domainId, uuid);
    assert.equal(domainArn, `arn:aws:cases:${region}:${account}:domain/${domainId}`);
    assert.equal(created.domainStatus, 'CreationInProgress');

    const domain = await client.send(new GetDomainCommand({ domainId }));
    assert.equal(domain.name, 'Order support');
    assert.equal(domain.domainStatus, 'Active');
    assert.deepEqual(domain.tags, {});
    assertRecent(domain.createdTime);

    const { domains, nextToken } = await client.send(new ListDomainsCommand());
    assert.deepEqual(domains, [{ domainId, domainArn, name: 'Order support' }]);
    assert.equal(nextToken, undefined);
  });

  test('A field of each type is created and described', async () => {
    for (const type of types) {
      const attributes = type === 'Text' ? { text: { isMultiline: true } } : undefined;
      const input = { domainId, name: `A ${type}`, type, description: `Holds a ${type}`, attributes };
      const { fieldId, fieldArn } = await client.send(new CreateFieldCommand(input));
      assert.match(fieldId, uuid);
      assert.equal(fieldArn, `${domainArn}/field/${fieldId}`);
      fieldIds[type] = fieldId;
    }

    const ids = types.map((type) => ({ id: fieldIds[type] }));
    const { fields, errors } = await client.send(
      new BatchGetFieldCommand({ domainId, fields: [...ids, { id: 'title' }, { id: 'nowhere' }] }),
    );
    assert.deepEqual(fields.map(({ type }) => type), [...types, 'Text']);
    assert.deepEqual(fields.map(({ namespace }) => namespace), [...types.map(() => 'Custom'), 'System']);
    assert.deepEqual(fields[0].attributes, { text: { isMultiline: true } });
    assert.equal(fields[1].description, 'Holds a Number');
    assert.deepEqual(fields[1].tags, {});
    for (const field of fields) {
      assert.equal(field.deleted, false);
      assertRecent(field.createdTime);
      assertRecent(field.lastModifiedTime);
    }
    assert.deepEqual(errors.map(({ id, errorCode }) => [id, errorCode]), [['nowhere', 'ResourceNotFoundException']]);
  });

  test('Fields are listed after those that every domain has', async () => {
    const { fields } = await client.send(new ListFieldsCommand({ domainId }));
    const custom = fields.findIndex(({ namespace }) => namespace === 'Custom');
    assert.equal(custom, 16);
    assert.ok(fields.slice(0, custom).every(({ namespace }) => namespace === 'System'));
    assert.deepEqual(fields.slice(custom).map(({ name }) => name), types.map((type) => `A ${type}`));
  });

  test('Options are put, one by one, onto a single-select field', async () => {
    const fieldId = fieldIds.SingleSelect;
    assert.deepEqual(await listOptions(fieldId), []);
    const put = await client.send(new BatchPutFieldOptionsCommand({ domainId, fieldId, options }));
    assert.deepEqual(put.errors, []);

    const bad = { name: 'Spaces', value: 'not allowed', active: true };
    const { errors } = await client.send(new BatchPutFieldOptionsCommand({ domainId, fieldId, options: [bad] }));
    assert.equal(errors.length, 1);
    assert.equal(errors[0].value, 'not allowed');
    assert.equal(errors[0].errorCode, 'ValidationException');
    assert.match(errors[0].message, /\w/);

    assert.deepEqual(await listOptions(fieldId), options);
    assert.deepEqual(await listOptions(fieldId, ['fax']), [options[1]]);
    assert.deepEqual(await listOptions('status'), [
      { name: 'Open', value: 'open', active: true },
      { name: 'Closed', value: 'closed', active: true },
    ]);

    async function listOptions(id, values) {
      return (await client.send(new ListFieldOptionsCommand({ domainId, fieldId: id, values }))).options;
    }
  });

  test('A template is created, read and listed', async () => {
    const requiredFields = [{ fieldId: fieldIds.SingleSelect }];
    const tagPropagationConfigurations = [{ resourceType: 'Cases', tagMap: { team: 'orders' } }];
    const created = await client.send(
      new CreateTemplateCommand({ domainId, name: 'Order', requiredFields, tagPropagationConfigurations }),
    );
    ({ templateId } = created);
    assert.equal(created.templateArn, `${domainArn}/template/${templateId}`);

    const template = await client.send(new GetTemplateCommand({ domainId, templateId }));
    assert.equal(template.name, 'Order');
    assert.equal(template.status, 'Active');
    assert.equal(template.deleted, false);
    assert.deepEqual(template.requiredFields, requiredFields);
    assert.deepEqual(template.tagPropagationConfigurations, tagPropagationConfigurations);
    assert.deepEqual(template.rules, []);
    assertRecent(template.createdTime);
    assertRecent(template.lastModifiedTime);

    const active = await client.send(new ListTemplatesCommand({ domainId, status: ['Active', 'Inactive'] }));
    assert.deepEqual(active.templates.map((summary) => summary.templateId), [templateId]);
    const inactive = await client.send(new ListTemplatesCommand({ domainId, status: ['Inactive'] }));
    assert.deepEqual(inactive.templates, []);
  });

  test('A case keeps a value of each type', async () => {
    const values = {
      Text: { stringValue: 'Naïve “quotes”,\nsecond line 🙂' },
      Number: { doubleValue: -12.5 },
      Boolean: { booleanValue: false },
      DateTime: { stringValue: '2026-03-01T10:30:00+01:00' },
      SingleSelect: { stringValue: 'phones' },
      Url: { stringValue: 'https://shop.example.com/orders/1?x=y' },
      User: { userArnValue: agent.userArn },
    };
    const fields = types.map((type) => ({ id: fieldIds[type], value: values[type] }));
    const created = await client.send(
      new CreateCaseCommand({
        domainId,
        templateId,
        fields: [{ id: 'title', value: { stringValue: 'Lost parcel' } }, ...fields],
        tags: { priority: 'high' },
        performedBy: agent,
      }),
    );
    ({ caseId } = created);
    assert.match(caseId, uuid);
    assert.equal(created.caseArn, `${domainArn}/case/${caseId}`);

    const read = await client.send(new GetCaseCommand({ domainId, caseId, fields: fields.map(({ id }) => ({ id })) }));
    values.DateTime.stringValue = '2026-03-01T09:30:00.000Z';
    assert.deepEqual(read.fields, fields);
    assert.equal(read.templateId, templateId);
    assert.deepEqual(read.tags, { team: 'orders', priority: 'high' });
  });

  test('A case has the values that the service sets', async () => {
    const values = await valuesOf('case_id', 'status', 'reference_number', 'created_datetime', 'created_by', 'summary');
    assert.deepEqual(Object.keys(values), ['case_id', 'status', 'reference_number', 'created_datetime', 'created_by']);
    assert.deepEqual(values.case_id, { stringValue: caseId });
    assert.deepEqual(values.status, { stringValue: 'open' });
    assert.deepEqual(values.created_by, { userArnValue: agent.userArn });
    assert.match(values.reference_number.stringValue, /^[0-9]{8}$/);
    assertRecent(new Date(values.created_datetime.stringValue));
  });

  test('Comments, a contact and a file are put on the case', async () => {
    const items = [
      ['Comment', { comment: { body: 'The customer called.', contentType: 'Text/Plain' } }, agent],
      ['Contact', { contact: { contactArn } }],
      ['File', { file: { fileArn } }, { customEntity: 'night-batch' }],
      ['Comment', { comment: { body: 'The customer called again.', contentType: 'Text/Plain' } }, agent],
    ];
    relatedItemIds = [];
    for (const [type, content, performedBy] of items) {
      const input = { domainId, caseId, type, content, performedBy };
      const { relatedItemId, relatedItemArn } = await client.send(new CreateRelatedItemCommand(input));
      assert.equal(relatedItemArn, `${domainArn}/case/${caseId}/related-item/${relatedItemId}`);
      relatedItemIds.unshift(relatedItemId);
    }
    const contact = { domainId, caseId, type: 'Contact', content: { contact: { contactArn } } };
    const { relatedItemId } = await client.send(new CreateRelatedItemCommand(contact));
    assert.equal(relatedItemId, relatedItemIds[2], 'a contact is one item, however often it is put');
  });

  test('Related items are found, the newest first', async () => {
    const { relatedItems, nextToken } = await client.send(new SearchRelatedItemsCommand({ domainId, caseId }));
    assert.equal(nextToken, undefined);
    assert.deepEqual(relatedItems.map((item) => item.relatedItemId), relatedItemIds);
    assert.deepEqual(relatedItems.map(({ type }) => type), ['Comment', 'File', 'Contact', 'Comment']);
    assert.deepEqual(relatedItems.map(({ performedBy }) => performedBy), [
      agent,
      { customEntity: 'night-batch' },
      undefined,
      agent,
    ]);
    for (const { associationTime, tags } of relatedItems) {
      assertRecent(associationTime);
      assert.deepEqual(tags, {});
    }

    const [comment, file, contact] = relatedItems.map(({ content }) => content);
    assert.deepEqual(comment, { comment: { body: 'The customer called again.', contentType: 'Text/Plain' } });
    assert.deepEqual(file, { file: { fileArn } });
    const { connectedToSystemTime, ...known } = contact.contact;
    assert.deepEqual(known, { contactArn, channel: 'VOICE' });
    assertRecent(connectedToSystemTime);
  });

  test('Related items are filtered by any of several conditions', async () => {
    const [newest, file, contact, oldest] = relatedItemIds;
    assert.deepEqual(await search({ comment: {} }), [newest, oldest]);
    assert.deepEqual(await search({ file: { fileArn } }, { contact: { channel: ['VOICE'] } }), [file, contact]);
    assert.deepEqual(await search({ contact: { channel: ['CHAT'], contactArn } }), []);

    async function search(...filters) {
      const { relatedItems } = await client.send(new SearchRelatedItemsCommand({ domainId, caseId, filters }));
      return relatedItems.map((item) => item.relatedItemId);
    }
  });

  test('An update sets and clears values, and closing and reopening leave their times', async () => {
    await update({ id: 'status', value: { stringValue: 'closed' } }, { id: fieldIds.Url, value: { emptyValue: {} } });
    const closed = await valuesOf('status', fieldIds.Url, 'last_closed_datetime', 'last_reopened_datetime');
    assert.deepEqual(Object.keys(closed), ['status', 'last_closed_datetime']);
    assert.deepEqual(closed.status, { stringValue: 'closed' });
    assertRecent(new Date(closed.last_closed_datetime.stringValue));

    await update({ id: 'status', value: { stringValue: 'open' } });
    const reopened = await valuesOf('last_closed_datetime', 'last_reopened_datetime', 'last_updated_user');
    assert.deepEqual(reopened.last_closed_datetime, closed.last_closed_datetime);
    assert.deepEqual(reopened.last_updated_user, { userArnValue: agent.userArn });
    assertRecent(new Date(reopened.last_reopened_datetime.stringValue));

    async function update(...fields) {
      await client.send(new UpdateCaseCommand({ domainId, caseId, fields, performedBy: agent }));
    }
  });

  test('The audit history tells it all, the newest first', async () => {
    const { auditEvents, nextToken } = await client.send(new GetCaseAuditEventsCommand({ domainId, caseId }));
    assert.equal(nextToken, undefined);
    assert.deepEqual(
      auditEvents.map(({ type, relatedItemType }) => (relatedItemType ? [type, relatedItemType] : [type])),
      [
        ['Case.Updated'],
        ['Case.Updated'],
        ['RelatedItem.Created', 'Comment'],
        ['RelatedItem.Created', 'File'],
        ['RelatedItem.Created', 'Contact'],
        ['RelatedItem.Created', 'Comment'],
        ['Case.Created'],
      ],
    );
    for (const { eventId, performedTime, performedBy } of auditEvents) {
      assert.match(eventId, uuid);
      assertRecent(performedTime);
      assert.equal(performedBy.iamPrincipalArn, `arn:aws:iam::${account}:role/emulator`);
    }

    const [, closing, comment, file, contact, , creation] = auditEvents;
    assert.deepEqual(comment.performedBy.user, agent);
    assert.deepEqual(file.performedBy.user, { customEntity: 'night-batch' });
    assert.equal(contact.performedBy.user, undefined);
    assert.deepEqual(change(contact, 'contactArn').newValue, { stringValue: contactArn });
    assert.deepEqual(change(comment, 'body').newValue, { stringValue: 'The customer called again.' });
    assert.deepEqual(change(closing, 'status'), {
      eventFieldId: 'status',
      oldValue: { stringValue: 'open' },
      newValue: { stringValue: 'closed' },
    });
    assert.deepEqual(change(closing, fieldIds.Url).newValue, { emptyValue: {} });
    assert.deepEqual(change(creation, fieldIds.Number).newValue, { doubleValue: -12.5 });
    assert.deepEqual(change(creation, fieldIds.Boolean).newValue, { booleanValue: false });
    assert.ok(creation.fields.every(({ oldValue }) => oldValue === undefined));

    function change(event, id) {
      return event.fields.find(({ eventFieldId }) => eventFieldId === id);
    }
  });

  test('A deleted case is gone with its items and its history', async () => {
    await client.send(new DeleteCaseCommand({ domainId, caseId }));
    for (const command of [
      new GetCaseCommand({ domainId, caseId, fields: [{ id: 'title' }] }),
      new SearchRelatedItemsCommand({ domainId, caseId }),
      new GetCaseAuditEventsCommand({ domainId, caseId }),
      new DeleteCaseCommand({ domainId, caseId }),
    ]) {
      await assert.rejects(client.send(command), ResourceNotFoundException);
    }
  });

  test('A deleted domain is gone with what it held, and its name is free', async () => {
    await client.send(new DeleteDomainCommand({ domainId }));
    await assert.rejects(client.send(new GetTemplateCommand({ domainId, templateId })), ResourceNotFoundException);
    assert.deepEqual((await client.send(new ListDomainsCommand())).domains, []);
    await client.send(new CreateDomainCommand({ name: 'Order support' }));
  });

  async function valuesOf(...ids) {
    const { fields } = await client.send(
      new GetCaseCommand({ domainId, caseId, fields: ids.map((id) => ({ id })) }),
    );
    return Object.fromEntries(fields.map(({ id, value }) => [id, value]));
  }

  function assertRecent(time) {
    assert.ok(time instanceof Date, `${time} is a Date`);
    assert.ok(time >= begin && time <= Date.now(), `${time.toISOString()} lies in the session`);
  }
});
