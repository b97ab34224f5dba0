import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  BatchGetCaseRuleCommand,
  BatchGetFieldCommand,
  CreateCaseCommand,
  CreateCaseRuleCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateLayoutCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  GetCaseAuditEventsCommand,
  GetCaseCommand,
  GetDomainCommand,
  GetLayoutCommand,
  GetTemplateCommand,
  ListTagsForResourceCommand,
  SearchAllRelatedItemsCommand,
  SearchCasesCommand,
  SearchRelatedItemsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateRelatedItemCommand,
} from '@aws-sdk/client-connectcases';
import { comment, field, ids, plain, useEmulator } from './helpers.js';

describe('Tags', () => {
  const { send } = useEmulator({ signed: true });
  const tags = { team: 'orders', 'cost:center/1=2+3.4_5-6': 'a b@c', urgent: '' };
  const fields = [field('title', 'Lost parcel')];
  const arns = {};
  let domainId;
  let fieldId;
  let layoutId;
  let templateId;
  let caseRuleId;
  let caseId;
  let relatedItemId;

  before(async () => {
    ({ domainId, domainArn: arns.Domain } = await send(new CreateDomainCommand({ name: 'Order support' })));
    const text = { domainId, name: 'Order number', type: 'Text' };
    ({ fieldId, fieldArn: arns.Field } = await send(new CreateFieldCommand(text)));
    arns['System field'] = `${arns.Domain}/field/title`;
    const layout = { domainId, name: 'Order', content: { basic: {} } };
    ({ layoutId, layoutArn: arns.Layout } = await send(new CreateLayoutCommand(layout)));
    const template = { domainId, name: 'Order' };
    ({ templateId, templateArn: arns.Template } = await send(new CreateTemplateCommand(template)));
    const rule = { required: { defaultValue: true, conditions: [] } };
    const caseRule = { domainId, name: 'Always', rule };
    ({ caseRuleId, caseRuleArn: arns.CaseRule } = await send(new CreateCaseRuleCommand(caseRule)));
    ({ caseId, caseArn: arns.Case } = await send(new CreateCaseCommand({ domainId, templateId, fields })));
    const item = { domainId, caseId, type: 'Comment', content: comment('Hello') };
    ({ relatedItemId, relatedItemArn: arns.RelatedItem } = await send(new CreateRelatedItemCommand(item)));
  });

  test('A new resource has none', async () => {
    for (const arn of Object.values(arns)) {
      assert.deepEqual(await tagsOf(arn), {});
    }
  });

  test('Each resource takes them', async () => {
    for (const arn of Object.values(arns)) {
      await send(new TagResourceCommand({ arn, tags }));
      assert.deepEqual(await tagsOf(arn), tags);
    }
  });

  test('Whatever shows a resource shows them', async () => {
    const domain = await send(new GetDomainCommand({ domainId }));
    const batch = await send(new BatchGetFieldCommand({ domainId, fields: ids(fieldId, 'title') }));
    const layout = await send(new GetLayoutCommand({ domainId, layoutId }));
    const template = await send(new GetTemplateCommand({ domainId, templateId }));
    const rules = await send(new BatchGetCaseRuleCommand({ domainId, caseRules: ids(caseRuleId) }));
    const read = await send(new GetCaseCommand({ domainId, caseId, fields: ids('title') }));
    const cases = await send(new SearchCasesCommand({ domainId }));
    const items = await send(new SearchRelatedItemsCommand({ domainId, caseId }));
    const all = await send(new SearchAllRelatedItemsCommand({ domainId }));
    const content = comment('Hello again');
    const updated = await send(new UpdateRelatedItemCommand({ domainId, caseId, relatedItemId, content }));

    const shown = [domain, ...batch.fields, layout, template, ...rules.caseRules, read, ...cases.cases];
    shown.push(...items.relatedItems, ...all.relatedItems, updated);
    assert.equal(shown.length, 11);
    for (const resource of shown) {
      assert.deepEqual(resource.tags, tags);
    }
  });

  test('Some are added and some overwritten, and others stay', async () => {
    const arn = arns.Layout;
    await send(new TagResourceCommand({ arn, tags: { team: 'parcels', floor: '2', nothing: null } }));
    assert.deepEqual(await tagsOf(arn), { ...tags, team: 'parcels', floor: '2', nothing: '' });
    await send(new TagResourceCommand({ arn, tags: {} }));
    assert.equal((await tagsOf(arn)).floor, '2');
  });

  test('Those that are named are removed, if they are there', async () => {
    for (const arn of Object.values(arns)) {
      await send(new UntagResourceCommand({ arn, tagKeys: ['cost:center/1=2+3.4_5-6', 'urgent', 'nowhere'] }));
      const { team, ...rest } = await tagsOf(arn);
      assert.ok(team);
      assert.equal(rest.urgent, undefined);
      assert.equal(rest['cost:center/1=2+3.4_5-6'], undefined);
    }
    await send(new UntagResourceCommand({ arn: arns.Case, tagKeys: [] }));
    assert.deepEqual(await tagsOf(arns.Case), { team: 'orders' });
  });

  test('Fifty are all that a resource takes', async () => {
    const many = Object.fromEntries(Array.from({ length: 49 }, (_, number) => [`key-${number}`, `${number}`]));
    await send(new TagResourceCommand({ arn: arns.RelatedItem, tags: many }));
    assert.equal(Object.keys(await tagsOf(arns.RelatedItem)).length, 50);
  });

  test('Those of a case are searched as they are now', async () => {
    const filter = { tag: { equalTo: { key: 'team', value: 'orders' } } };
    assert.equal((await send(new SearchCasesCommand({ domainId, filter }))).totalCount, 1);
    await send(new TagResourceCommand({ arn: arns.Case, tags: { team: 'parcels' } }));
    assert.equal((await send(new SearchCasesCommand({ domainId, filter }))).totalCount, 0);
  });

  test('They leave the history and the times of a case alone', async () => {
    const read = await send(
      new GetCaseCommand({ domainId, caseId, fields: ids('created_datetime', 'last_updated_datetime') }),
    );
    const times = plain(read.fields);
    assert.equal(times.last_updated_datetime, times.created_datetime);
    const { auditEvents } = await send(new GetCaseAuditEventsCommand({ domainId, caseId }));
    assert.deepEqual(
      auditEvents.map(({ type }) => type),
      ['RelatedItem.Updated', 'RelatedItem.Created', 'Case.Created'],
    );
  });

  test('A new case has those that its template passes on, and its own win', async () => {
    const tagMap = { team: 'orders', floor: '2' };
    const tagPropagationConfigurations = [{ resourceType: 'Cases', tagMap }];
    const template = { domainId, name: 'Tagged', tagPropagationConfigurations };
    const created = await send(new CreateTemplateCommand(template));
    await send(new TagResourceCommand({ arn: created.templateArn, tags: { owner: 'nobody' } }));
    const { caseId: id, caseArn } = await send(
      new CreateCaseCommand({ domainId, templateId: created.templateId, fields, tags: { floor: '3', room: '301' } }),
    );
    const expected = { team: 'orders', floor: '3', room: '301' };
    assert.deepEqual((await send(new GetCaseCommand({ domainId, caseId: id, fields: ids('title') }))).tags, expected);
    assert.deepEqual(await tagsOf(caseArn), expected);
    assert.deepEqual(await tagsOf(created.templateArn), { owner: 'nobody' });
  });

  async function tagsOf(arn) {
    return (await send(new ListTagsForResourceCommand({ arn }))).tags;
  }
});
