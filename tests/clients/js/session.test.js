import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
import { account, region } from './emulator.js';
import { agent, assertRecent, comment, contactArn, fileArn, useEmulator, uuid } from './helpers.js';

const types = ['Text', 'Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User'];
const options = [
  { name: 'Phones', value: 'phones', active: true },
  { name: 'Fax machines', value: 'fax', active: false },
];

describe('A session from the first domain to the last deletion', () => {
  const { send } = useEmulator({ signed: true });
  const fieldIds = {};
  let domainId;
  let domainArn;
  let templateId;
  let caseId;
  let relatedItemIds;

  test('A domain is created and becomes active', async () => {
    const created = await send(new CreateDomainCommand({ name: 'Order support' }));
    ({ domainId, domainArn } = created);
    assert.match(domainId, uuid);
    assert.equal(domainArn, `arn:aws:cases:${region}:${account}:domain/${domainId}`);
    assert.equal(created.domainStatus, 'CreationInProgress');

    const domain = await send(new GetDomainCommand({ domainId }));
    assert.equal(domain.name, 'Order support');
    assert.equal(domain.domainStatus, 'Active');
    assert.deepEqual(domain.tags, {});
    assertRecent(domain.createdTime);

    const { domains, nextToken } = await send(new ListDomainsCommand());
    assert.deepEqual(domains, [{ domainId, domainArn, name: 'Order support' }]);
    assert.equal(nextToken, undefined);
  });

  test('A field of each type is created and described', async () => {
    for (const type of types) {
      const attributes = type === 'Text' ? { text: { isMultiline: true } } : undefined;
      const input = { domainId, name: `A ${type}`, type, description: `Holds a ${type}`, attributes };
      const { fieldId, fieldArn } = await send(new CreateFieldCommand(input));
      assert.match(fieldId, uuid);
      assert.equal(fieldArn, `${domainArn}/field/${fieldId}`);
      fieldIds[type] = fieldId;
    }

    const ids = types.map((type) => ({ id: fieldIds[type] }));
    const { fields, errors } = await send(
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
    const { fields } = await send(new ListFieldsCommand({ domainId }));
    const custom = fields.findIndex(({ namespace }) => namespace === 'Custom');
    assert.equal(custom, 17);
    assert.ok(fields.slice(0, custom).every(({ namespace }) => namespace === 'System'));
    assert.deepEqual(fields.slice(custom).map(({ name }) => name), types.map((type) => `A ${type}`));
  });

  test('Options are put, one by one, onto a single-select field', async () => {
    const fieldId = fieldIds.SingleSelect;
    assert.deepEqual(await listOptions(fieldId), []);
    const put = await send(new BatchPutFieldOptionsCommand({ domainId, fieldId, options }));
    assert.deepEqual(put.errors, []);

    const bad = { name: 'Spaces', value: 'not allowed', active: true };
    const { errors } = await send(new BatchPutFieldOptionsCommand({ domainId, fieldId, options: [bad] }));
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
      return (await send(new ListFieldOptionsCommand({ domainId, fieldId: id, values }))).options;
    }
  });

  test('A template is created, read and listed', async () => {
    const requiredFields = [{ fieldId: fieldIds.SingleSelect }];
    const tagPropagationConfigurations = [{ resourceType: 'Cases', tagMap: { team: 'orders' } }];
    const created = await send(
      new CreateTemplateCommand({ domainId, name: 'Order', requiredFields, tagPropagationConfigurations }),
    );
    ({ templateId } = created);
    assert.equal(created.templateArn, `${domainArn}/template/${templateId}`);

    const template = await send(new GetTemplateCommand({ domainId, templateId }));
    assert.equal(template.name, 'Order');
    assert.equal(template.status, 'Active');
    assert.equal(template.deleted, false);
    assert.deepEqual(template.requiredFields, requiredFields);
    assert.deepEqual(template.tagPropagationConfigurations, tagPropagationConfigurations);
    assert.deepEqual(template.rules, []);
    assertRecent(template.createdTime);
    assertRecent(template.lastModifiedTime);

    const active = await send(new ListTemplatesCommand({ domainId, status: ['Active', 'Inactive'] }));
    assert.deepEqual(active.templates.map((summary) => summary.templateId), [templateId]);
    const inactive = await send(new ListTemplatesCommand({ domainId, status: ['Inactive'] }));
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
    const created = await send(
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

    const read = await send(new GetCaseCommand({ domainId, caseId, fields: fields.map(({ id }) => ({ id })) }));
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

  test('A case that a program opens has no user until a user changes it', async () => {
    const nobody = { customEntity: 'night-batch' };
    const empty = { id: fieldIds.Number, value: { emptyValue: {} } };
    const opened = [
      { id: 'title', value: { stringValue: 'Late parcel' } },
      { id: fieldIds.SingleSelect, value: { stringValue: 'phones' } },
      empty,
    ];
    const input = { domainId, templateId, fields: opened, performedBy: nobody };
    const other = await send(new CreateCaseCommand(input));
    const asked = ['created_by', 'last_updated_user', fieldIds.Number, fieldIds.Boolean, fieldIds.User];
    const get = new GetCaseCommand({ domainId, caseId: other.caseId, fields: asked.map((id) => ({ id })) });
    assert.deepEqual((await send(get)).fields, []);

    const fields = [
      { id: fieldIds.Boolean, value: { booleanValue: true } },
      { id: fieldIds.User, value: { userArnValue: agent.userArn } },
    ];
    await send(new UpdateCaseCommand({ domainId, caseId: other.caseId, fields, performedBy: agent }));
    const updater = { id: 'last_updated_user', value: { userArnValue: agent.userArn } };
    assert.deepEqual((await send(get)).fields, [updater, ...fields]);
    await send(new DeleteCaseCommand({ domainId, caseId: other.caseId }));
  });

  test('Comments, a contact and a file are put on the case', async () => {
    const items = [
      ['Comment', comment('The customer called.'), agent],
      ['Contact', { contact: { contactArn } }],
      ['File', { file: { fileArn } }, { customEntity: 'night-batch' }],
      ['Comment', comment('The customer called again.'), agent],
    ];
    relatedItemIds = [];
    for (const [type, content, performedBy] of items) {
      const input = { domainId, caseId, type, content, performedBy };
      const { relatedItemId, relatedItemArn } = await send(new CreateRelatedItemCommand(input));
      assert.equal(relatedItemArn, `${domainArn}/case/${caseId}/related-item/${relatedItemId}`);
      relatedItemIds.unshift(relatedItemId);
    }
    const contact = { domainId, caseId, type: 'Contact', content: { contact: { contactArn } } };
    const { relatedItemId } = await send(new CreateRelatedItemCommand(contact));
    assert.equal(relatedItemId, relatedItemIds[2], 'a contact is one item, however often it is put');
  });

  test('Related items are found, the newest first', async () => {
    const { relatedItems, nextToken } = await send(new SearchRelatedItemsCommand({ domainId, caseId }));
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

    const [latest, file, contact] = relatedItems.map(({ content }) => content);
    assert.deepEqual(latest, comment('The customer called again.'));
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
      const { relatedItems } = await send(new SearchRelatedItemsCommand({ domainId, caseId, filters }));
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
      await send(new UpdateCaseCommand({ domainId, caseId, fields, performedBy: agent }));
    }
  });

  test('The audit history contains all changes, the newest first', async () => {
    const { auditEvents, nextToken } = await send(new GetCaseAuditEventsCommand({ domainId, caseId }));
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
    await send(new DeleteCaseCommand({ domainId, caseId }));
    for (const command of [
      new GetCaseCommand({ domainId, caseId, fields: [{ id: 'title' }] }),
      new SearchRelatedItemsCommand({ domainId, caseId }),
      new GetCaseAuditEventsCommand({ domainId, caseId }),
      new DeleteCaseCommand({ domainId, caseId }),
    ]) {
      await assert.rejects(send(command), ResourceNotFoundException);
    }
  });

  test('A deleted domain is gone with what it held, and its name is free', async () => {
    await send(new DeleteDomainCommand({ domainId }));
    await assert.rejects(send(new GetTemplateCommand({ domainId, templateId })), ResourceNotFoundException);
    assert.deepEqual((await send(new ListDomainsCommand())).domains, []);
    await send(new CreateDomainCommand({ name: 'Order support' }));
  });

  async function valuesOf(...ids) {
    const { fields } = await send(new GetCaseCommand({ domainId, caseId, fields: ids.map((id) => ({ id })) }));
    return Object.fromEntries(fields.map(({ id, value }) => [id, value]));
  }
});
