import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import {
  BatchGetCaseRuleCommand,
  BatchPutFieldOptionsCommand,
  ConflictException,
  CreateCaseCommand,
  CreateCaseRuleCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateLayoutCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  DeleteCaseCommand,
  DeleteCaseRuleCommand,
  DeleteFieldCommand,
  DeleteLayoutCommand,
  DeleteRelatedItemCommand,
  DeleteTemplateCommand,
  GetCaseAuditEventsCommand,
  GetCaseCommand,
  GetCaseEventConfigurationCommand,
  GetDomainCommand,
  GetLayoutCommand,
  GetTemplateCommand,
  ListCaseRulesCommand,
  ListCasesForContactCommand,
  ListDomainsCommand,
  ListFieldOptionsCommand,
  ListFieldsCommand,
  ListLayoutsCommand,
  ListTagsForResourceCommand,
  ListTemplatesCommand,
  PutCaseEventConfigurationCommand,
  ResourceNotFoundException,
  SearchAllRelatedItemsCommand,
  SearchCasesCommand,
  SearchRelatedItemsCommand,
  ServiceQuotaExceededException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateCaseCommand,
  UpdateCaseRuleCommand,
  UpdateFieldCommand,
  UpdateLayoutCommand,
  UpdateRelatedItemCommand,
  UpdateTemplateCommand,
  ValidationException,
} from '@aws-sdk/client-connectcases';
import { account, createClient, region } from './emulator.js';
import { comment, contactArn, custom, field, fileArn, ids, numbered, useEmulator, uuid } from './helpers.js';

const title = field('title', 'Lost parcel');
const hello = comment('Hello');

