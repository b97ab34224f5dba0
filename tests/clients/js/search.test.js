import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  BatchPutFieldOptionsCommand,
  CreateCaseCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateTemplateCommand,
  DeleteCaseCommand,
  SearchCasesCommand,
  UpdateCaseCommand,
} from '@aws-sdk/client-connectcases';
import { agent, field, ids, plain, tick, useEmulator } from './helpers.js';

describe('Cases are searched', () => {
  const { send } = useEmulator();
  const fieldIds = {};
  const caseIds = {};
  const names = ['bike', 'books', 'lamp', 'letter'];
  let domainId;
  let templateId;
  let other;

  before(async () => {
    ({ domainId } = await send(new CreateDomainCommand({ name: 'Order support' })));
    ({ domainId: other } = await send(new CreateDomainCommand({ name: 'Empty' })));
    ({ templateId } = await send(new CreateTemplateCommand({ domainId, name: 'Order' })));
    for (const type of ['Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User']) {
      const { fieldId } = await send(new CreateFieldCommand({ domainId, name: `A ${type}`, type }));
      fieldIds[type] = fieldId;
    }
    const options = ['air', 'sea'].map((value) => ({ name: `By ${value}`, value, active: true }));
    await send(new BatchPutFieldOptionsCommand({ domainId, fieldId: fieldIds.SingleSelect, options }));

    const cases = {
      bike: {
        fields: [
          field('title', 'Lost Parcel'),
          field('summary', 'A red bike'),
          field(fieldIds.Number, 12.5),
          field(fieldIds.Boolean, true),
          field(fieldIds.DateTime, '2026-03-01T10:30:00+01:00'),
          field(fieldIds.SingleSelect, 'air'),
          field(fieldIds.Url, 'https://shop.example.com/bikes'),
          { id: fieldIds.User, value: { userArnValue: agent.userArn } },
        ],
        tags: { team: 'sports', urgent: '' },
      },
      books: {
        fields: [
          field('title', 'Lost parcel again'),
          field(fieldIds.Number, 3),
          field(fieldIds.Boolean, false),
          field(fieldIds.DateTime, '2026-03-02T00:00:00Z'),
          field(fieldIds.SingleSelect, 'sea'),
        ],
        tags: { team: 'media' },
      },
      lamp: { fields: [field('title', 'Broken lamp'), field(fieldIds.Number, 3)] },
      letter: { fields: [field('title', 'Late letter'), field('summary', 'Not a parcel')] },
    };
    for (const name of names) {
      ({ caseId: caseIds[name] } = await send(new CreateCaseCommand({ domainId, templateId, ...cases[name] })));
      await tick();
    }
  });

  describe('by one condition on a field:', () => {
    const conditions = {
      'a whole text, ignoring case': [() => ({ equalTo: field('title', 'lost parcel') }), 'bike'],
      'a part of a text, ignoring case': [() => ({ contains: field('title', 'PARCEL') }), 'bike', 'books'],
      'the value of an option': [() => ({ equalTo: field(fieldIds.SingleSelect, 'sea') }), 'books'],
      'the value of an option, contained': [() => ({ contains: field(fieldIds.SingleSelect, 'air') }), 'bike'],
      'a part of a URL': [() => ({ contains: field(fieldIds.Url, 'example.com') }), 'bike'],
      'a number': [() => ({ equalTo: field(fieldIds.Number, 3) }), 'books', 'lamp'],
      'a greater number': [() => ({ greaterThan: field(fieldIds.Number, 3) }), 'bike'],
      'a number that is not less': [() => at('greaterThanOrEqualTo', 3), 'bike', 'books', 'lamp'],
      'a smaller number': [() => ({ lessThan: field(fieldIds.Number, 12.5) }), 'books', 'lamp'],
      'a number that is not greater': [() => at('lessThanOrEqualTo', 12.5), 'bike', 'books', 'lamp'],
      'a truth': [() => ({ equalTo: field(fieldIds.Boolean, false) }), 'books'],
      'an instant, in any time zone': [() => on('equalTo', '2026-03-01T09:30:00Z'), 'bike'],
      'a later instant': [() => on('greaterThan', '2026-03-01T23:00:00-00:30'), 'books'],
      'an earlier instant': [() => on('lessThanOrEqualTo', '2026-03-02T01:00:00+01:00'), 'bike', 'books'],
      'a user': [() => ({ equalTo: { id: fieldIds.User, value: { userArnValue: agent.userArn } } }), 'bike'],
      'no value': [() => ({ equalTo: field(fieldIds.Number, null) }), 'letter'],
      'a value that the service set': [() => ({ equalTo: field('status', 'open') }), ...names],
    };
    for (const [name, [condition, ...expected]] of Object.entries(conditions)) {
      test(name, async () => assert.deepEqual(await found({ filter: { field: condition() } }), expected));
    }

    function at(operator, number) {
      return { [operator]: field(fieldIds.Number, number) };
    }

    function on(operator, instant) {
      return { [operator]: field(fieldIds.DateTime, instant) };
    }
  });

  test('by several conditions, all or any of them, and by none of them', async () => {
    const parcel = { field: { contains: field('title', 'parcel') } };
    const light = { field: { lessThan: field(fieldIds.Number, 10) } };
    assert.deepEqual(await found({ filter: { andAll: [parcel, light] } }), ['books']);
    assert.deepEqual(await found({ filter: { orAll: [parcel, light] } }), ['bike', 'books', 'lamp']);
    assert.deepEqual(await found({ filter: { not: light } }), ['bike', 'letter']);
    assert.deepEqual(await found({ filter: { not: { orAll: [parcel, { not: light }] } } }), ['lamp']);
    assert.deepEqual(await found({ filter: { andAll: [] } }), names);
    assert.deepEqual(await found({ filter: { orAll: [] } }), []);
  });

  test('by tags', async () => {
    assert.deepEqual(await found({ filter: { tag: { equalTo: { key: 'team', value: 'media' } } } }), ['books']);
    assert.deepEqual(await found({ filter: { tag: { equalTo: { key: 'team' } } } }), ['bike', 'books']);
    assert.deepEqual(await found({ filter: { tag: { equalTo: { key: 'urgent', value: '' } } } }), ['bike']);
    assert.deepEqual(await found({ filter: { tag: { equalTo: { key: 'Team' } } } }), []);
    const untagged = { not: { tag: { equalTo: { key: 'team' } } } };
    assert.deepEqual(await found({ filter: untagged }), ['lamp', 'letter']);
  });

  test('by words, all of which are in some value of the case', async () => {
    assert.deepEqual(await found({ searchTerm: 'parcel' }), ['bike', 'books', 'letter']);
    assert.deepEqual(await found({ searchTerm: 'RED lost' }), ['bike']);
    assert.deepEqual(await found({ searchTerm: 'sea' }), ['books']);
    assert.deepEqual(await found({ searchTerm: 'parcel moon' }), []);
    assert.deepEqual(await found({ searchTerm: '' }), names);
    const filter = { field: { contains: field('title', 'lost') } };
    assert.deepEqual(await found({ searchTerm: 'again', filter }), ['books']);
  });

  test('in an order, in which cases without the value come last', async () => {
    const byNumber = (sortOrder) => ({ fieldId: fieldIds.Number, sortOrder });
    const byTitle = { fieldId: 'title', sortOrder: 'Asc' };
    assert.deepEqual(await found({ sorts: [byTitle] }, false), ['lamp', 'letter', 'bike', 'books']);
    assert.deepEqual(await found({ sorts: [byNumber('Asc'), byTitle] }, false), ['lamp', 'books', 'bike', 'letter']);
    assert.deepEqual(await found({ sorts: [byNumber('Desc'), byTitle] }, false), ['bike', 'lamp', 'books', 'letter']);
    const byTime = { fieldId: 'created_datetime', sortOrder: 'Asc' };
    assert.deepEqual(await found({ sorts: [byTime] }, false), names);
  });

  test('and come with the values that are asked for, their tags and their count', async () => {
    const { cases, totalCount, nextToken } = await send(
      new SearchCasesCommand({
        domainId,
        searchTerm: 'bike',
        fields: ids(fieldIds.DateTime, 'status', 'assigned_queue', 'title'),
      }),
    );
    assert.equal(totalCount, 1);
    assert.equal(nextToken, undefined);
    const [{ fields, ...item }] = cases;
    assert.deepEqual(item, { caseId: caseIds.bike, templateId, tags: { team: 'sports', urgent: '' } });
    assert.deepEqual(plain(fields), {
      [fieldIds.DateTime]: '2026-03-01T09:30:00.000Z',
      status: 'open',
      title: 'Lost Parcel',
    });

    const bare = await send(new SearchCasesCommand({ domainId, searchTerm: 'lamp' }));
    assert.deepEqual(bare.cases, [{ caseId: caseIds.lamp, templateId, fields: [], tags: {} }]);
  });

  test('page by page, each with the count of all', async () => {
    const first = await send(new SearchCasesCommand({ domainId, maxResults: 3 }));
    assert.equal(first.cases.length, 3);
    assert.equal(first.totalCount, 4);
    const { nextToken } = first;
    const second = await send(new SearchCasesCommand({ domainId, maxResults: 3, nextToken }));
    assert.equal(second.cases.length, 1);
    assert.equal(second.totalCount, 4);
    assert.equal(second.nextToken, undefined);
  });

  test('in one domain', async () => {
    const { cases, totalCount } = await send(new SearchCasesCommand({ domainId: other }));
    assert.deepEqual(cases, []);
    assert.equal(totalCount, 0);
  });

  test('as they are now, the last updated first', async () => {
    assert.deepEqual(await found({}, false), names.toReversed());
    const caseId = caseIds.bike;
    await send(new UpdateCaseCommand({ domainId, caseId, fields: [field('title', 'Found parcel')] }));
    assert.deepEqual(await found({}, false), ['bike', 'letter', 'lamp', 'books']);
    assert.deepEqual(await found({ searchTerm: 'lost' }), ['books']);
    await send(new DeleteCaseCommand({ domainId, caseId }));
    assert.deepEqual(await found({}, false), ['letter', 'lamp', 'books']);
  });

  /** Returns the names of the found cases: sorted by creation, or in the order of the search. */
  async function found(search, sorted = true) {
    const { cases, totalCount } = await send(new SearchCasesCommand({ domainId, ...search }));
    assert.equal(totalCount, cases.length);
    const found = cases.map(({ caseId }) => names.find((name) => caseIds[name] === caseId));
    return sorted ? names.filter((name) => found.includes(name)) : found;
  }
});
