import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  BatchPutFieldOptionsCommand,
  CreateCaseCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  DeleteCaseCommand,
  DeleteRelatedItemCommand,
  GetCaseAuditEventsCommand,
  GetCaseCommand,
  ListCasesForContactCommand,
  ResourceNotFoundException,
  SearchAllRelatedItemsCommand,
  SearchRelatedItemsCommand,
  UpdateCaseCommand,
  UpdateRelatedItemCommand,
} from '@aws-sdk/client-connectcases';
import {
  agent,
  assertRecent,
  comment,
  connect,
  contactArn,
  custom,
  field,
  fileArn,
  ids,
  plain,
  tick,
  useEmulator,
} from './helpers.js';

describe('Related items:', () => {
  const { send } = useEmulator();
  const batch = { customEntity: 'night-batch' };
  let domainId;
  let domainArn;
  let templateId;
  let plateId;
  let speedId;

  before(() => enterDomain('Order support'));

  describe('The related items of a case change:', () => {
    let caseId;

    before(async () => {
      caseId = await createCase();
    });

    test('A comment gets another body, and the item shows both users', async () => {
      const created = new Date();
      const relatedItemId = await create(caseId, 'Comment', comment('Hello'), batch);
      await tick();
      const content = comment('Good evening');
      const { $metadata, associationTime, ...updated } = await send(
        new UpdateRelatedItemCommand({ domainId, caseId, relatedItemId, content, performedBy: agent }),
      );
      assert.deepEqual(updated, {
        relatedItemId,
        relatedItemArn: `${domainArn}/case/${caseId}/related-item/${relatedItemId}`,
        type: 'Comment',
        content,
        tags: {},
        createdBy: batch,
        lastUpdatedUser: agent,
      });
      assert.ok(associationTime >= created);

      const [item] = await search(caseId, { comment: {} });
      assert.deepEqual(item, {
        relatedItemId,
        type: 'Comment',
        associationTime,
        content,
        performedBy: batch,
        tags: {},
      });
      const { relatedItemType, performedBy, fields } = await lastEvent('RelatedItem.Updated');
      assert.equal(relatedItemType, 'Comment');
      assert.deepEqual(performedBy.user, agent);
      assert.deepEqual(fields.find(({ eventFieldId }) => eventFieldId === 'body'), {
        eventFieldId: 'body',
        oldValue: { stringValue: 'Hello' },
        newValue: { stringValue: 'Good evening' },
      });
    });

    test('A custom item has values of custom fields, which an update replaces', async () => {
      const content = custom(field(plateId, 'HH-AB 12'), field(speedId, 48.5));
      const relatedItemId = await create(caseId, 'Custom', content);
      const [item] = await search(caseId, { custom: {} });
      assert.equal(item.relatedItemId, relatedItemId);
      assert.equal(item.type, 'Custom');
      assert.deepEqual(item.content, content);
      assert.equal(item.performedBy, undefined);

      const replaced = custom(field(speedId, 51));
      const updated = await send(new UpdateRelatedItemCommand({ domainId, caseId, relatedItemId, content: replaced }));
      assert.equal(updated.type, 'Custom');
      assert.deepEqual(updated.content, replaced);
      assert.equal(updated.createdBy, undefined);
      assert.equal(updated.lastUpdatedUser, undefined);
      const [after] = await search(caseId, { custom: {} });
      assert.deepEqual(after.content, replaced);
    });

    test('The custom items of a case are found by their values', async () => {
      const otherId = await createCase();
      const broken = await createField('Broken', 'Boolean');
      const since = await createField('Since', 'DateTime');
      const driver = await createField('Driver', 'User');
      const ada = { id: driver, value: { userArnValue: agent.userArn } };
      const noon = '2026-03-01T12:00:00.000Z';
      const values = [field(plateId, 'HH-AB 12'), field(speedId, 48.5), field(broken, true), field(since, noon), ada];
      const truck = await create(otherId, 'Custom', custom(...values));
      const car = await create(otherId, 'Custom', custom(field(plateId, 'M-XY 34'), field(speedId, 51)));
      const [, { content }] = await search(otherId);
      assert.deepEqual(content, custom(...values));

      for (const [condition, ...expected] of [
        [{ equalTo: field(plateId, 'm-xy 34') }, car],
        [{ contains: field(plateId, 'hh-') }, truck],
        [{ equalTo: ada }, truck],
        [{ equalTo: field(broken, true) }, truck],
        [{ equalTo: field(broken, null) }, car],
        [{ greaterThan: field(speedId, 48.5) }, car],
        [{ greaterThanOrEqualTo: field(speedId, 48.5) }, car, truck],
        [{ lessThan: field(speedId, 51) }, truck],
        [{ lessThanOrEqualTo: field(since, '2026-03-01T13:00:00+01:00') }, truck],
      ]) {
        assert.deepEqual(await byValues({ field: condition }), expected);
      }
      const slow = { field: { lessThan: field(speedId, 50) } };
      assert.deepEqual(await byValues({ not: slow }), [car]);
      assert.deepEqual(await byValues({ andAll: [slow, { field: { equalTo: ada } }] }), [truck]);
      assert.deepEqual(await byValues({ orAll: [slow, { not: slow }] }), [car, truck]);

      async function byValues(fields) {
        return (await search(otherId, { custom: { fields } })).map(({ relatedItemId }) => relatedItemId);
      }
    });

    test('A case is linked to another, in one direction, also when that is deleted', async () => {
      const otherId = await createCase();
      const content = { connectCase: { caseId: otherId } };
      const relatedItemId = await create(caseId, 'ConnectCase', content, agent);
      const [item] = await search(caseId, { connectCase: { caseId: otherId } });
      assert.equal(item.relatedItemId, relatedItemId);
      assert.equal(item.type, 'ConnectCase');
      assert.deepEqual(item.content, content);
      assert.deepEqual(item.performedBy, agent);
      assert.deepEqual(await search(caseId, { connectCase: { caseId } }), []);
      assert.deepEqual(await search(otherId), []);

      await send(new DeleteCaseCommand({ domainId, caseId: otherId }));
      assert.deepEqual(await search(caseId, { connectCase: {} }), [item]);
    });

    test('A deleted item is gone, and the history records the deletion', async () => {
      const relatedItemId = await create(caseId, 'Contact', { contact: { contactArn } });
      await send(new DeleteRelatedItemCommand({ domainId, caseId, relatedItemId }));
      assert.deepEqual(await search(caseId, { contact: {} }), []);
      const { relatedItemType, performedBy, fields } = await lastEvent('RelatedItem.Deleted');
      assert.equal(relatedItemType, 'Contact');
      assert.equal(performedBy.user, undefined);
      assert.deepEqual(fields, [
        { eventFieldId: 'relatedItemId', oldValue: { stringValue: relatedItemId }, newValue: { emptyValue: {} } },
      ]);
      const again = new DeleteRelatedItemCommand({ domainId, caseId, relatedItemId });
      await assert.rejects(send(again), ResourceNotFoundException);
    });

    test('An SLA, a link, a custom item and a comment are deleted', async () => {
      await create(caseId, 'Sla', sla('Answer', 60));
      const items = await search(caseId);
      assert.deepEqual(items.map(({ type }) => type), ['Sla', 'ConnectCase', 'Custom', 'Comment']);
      for (const { relatedItemId } of items) {
        await send(new DeleteRelatedItemCommand({ domainId, caseId, relatedItemId }));
      }
      assert.deepEqual(await search(caseId), []);
    });

    async function lastEvent(type) {
      const { auditEvents } = await send(new GetCaseAuditEventsCommand({ domainId, caseId }));
      return auditEvents.find((event) => event.type === type);
    }
  });

  describe('Service level agreements:', () => {
    let caseId;
    let slas;

    before(async () => {
      caseId = await createCase();
      const options = [{ name: 'Archived', value: 'archived', active: true }];
      await send(new BatchPutFieldOptionsCommand({ domainId, fieldId: 'status', options }));
    });

    test('An SLA is active until its target time', async () => {
      const relatedItemId = await create(caseId, 'Sla', sla('Resolve', 2880), agent);
      const [item] = await search(caseId, { sla: { name: 'Resolve', status: 'Active' } });
      const { targetTime, ...configuration } = item.content.sla.slaConfiguration;
      assert.equal(item.relatedItemId, relatedItemId);
      assert.equal(item.type, 'Sla');
      assert.deepEqual(item.performedBy, agent);
      assert.deepEqual(configuration, {
        name: 'Resolve',
        type: 'CaseField',
        status: 'Active',
        fieldId: 'status',
        targetFieldValues: [{ stringValue: 'closed' }],
      });
      assert.equal(targetTime - item.associationTime, 2880 * 60_000);
      for (const status of ['Met', 'NotMet', 'Overdue']) {
        assert.deepEqual(await search(caseId, { sla: { status } }), []);
      }
    });

    test('The case knows the next target time', async () => {
      await create(caseId, 'Sla', sla('Answer', 60));
      await create(caseId, 'Sla', sla('Archive', 1_051_200, 'archived'));
      slas = await search(caseId, { sla: {} });
      assert.deepEqual(slas.map(({ content }) => content.sla.slaConfiguration.name), ['Archive', 'Answer', 'Resolve']);
      const { targetTime } = slas[1].content.sla.slaConfiguration;
      assert.equal(await nextBreach(), targetTime.toISOString());
    });

    test('An SLA whose target is reached is met for good', async () => {
      await setStatus('closed');
      const met = await search(caseId, { sla: { status: 'Met' } });
      assert.deepEqual(met.map(({ relatedItemId }) => relatedItemId), slas.slice(1).map((item) => item.relatedItemId));
      for (const { content } of met) {
        assertRecent(content.sla.slaConfiguration.completionTime);
      }
      assert.equal(await nextBreach(), slas[0].content.sla.slaConfiguration.targetTime.toISOString());

      const { auditEvents } = await send(new GetCaseAuditEventsCommand({ domainId, caseId }));
      const changes = auditEvents.filter(({ type }) => type === 'RelatedItem.Updated');
      assert.deepEqual(changes.map(({ relatedItemType }) => relatedItemType), ['Sla', 'Sla']);
      for (const { fields } of changes) {
        assert.deepEqual(fields.find(({ eventFieldId }) => eventFieldId === 'slaStatus'), {
          eventFieldId: 'slaStatus',
          oldValue: { stringValue: 'Active' },
          newValue: { stringValue: 'Met' },
        });
      }

      await setStatus('open');
      assert.deepEqual(await search(caseId, { sla: { status: 'Met' } }), met);
      assert.equal((await search(caseId, { sla: { status: 'Active' } })).length, 1);
    });

    test('An SLA whose target is reached already is met at once', async () => {
      await create(caseId, 'Sla', sla('Reopen', 60, 'open'));
      const [item] = await search(caseId, { sla: { name: 'Reopen' } });
      assert.equal(item.content.sla.slaConfiguration.status, 'Met');
      assertRecent(item.content.sla.slaConfiguration.completionTime);
    });

    test('A case without an active SLA has no next target time', async () => {
      const { relatedItemId } = slas[0];
      await send(new DeleteRelatedItemCommand({ domainId, caseId, relatedItemId }));
      assert.equal(await nextBreach(), undefined);
    });

    async function setStatus(status) {
      await send(new UpdateCaseCommand({ domainId, caseId, fields: [field('status', status)] }));
    }

    async function nextBreach() {
      const breach = ids('next_sla_breach_datetime');
      const { fields } = await send(new GetCaseCommand({ domainId, caseId, fields: breach }));
      return plain(fields).next_sla_breach_datetime;
    }
  });

  describe('The related items of all cases are searched', () => {
    const itemIds = [];
    let all;
    let caseIds;

    before(async () => {
      await enterDomain('All cases');
      caseIds = [await createCase(), await createCase()].sort();
      for (const [index, type, content, performedBy] of [
        [0, 'Comment', comment('Hello'), agent],
        [1, 'Contact', { contact: { contactArn } }],
        [0, 'File', { file: { fileArn } }],
        [1, 'Custom', custom(field(plateId, 'HH-AB 12'), field(speedId, 48.5)), batch],
        [0, 'Custom', custom(field(plateId, 'M-XY 34'))],
        [1, 'Sla', sla('Resolve', 60)],
        [0, 'ConnectCase', { connectCase: { caseId: caseIds[1] } }],
      ]) {
        itemIds.push(await create(caseIds[index], type, content, performedBy));
        await tick();
      }
      all = itemIds.toReversed();
    });

    test('and come with their cases, the newest first', async () => {
      const { relatedItems, nextToken } = await send(new SearchAllRelatedItemsCommand({ domainId }));
      assert.equal(nextToken, undefined);
      assert.deepEqual(relatedItems.map(({ relatedItemId }) => relatedItemId), all);
      assert.deepEqual(
        relatedItems.map(({ type, caseId }) => [type, caseIds.indexOf(caseId)]),
        [
          ['ConnectCase', 0],
          ['Sla', 1],
          ['Custom', 0],
          ['Custom', 1],
          ['File', 0],
          ['Contact', 1],
          ['Comment', 0],
        ],
      );
      const { associationTime, ...first } = relatedItems.at(-1);
      assert.deepEqual(first, {
        relatedItemId: itemIds[0],
        caseId: caseIds[0],
        type: 'Comment',
        content: comment('Hello'),
        performedBy: agent,
        tags: {},
      });
      assertRecent(associationTime);
    });

    test('by any of several conditions', async () => {
      const [hello, contact, file, fast, unknown, agreement, link] = itemIds;
      assert.deepEqual(await found({ filters: [] }), all);
      assert.deepEqual(await found({ filters: [{ comment: {} }] }), [hello]);
      const call = { contactArn, channel: ['CHAT', 'VOICE'] };
      assert.deepEqual(await found({ filters: [{ contact: call }, { file: { fileArn } }] }), [file, contact]);
      assert.deepEqual(await found({ filters: [{ contact: { ...call, channel: ['CHAT'] } }] }), []);
      const resolve = { sla: { name: 'Resolve', status: 'Active' } };
      const linked = { connectCase: { caseId: caseIds[1] } };
      assert.deepEqual(await found({ filters: [resolve, linked] }), [link, agreement]);
      assert.deepEqual(await found({ filters: [{ sla: { name: 'resolve' } }] }), []);
      assert.deepEqual(await found({ filters: [{ custom: {} }, { comment: {} }] }), [unknown, fast, hello]);
    });

    test('by the values of custom items', async () => {
      const [, , , fast, unknown] = itemIds;
      const plate = { field: { contains: field(plateId, 'hh-') } };
      const speed = { field: { greaterThanOrEqualTo: field(speedId, 48.5) } };
      assert.deepEqual(await byValues(plate), [fast]);
      assert.deepEqual(await byValues({ not: speed }), [unknown]);
      assert.deepEqual(await byValues({ andAll: [plate, speed] }), [fast]);
      assert.deepEqual(await byValues({ andAll: [{ not: plate }, speed] }), []);
      assert.deepEqual(await byValues({ orAll: [{ not: plate }, speed] }), [unknown, fast]);
      for (const operator of ['equalTo', 'greaterThan', 'greaterThanOrEqualTo', 'lessThan', 'lessThanOrEqualTo']) {
        const far = operator.startsWith('less') ? 1e6 : -1e6;
        const expected = operator === 'equalTo' ? [] : [fast];
        assert.deepEqual(await byValues({ field: { [operator]: field(speedId, far) } }), expected);
      }

      async function byValues(fields) {
        return found({ filters: [{ custom: { fields } }] });
      }
    });

    test('in another order', async () => {
      const byTime = (sortOrder) => ({ sortProperty: 'AssociationTime', sortOrder });
      const byCase = (sortOrder) => ({ sortProperty: 'CaseId', sortOrder });
      const even = itemIds.filter((_, index) => index % 2 === 0);
      const odd = itemIds.filter((_, index) => index % 2 === 1);
      assert.deepEqual(await found({ sorts: [byTime('Asc')] }), itemIds);
      // Items 0, 2, 4 and 6 belong to the first case.
      assert.deepEqual(await found({ sorts: [byCase('Asc'), byTime('Asc')] }), [...even, ...odd]);
      assert.deepEqual(
        await found({ sorts: [byCase('Desc'), byTime('Desc')] }),
        [...odd.toReversed(), ...even.toReversed()],
      );
    });

    test('page by page', async () => {
      const search = { domainId, maxResults: 6, filters: [], sorts: [] };
      const { relatedItems, nextToken } = await send(new SearchAllRelatedItemsCommand(search));
      const rest = await send(new SearchAllRelatedItemsCommand({ ...search, nextToken }));
      assert.deepEqual([...relatedItems, ...rest.relatedItems].map((item) => item.relatedItemId), all);
      assert.equal(rest.nextToken, undefined);
    });

    async function found(search) {
      const { relatedItems } = await send(new SearchAllRelatedItemsCommand({ domainId, ...search }));
      return relatedItems.map(({ relatedItemId }) => relatedItemId);
    }
  });

  describe('The cases of a contact are listed', () => {
    const call = `${connect}/contact/ca11`;
    const caseIds = [];
    let itemIds;

    before(async () => {
      for (let count = 0; count < 3; count++) {
        caseIds.push(await createCase());
      }
      itemIds = [];
      for (const caseId of caseIds) {
        itemIds.push(await create(caseId, 'Contact', { contact: { contactArn: call } }));
      }
    });

    test('with their templates, the latest association first', async () => {
      const { cases, nextToken } = await send(new ListCasesForContactCommand({ domainId, contactArn: call }));
      assert.deepEqual(cases, caseIds.toReversed().map((caseId) => ({ caseId, templateId })));
      assert.equal(nextToken, undefined);
    });

    test('by its exact ARN', async () => {
      assert.deepEqual(await list(`${connect}/contact/ca1`), []);
      assert.deepEqual(await list(`${connect}/contact/CA11`), []);
    });

    test('page by page', async () => {
      const input = { domainId, contactArn: call, maxResults: 2 };
      const { cases, nextToken } = await send(new ListCasesForContactCommand(input));
      const rest = await send(new ListCasesForContactCommand({ ...input, nextToken }));
      assert.deepEqual([...cases, ...rest.cases].map(({ caseId }) => caseId), caseIds.toReversed());
    });

    test('as long as the association and the case exist', async () => {
      const [first, second, third] = caseIds;
      await send(new DeleteRelatedItemCommand({ domainId, caseId: second, relatedItemId: itemIds[1] }));
      assert.deepEqual(await list(call), [third, first]);
      await send(new DeleteCaseCommand({ domainId, caseId: third }));
      assert.deepEqual(await list(call), [first]);
    });

    async function list(arn) {
      const { cases } = await send(new ListCasesForContactCommand({ domainId, contactArn: arn }));
      return cases.map(({ caseId }) => caseId);
    }
  });

  async function enterDomain(name) {
    ({ domainId, domainArn } = await send(new CreateDomainCommand({ name })));
    ({ templateId } = await send(new CreateTemplateCommand({ domainId, name: 'Order' })));
    plateId = await createField('Plate', 'Text');
    speedId = await createField('Speed', 'Number');
  }

  async function createField(name, type) {
    return (await send(new CreateFieldCommand({ domainId, name, type }))).fieldId;
  }

  async function createCase() {
    const input = { domainId, templateId, fields: [field('title', 'Lost parcel')] };
    return (await send(new CreateCaseCommand(input))).caseId;
  }

  async function create(caseId, type, content, performedBy) {
    const input = { domainId, caseId, type, content, performedBy };
    return (await send(new CreateRelatedItemCommand(input))).relatedItemId;
  }

  async function search(caseId, ...filters) {
    return (await send(new SearchRelatedItemsCommand({ domainId, caseId, filters }))).relatedItems;
  }
});

function sla(name, targetSlaMinutes, target = 'closed') {
  const targetFieldValues = [{ stringValue: target }];
  const slaInputConfiguration = { name, type: 'CaseField', fieldId: 'status', targetFieldValues, targetSlaMinutes };
  return { sla: { slaInputConfiguration } };
}