describe('A rejected request raises a typed error and writes nothing:', () => {
  const emulator = useEmulator();
  const { send } = emulator;
  const itemIds = {};
  let domainId;
  let domainArn;
  let templateId;
  let layoutId;
  let caseId;
  let fieldId;
  let numberIds;
  let reasonId;
  let ruleId;
  let optionRules;
  let written;

  before(async () => {
    ({ domainId, domainArn } = await send(new CreateDomainCommand({ name: 'Order support' })));
    ({ fieldId } = await send(new CreateFieldCommand({ domainId, name: 'Order number', type: 'Text' })));
    ({ fieldId: reasonId } = await send(new CreateFieldCommand({ domainId, name: 'Reason', type: 'SingleSelect' })));
    numberIds = [];
    for (const name of numbered('Number', 6)) {
      numberIds.push((await send(new CreateFieldCommand({ domainId, name, type: 'Number' }))).fieldId);
    }
    for (const from of [0, 50]) {
      const options = numbered('Reason', 51).slice(from, from + 50).map(option);
      await send(new BatchPutFieldOptionsCommand({ domainId, fieldId: reasonId, options }));
    }
    ({ layoutId } = await send(new CreateLayoutCommand({ domainId, name: 'Order', content: layout('summary') })));
    await send(new CreateLayoutCommand({ domainId, name: 'Parcel', content: layout() }));
    const rule = { required: { defaultValue: false, conditions: [equal(fieldId, text('0'))] } };
    ({ caseRuleId: ruleId } = await send(createRule(rule, 'Required')));
    optionRules = [];
    for (const name of numbered('Options', 11)) {
      const { caseRuleId } = await send(optionRule(name, [['', []]]));
      optionRules.push({ caseRuleId });
    }
    const layoutConfiguration = { defaultLayout: layoutId };
    const rules = [{ caseRuleId: ruleId, fieldId: 'summary' }];
    const template = { domainId, name: 'Order', layoutConfiguration, rules };
    ({ templateId } = await send(new CreateTemplateCommand(template)));
    await send(new CreateTemplateCommand({ domainId, name: 'Parcel' }));
    const clientToken = 'used';
    ({ caseId } = await send(new CreateCaseCommand({ domainId, templateId, fields: [title], clientToken })));
    for (const [type, content] of Object.entries({
      Comment: hello,
      Contact: { contact: { contactArn } },
      File: { file: { fileArn } },
      Custom: custom(field(fieldId, 'AB-12')),
    })) {
      const item = { domainId, caseId, type, content };
      ({ relatedItemId: itemIds[type] } = await send(new CreateRelatedItemCommand(item)));
    }
    for (const name of numbered('SLA', 30)) {
      await send(sla({ name }));
    }
    written = await state();
  });

  afterEach(async () => assert.deepEqual(await state(), written));

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
      'an unknown content type': () => relatedItem({ comment: { ...hello.comment, contentType: 'Text/Html' } }),
      'a content of two members': () => relatedItem({ ...hello, file: { fileArn } }),
      'a content of no member': () => relatedItem({}),
      'a content of another type': () => relatedItem({ file: { fileArn } }),
      'a comment that is empty': () => relatedItem(comment('')),
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
          options: numbered('Option', 51).map(option),
        }),
      'options of a field that has none': () =>
        new BatchPutFieldOptionsCommand({ domainId, fieldId: 'title', options: [] }),
      'another name of a system field': () => new UpdateFieldCommand({ domainId, fieldId: 'summary', name: 'Note' }),
      'the attributes of a text on a number': () =>
        new UpdateFieldCommand({ domainId, fieldId: numberIds[0], attributes: { text: { isMultiline: true } } }),
      'the deletion of a system field': () => new DeleteFieldCommand({ domainId, fieldId: 'summary' }),
      'a layout of no content': () => new CreateLayoutCommand({ domainId, name: 'Other' }),
      'a layout with the title': () => createLayout(layout('title')),
      'a layout with the status': () => createLayout(layout('status')),
      'a layout with a field that is unknown': () =>
        new UpdateLayoutCommand({ domainId, layoutId, content: layout('nowhere') }),
      'a layout with two sections': () => {
        const [section] = layout('summary').basic.topPanel.sections;
        return createLayout({ basic: { topPanel: { sections: [section, section] } } });
      },
      'more layouts than fit a page': () => new ListLayoutsCommand({ domainId, maxResults: 101 }),
      'an update of a template that names nothing': () => new UpdateTemplateCommand({ domainId, templateId }),
      'a template with a layout that is unknown': () =>
        new UpdateTemplateCommand({ domainId, templateId, layoutConfiguration: { defaultLayout: 'nowhere' } }),
      'a template that requires a field twice': () =>
        new UpdateTemplateCommand({ domainId, templateId, requiredFields: [{ fieldId }, { fieldId }] }),
      'a template with a rule that is unknown': () =>
        new UpdateTemplateCommand({ domainId, templateId, rules: [{ caseRuleId: 'nowhere', fieldId }] }),
      'a template with a rule that governs no field': () =>
        new UpdateTemplateCommand({ domainId, templateId, rules: [{ caseRuleId: ruleId }] }),
      'a tag that its template may not pass on': () =>
        new UpdateTemplateCommand({
          domainId,
          templateId,
          tagPropagationConfigurations: [{ resourceType: 'Cases', tagMap: { 'AWS:owner': 'x' } }],
        }),
      'a rule of two kinds': () => {
        const rule = { defaultValue: true, conditions: [] };
        return createRule({ required: rule, hidden: rule });
      },
      'a rule on a field that is unknown': () => required(equal('nowhere', text('x'))),
      'a rule with an operand of another type': () => required(equal(fieldId, { doubleValue: 1 })),
      'a rule with six conditions': () => required(...Array(6).fill(equal(fieldId, text('x')))),
      'a rule with conditions in conditions in conditions': () =>
        required(all(all(all(equal(fieldId, text('x')))))),
      'a rule with two results in one condition': () =>
        required(all(equal(fieldId, text('x')), equal(fieldId, text('y'), false))),
      'a rule for the options of a text': () => optionRule('Other', [['', []]], fieldId),
      'a rule for an option that is unknown': () => optionRule('Other', [['nowhere', []]]),
      'no rule at all': () => new BatchGetCaseRuleCommand({ domainId, caseRules: [] }),
      'more rules than fit a request': () =>
        new BatchGetCaseRuleCommand({ domainId, caseRules: ids(...numbered('Rule', 51)) }),
      'more rules than fit a page': () => new ListCaseRulesCommand({ domainId, maxResults: 101 }),
      'more cases than fit a page': () => new SearchCasesCommand({ domainId, maxResults: 101 }),
      'a search for more than 255 characters': () => new SearchCasesCommand({ domainId, searchTerm: 'x'.repeat(256) }),
      'a search for more than 25 fields': () =>
        new SearchCasesCommand({ domainId, fields: Array(26).fill({ id: 'title' }) }),
      'a search in three orders': () =>
        new SearchCasesCommand({ domainId, sorts: Array(3).fill({ fieldId: 'title', sortOrder: 'Asc' }) }),
      'a search by a field that is unknown': () => filtered({ field: { equalTo: field('nowhere', 'x') } }),
      'a search for a part of a number': () => filtered({ field: { contains: field(numberIds[0], 1) } }),
      'a search for a greater text': () => filtered({ field: { greaterThan: field('title', 'x') } }),
      'a search with eleven conditions': () =>
        filtered({ orAll: Array(11).fill({ field: { equalTo: field('title', 'x') } }) }),
      'a search with a condition of two members': () => filtered({ andAll: [], orAll: [] }),
      'a search by no tag': () => filtered({ tag: { equalTo: {} } }),
      'no contact at all': () => new ListCasesForContactCommand({ domainId }),
      'more cases of a contact than fit a page': () =>
        new ListCasesForContactCommand({ domainId, contactArn, maxResults: 11 }),
      'more related items of all cases than fit a page': () =>
        new SearchAllRelatedItemsCommand({ domainId, maxResults: 26 }),
      'an order by the same property twice': () =>
        new SearchAllRelatedItemsCommand({
          domainId,
          sorts: Array(2).fill({ sortProperty: 'CaseId', sortOrder: 'Asc' }),
        }),
      'a fourth channel': () =>
        new SearchAllRelatedItemsCommand({ domainId, filters: [{ contact: { channel: numbered('CHAT', 4) } }] }),
      'an SLA on another field than the status': () => sla({ fieldId: 'title' }),
      'an SLA without a target': () => sla({ targetFieldValues: undefined }),
      'an SLA with two targets': () => sla({ targetFieldValues: ['open', 'closed'].map(text) }),
      'an SLA of no time': () => sla({ targetSlaMinutes: 0 }),
      'an SLA of more than two years': () => sla({ targetSlaMinutes: 1_051_201 }),
      'an item with a field of the system': () => relatedItem(custom(title), 'Custom'),
      'an item with an empty field': () => relatedItem(custom(field(fieldId, null)), 'Custom'),
      'an item without a field': () => relatedItem(custom(), 'Custom'),
      'a case that is linked to itself': () => relatedItem({ connectCase: { caseId } }, 'ConnectCase'),
      'an update of a contact': () => updateItem(itemIds.Contact, hello),
      'an update of a custom item to a comment': () => updateItem(itemIds.Custom, hello),
      'an update of a comment to nothing': () => updateItem(itemIds.Comment, comment('')),
      'the deletion of a file': () => new DeleteRelatedItemCommand({ domainId, caseId, relatedItemId: itemIds.File }),
      'events with a field that is unknown': () => events({ caseData: { fields: ids('nowhere') } }),
      'events with fields that are not named': () => events({ caseData: {} }),
      'events with items that are neither whole nor not': () => events({ relatedItemData: {} }),
      'an ARN that is none': () => new ListTagsForResourceCommand({ arn: 'domain' }),
      'an ARN of another service': () => tag({ team: 'x' }, domainArn.replace(':cases:', ':connectcases:')),
      'an ARN of an unknown type': () => tag({ team: 'x' }, `${domainArn}/queue/1`),
      'a tag of the system': () => tag({ 'Aws:team': 'x' }),
      'a tag key of other characters': () => tag({ 'team!': 'x' }),
      'a tag value of more than 256 characters': () => tag({ team: 'x'.repeat(257) }),
      'more tags than a resource takes': () => tag(Object.fromEntries(numbered('Tag', 51).map((key) => [key, 'x']))),
      'a tag key that cannot be removed': () => new UntagResourceCommand({ arn: domainArn, tagKeys: ['a b'] }),
    };
    for (const [name, command] of Object.entries(cases)) {
      test(`for ${name}`, () => refused(command(), ValidationException, 400));
    }
  });

  describe('ResourceNotFoundException, which names the missing resource,', () => {
    const nowhere = 'nowhere/100% ?';
    const cases = {
      'a domain': () => ['Domain', new GetDomainCommand({ domainId: nowhere })],
      'a field': () => ['Field', new UpdateFieldCommand({ domainId, fieldId: nowhere, name: 'Other' })],
      'a field that is to be deleted': () => ['Field', new DeleteFieldCommand({ domainId, fieldId: nowhere })],
      'a layout': () => ['Layout', new GetLayoutCommand({ domainId, layoutId: nowhere })],
      'a layout that is to be changed': () => ['Layout', new UpdateLayoutCommand({ domainId, layoutId: nowhere })],
      'a layout that is to be deleted': () => ['Layout', new DeleteLayoutCommand({ domainId, layoutId: nowhere })],
      'a template': () => ['Template', new GetTemplateCommand({ domainId, templateId: nowhere })],
      'a template that is to be changed': () =>
        ['Template', new UpdateTemplateCommand({ domainId, templateId: nowhere, name: 'Other' })],
      'a template that is to be deleted': () =>
        ['Template', new DeleteTemplateCommand({ domainId, templateId: nowhere })],
      'a rule': () => ['CaseRule', new UpdateCaseRuleCommand({ domainId, caseRuleId: nowhere })],
      'a rule that is to be deleted': () => ['CaseRule', new DeleteCaseRuleCommand({ domainId, caseRuleId: nowhere })],
      'a related item': () => ['RelatedItem', updateItem(nowhere, hello)],
      'a related item that is to be deleted': () =>
        ['RelatedItem', new DeleteRelatedItemCommand({ domainId, caseId, relatedItemId: nowhere })],
      'the domain of a search': () => ['Domain', new SearchCasesCommand({ domainId: nowhere })],
      'the domain of related items': () => ['Domain', new SearchAllRelatedItemsCommand({ domainId: nowhere })],
      'the domain of a contact': () => ['Domain', new ListCasesForContactCommand({ domainId: nowhere, contactArn })],
      'the domain of events': () => ['Domain', new GetCaseEventConfigurationCommand({ domainId: nowhere })],
    };
    for (const [name, input] of Object.entries(cases)) {
      test(`for ${name}`, async () => {
        const [resourceType, command] = input();
        await isNotFound(command, resourceType, nowhere);
      });
    }

    test('for an unknown case', () =>
      isNotFound(new DeleteCaseCommand({ domainId, caseId: 'no/case' }), 'Case', 'no/case'));

    test('for an unknown template of a new case', () =>
      isNotFound(new CreateCaseCommand({ domainId, templateId: 'none', fields: [title] }), 'Template', 'none'));

    test('for an unknown case that is to be linked', () =>
      isNotFound(relatedItem({ connectCase: { caseId: 'no/case' } }, 'ConnectCase'), 'Case', 'no/case'));

    test('for the ARN of no resource, and of another account and Region', async () => {
      for (const arn of [
        `${domainArn}/layout/nowhere`,
        domainArn.replace(account, '210987654321'),
        domainArn.replace(region, 'us-west-2'),
      ]) {
        for (const command of [
          new ListTagsForResourceCommand({ arn }),
          new TagResourceCommand({ arn, tags: { team: 'x' } }),
          new UntagResourceCommand({ arn, tagKeys: ['team'] }),
        ]) {
          const { resourceId, resourceType } = await refused(command, ResourceNotFoundException, 404);
          assert.match(resourceId, /\w/);
          assert.match(resourceType, /\w/);
        }
      }
    });

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
      'the name of another field, in an update': () =>
        new UpdateFieldCommand({ domainId, fieldId, name: 'Number 1' }),
      'the name of another layout': () => new CreateLayoutCommand({ domainId, name: 'Order', content: layout() }),
      'the name of another layout, in an update': () =>
        new UpdateLayoutCommand({ domainId, layoutId, name: 'Parcel' }),
      'the name of another template, in an update': () =>
        new UpdateTemplateCommand({ domainId, templateId, name: 'Parcel' }),
      'the name of another rule': () => optionRule('Options 1', [['', []]]),
      'the name of another rule, in an update': () =>
        new UpdateCaseRuleCommand({ domainId, caseRuleId: ruleId, name: 'Options 1' }),
      'the deletion of a layout that a template has': () => new DeleteLayoutCommand({ domainId, layoutId }),
      'the deletion of a rule that a template has': () => new DeleteCaseRuleCommand({ domainId, caseRuleId: ruleId }),
      'the deletion of a field that a rule has': () => new DeleteFieldCommand({ domainId, fieldId }),
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

  describe('ServiceQuotaExceededException', () => {
    const cases = {
      'a thirty-first SLA of a case': () => sla({ name: 'SLA 31' }),
      'a sixth field of a new item': () => relatedItem(custom(...numberIds.map((id) => field(id, 1))), 'Custom'),
      'a sixth field of an item': () => updateItem(itemIds.Custom, custom(...numberIds.map((id) => field(id, 1)))),
      'an eleventh rule for the options of a new template': () =>
        new CreateTemplateCommand({ domainId, name: 'Other', rules: optionRules }),
      'an eleventh rule for the options of a template': () =>
        new UpdateTemplateCommand({ domainId, templateId, rules: optionRules }),
      'a fifty-first parent option of a rule': () =>
        optionRule('Other', numbered('Reason', 51).map((name) => [option(name).value, []])),
    };
    for (const [name, command] of Object.entries(cases)) {
      test(`for ${name}`, () => refused(command(), ServiceQuotaExceededException, 402));
    }

    test('for a sixth domain of an account', async () => {
      const other = createClient(emulator.endpoint, '210987654321');
      for (const name of numbered('Domain', 5)) {
        await other.send(new CreateDomainCommand({ name }));
      }
      await refusal(other, new CreateDomainCommand({ name: 'Domain 6' }), ServiceQuotaExceededException, 402);
      assert.equal((await other.send(new ListDomainsCommand())).domains.length, 5);
      other.destroy();
    });
  });

  function relatedItem(content, type = 'Comment') {
    return new CreateRelatedItemCommand({ domainId, caseId, type, content });
  }

  function updateItem(relatedItemId, content) {
    return new UpdateRelatedItemCommand({ domainId, caseId, relatedItemId, content });
  }

  function sla(change) {
    const target = { fieldId: 'status', targetFieldValues: [text('closed')], targetSlaMinutes: 60 };
    const slaInputConfiguration = { name: 'Answer', type: 'CaseField', ...target, ...change };
    return relatedItem({ sla: { slaInputConfiguration } }, 'Sla');
  }

  function createLayout(content) {
    return new CreateLayoutCommand({ domainId, name: 'Other', content });
  }

  function createRule(rule, name = 'Other') {
    return new CreateCaseRuleCommand({ domainId, name, rule });
  }

  function required(...conditions) {
    return createRule({ required: { defaultValue: false, conditions } });
  }

  function optionRule(name, mappings, childFieldId = 'case_reason') {
    const parentChildFieldOptionsMappings = mappings.map(([parentFieldOptionValue, childFieldOptionValues]) => ({
      parentFieldOptionValue,
      childFieldOptionValues,
    }));
    const fieldOptions = { parentFieldId: reasonId, childFieldId, parentChildFieldOptionsMappings };
    return createRule({ fieldOptions }, name);
  }

  function filtered(filter) {
    return new SearchCasesCommand({ domainId, filter });
  }

  function events(includedData) {
    return new PutCaseEventConfigurationCommand({ domainId, eventBridge: { enabled: true, includedData } });
  }

  function tag(tags, arn = domainArn) {
    return new TagResourceCommand({ arn, tags });
  }

  function update(...fields) {
    return new UpdateCaseCommand({ domainId, caseId, fields });
  }

  async function refused(command, type, status) {
    return refusal(emulator.client, command, type, status);
  }

  async function refusal(caller, command, type, status) {
    const error = await caller.send(command).then(
      () => assert.fail(`${command.constructor.name} must be rejected, but it succeeded`),
      (reason) => reason,
    );
    assert.ok(error instanceof type, `${error} is a ${type.name}`);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.equal(error.$metadata.attempts, 1);
    assert.match(error.$metadata.requestId, uuid);
    assert.match(error.message, /\w/);
    return error;
  }

  /** Returns everything of this account that operations can show. */
  async function state() {
    const inputs = [
      [new ListDomainsCommand(), 'domains'],
      [new ListFieldsCommand({ domainId }), 'fields'],
      [new ListFieldOptionsCommand({ domainId, fieldId: 'case_reason' }), 'options'],
      [new ListTemplatesCommand({ domainId }), 'templates'],
      [new GetCaseCommand({ domainId, caseId, fields: [{ id: 'title' }, { id: 'last_updated_datetime' }] }), 'fields'],
      [new SearchRelatedItemsCommand({ domainId, caseId }), 'relatedItems'],
      [new GetCaseAuditEventsCommand({ domainId, caseId }), 'auditEvents'],
      [new ListLayoutsCommand({ domainId }), 'layouts'],
      [new GetLayoutCommand({ domainId, layoutId }), 'content'],
      [new GetTemplateCommand({ domainId, templateId }), 'lastModifiedTime'],
      [new ListCaseRulesCommand({ domainId }), 'caseRules'],
      [new BatchGetCaseRuleCommand({ domainId, caseRules: ids(ruleId) }), 'caseRules'],
      [new SearchCasesCommand({ domainId }), 'cases'],
      [new SearchRelatedItemsCommand({ domainId, caseId, filters: [{ custom: {} }, { comment: {} }] }), 'relatedItems'],
      [new GetCaseEventConfigurationCommand({ domainId }), 'eventBridge'],
      [new ListTagsForResourceCommand({ arn: domainArn }), 'tags'],
    ];
    return Promise.all(inputs.map(async ([command, member]) => (await send(command))[member]));
  }
});

function option(name) {
  return { name, value: name.replace(' ', '-'), active: true };
}

function layout(...fields) {
  return { basic: { topPanel: { sections: [{ fieldGroup: { fields: ids(...fields) } }] } } };
}

function equal(fieldId, operandTwo, result = true) {
  return { equalTo: { operandOne: { fieldId }, operandTwo, result } };
}

function all(...conditions) {
  return { andAll: { conditions } };
}

function text(stringValue) {
  return { stringValue };
}
