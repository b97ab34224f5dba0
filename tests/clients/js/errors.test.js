import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import {
  BatchPutFieldOptionsCommand,
  ConflictException,
  ConnectCasesServiceException,
  CreateCaseCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  DeleteCaseCommand,
  DeleteFieldCommand,
  GetCaseAuditEventsCommand,
  GetCaseCommand,
  GetDomainCommand,
  GetTemplateCommand,
  ListDomainsCommand,
  ListFieldOptionsCommand,
  ListFieldsCommand,
  ListTemplatesCommand,
  ResourceNotFoundException,
  SearchCasesCommand,
  SearchRelatedItemsCommand,
  ServiceQuotaExceededException,
  UpdateCaseCommand,
  ValidationException,
} from '@aws-sdk/client-connectcases';
import { createClient, region, startEmulator } from './emulator.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const title = { id: 'title', value: { stringValue: 'Lost parcel' } };
const comment = { body: 'Hello', contentType: 'Text/Plain' };

describe('A refused request raises a typed error and writes nothing:', () => {
  let emulator;
  let client;
  let domainId;
  let templateId;
  let caseId;
  let written;

  before(async () => {
    emulator = await startEmulator();
    client = createClient(emulator.endpoint);
    ({ domainId } = await client.send(new CreateDomainCommand({ name: 'Order support' })));
    await client.send(new CreateFieldCommand({ domainId, name: 'Order number', type: 'Text' }));
    ({ templateId } = await client.send(new CreateTemplateCommand({ domainId, name: 'Order' })));
    const clientToken = 'used';
    ({ caseId } = await client.send(new CreateCaseCommand({ domainId, templateId, fields: [title], clientToken })));
    written = await state();
  });

  afterEach(async () => assert.deepEqual(await state(), written));

  after(async () => {
    client.destroy();
    await emulator.stop();
  });

  describe('ValidationException', () => {
    const cases = {
      'a name that is missing': () => new CreateDomainCommand({}),
      'a name of more than 100 characters': () => new CreateDomainCommand({ name: 'x'.repeat(101) }),
      'a name that ends in a space': () => new CreateFieldCommand({ domainId, name: 'Order ', type: 'Text' }),
      'a description of more than 255 characters': () =>
        new CreateTemplateCommand({ domainId, name: 'Other', description: 'x'.repeat(256) }),
      'an id of more than 500 characters': () => new GetDomainCommand({ domainId: 'x'.repeat(501) }),
      'a case id with a space': () => new DeleteCaseCommand({ domainId, caseId: 'no case' }),
      'a domain id that is empty': () => new GetDomainCommand({ domainId: '' }),
      'a domain id that is empty in the middle of a path': () => new ListFieldsCommand({ domainId: '' }),
      'no domain at all in a page': () => new ListDomainsCommand({ maxResults: 0 }),
      'more domains than fit a page': () => new ListDomainsCommand({ maxResults: 11 }),
      'more fields than fit a page': () => new ListFieldsCommand({ domainId, maxResults: 101 }),
      'more related items than fit a page': () =>
        new SearchRelatedItemsCommand({ domainId, caseId, maxResults: 26 }),
      'more audit events than fit a page': () => new GetCaseAuditEventsCommand({ domainId, caseId, maxResults: 26 }),
      'an unknown field type': () => new CreateFieldCommand({ domainId, name: 'Other', type: 'Bogus' }),
      'an unknown status in the query': () => new ListTemplatesCommand({ domainId, status: ['Bogus'] }),
      'more values in the query than one': () =>
        new ListFieldOptionsCommand({ domainId, fieldId: 'status', values: ['open', 'closed'] }),
      'an unknown content type': () => relatedItem({ comment: { ...comment, contentType: 'Text/Html' } }),
      'a content of two members': () => relatedItem({ comment, file: { fileArn: 'arn:aws:cases:file' } }),
      'a content of no member': () => relatedItem({}),
      'a content of another type': () => relatedItem({ file: { fileArn: 'arn:aws:cases:file' } }),
      'a comment that is empty': () => relatedItem({ comment: { ...comment, body: '' } }),
      'a filter of no member': () => new SearchRelatedItemsCommand({ domainId, caseId, filters: [{}] }),
      'a value of two members': () => update({ id: 'title', value: { stringValue: '1', doubleValue: 1 } }),
      'a value of no member': () => update({ id: 'title', value: {} }),
      'a value of the wrong kind': () => update({ id: 'title', value: { doubleValue: 1 } }),
      'one bad value among good ones': () =>
        update({ ...title, value: { stringValue: 'Found parcel' } }, { id: 'status', value: { stringValue: 'lost' } }),
      'a field twice': () => update(title, title),
      'a field that is unknown': () => update({ id: 'nowhere', value: { stringValue: 'x' } }),
      'a field that only the service sets': () => update({ id: 'case_id', value: { stringValue: 'x' } }),
      'a required field that is cleared': () => update({ id: 'title', value: { emptyValue: {} } }),
      'a case without a title': () => new CreateCaseCommand({ domainId, templateId, fields: [] }),
      'more fields than a case can have': () =>
        new CreateCaseCommand({ domainId, templateId, fields: Array(221).fill(title) }),
      'more options than fit a request': () =>
        new BatchPutFieldOptionsCommand({
          domainId,
          fieldId: 'case_reason',
          options: Array.from({ length: 51 }, (_, number) => ({ name: 'x', value: `${number}`, active: true })),
        }),
      'options of a field that has none': () =>
        new BatchPutFieldOptionsCommand({ domainId, fieldId: 'title', options: [] }),
    };
    for (const [name, command] of Object.entries(cases)) {
      test(`for ${name}`, () => refused(command(), ValidationException, 400));
    }
  });

  describe('ResourceNotFoundException, which tells what was not found,', () => {
    const nowhere = 'nowhere/100% ?';
    const cases = {
      Domain: () => new GetDomainCommand({ domainId: nowhere }),
      Field: () => new ListFieldOptionsCommand({ domainId, fieldId: nowhere }),
      Template: () => new GetTemplateCommand({ domainId, templateId: nowhere }),
    };
    for (const [resourceType, command] of Object.entries(cases)) {
      test(`for an unknown ${resourceType.toLowerCase()}`, () => isNotFound(command(), resourceType, nowhere));
    }

    test('for an unknown case', () =>
      isNotFound(new DeleteCaseCommand({ domainId, caseId: 'no/case' }), 'Case', 'no/case'));

    test('for an unknown template of a new case', () =>
      isNotFound(new CreateCaseCommand({ domainId, templateId: 'none', fields: [title] }), 'Template', 'none'));

    test('for a domain of another account', async () => {
      const stranger = createClient(emulator.endpoint, '210987654321');
      const error = await refusal(stranger, new GetDomainCommand({ domainId }), ResourceNotFoundException, 404);
      assert.equal(error.resourceId, domainId);
      stranger.destroy();
    });

    async function isNotFound(command, resourceType, resourceId) {
      const error = await refused(command, ResourceNotFoundException, 404);
      assert.equal(error.resourceType, resourceType);
      assert.equal(error.resourceId, resourceId);
    }
  });

  describe('ConflictException', () => {
    const cases = {
      'the name of another domain': () => new CreateDomainCommand({ name: 'Order support' }),
      'the name of another field': () => new CreateFieldCommand({ domainId, name: 'Order number', type: 'Url' }),
      'the name of a system field': () => new CreateFieldCommand({ domainId, name: 'Title', type: 'Text' }),
      'the name of another template': () => new CreateTemplateCommand({ domainId, name: 'Order' }),
      'a client token of another case': () =>
        new CreateCaseCommand({
          domainId,
          templateId,
          fields: [{ id: 'title', value: { stringValue: 'Another' } }],
          clientToken: 'used',
        }),
    };
    for (const [name, command] of Object.entries(cases)) {
      test(`for ${name}`, () => refused(command(), ConflictException, 409));
    }
  });

  test('ServiceQuotaExceededException for a sixth domain of an account', async () => {
    const other = createClient(emulator.endpoint, '210987654321');
    for (let number = 1; number <= 5; number++) {
      await other.send(new CreateDomainCommand({ name: `Domain ${number}` }));
    }
    await refusal(other, new CreateDomainCommand({ name: 'Domain 6' }), ServiceQuotaExceededException, 402);
    assert.equal((await other.send(new ListDomainsCommand())).domains.length, 5);
    other.destroy();
  });

  describe('NotImplemented, which no model knows,', () => {
    const cases = {
      SearchCases: () => new SearchCasesCommand({ domainId }),
      DeleteField: () => new DeleteFieldCommand({ domainId, fieldId: 'title' }),
    };
    for (const [operation, command] of Object.entries(cases)) {
      test(`for ${operation}`, async () => {
        const error = await refused(command(), ConnectCasesServiceException, 501);
        assert.equal(error.name, 'NotImplemented');
        assert.match(error.message, new RegExp(operation));
      });
    }
  });

  function relatedItem(content) {
    return new CreateRelatedItemCommand({ domainId, caseId, type: 'Comment', content });
  }

  function update(...fields) {
    return new UpdateCaseCommand({ domainId, caseId, fields });
  }

  async function refused(command, type, status) {
    return refusal(client, command, type, status);
  }

  async function refusal(caller, command, type, status) {
    const error = await caller.send(command).then(
      () => assert.fail(`${command.constructor.name} was not refused`),
      (reason) => reason,
    );
    assert.ok(error instanceof type, `${error} is a ${type.name}`);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.equal(error.$metadata.attempts, 1);
    assert.match(error.$metadata.requestId, uuid);
    assert.match(error.message, /\w/);
    return error;
  }

  /** All that this account has, as far as there are operations that show it. */
  async function state() {
    const inputs = [
      [new ListDomainsCommand(), 'domains'],
      [new ListFieldsCommand({ domainId }), 'fields'],
      [new ListFieldOptionsCommand({ domainId, fieldId: 'case_reason' }), 'options'],
      [new ListTemplatesCommand({ domainId }), 'templates'],
      [new GetCaseCommand({ domainId, caseId, fields: [{ id: 'title' }, { id: 'last_updated_datetime' }] }), 'fields'],
      [new SearchRelatedItemsCommand({ domainId, caseId }), 'relatedItems'],
      [new GetCaseAuditEventsCommand({ domainId, caseId }), 'auditEvents'],
    ];
    return Promise.all(inputs.map(async ([command, member]) => (await client.send(command))[member]));
  }
});
