import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  BatchPutFieldOptionsCommand,
  CreateCaseCommand,
  CreateCaseRuleCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateLayoutCommand,
  CreateRelatedItemCommand,
  CreateTemplateCommand,
  DeleteRelatedItemCommand,
  GetCaseCommand,
  ListCaseRulesCommand,
  ListLayoutsCommand,
  SearchCasesCommand,
  SearchRelatedItemsCommand,
  UpdateCaseCommand,
  ValidationException,
  paginateGetCase,
  paginateGetCaseAuditEvents,
  paginateListCaseRules,
  paginateListCasesForContact,
  paginateListDomains,
  paginateListFieldOptions,
  paginateListFields,
  paginateListLayouts,
  paginateListTemplates,
  paginateSearchAllRelatedItems,
  paginateSearchCases,
  paginateSearchRelatedItems,
} from '@aws-sdk/client-connectcases';
import { comment, contactArn, field, ids, numbered, plain, useEmulator } from './helpers.js';

// Some of these lists fill their last page, some do not. The maximum is five domains per account.
const domainNames = numbered('Domain', 5);
const fieldNames = numbered('Field', 7);
const optionNames = numbered('Option', 11);
const templateNames = numbered('Template', 7);
const layoutNames = numbered('Layout', 7);
const ruleNames = numbered('Rule', 9);
const caseTitles = numbered('Case', 8);
const commentBodies = numbered('Comment', 13);
const updates = 9;

describe('The paginators of the SDK', () => {
  const emulator = useEmulator();
  const { send } = emulator;
  const contacts = { contact: { contactArn } };
  const caseIds = [];
  let domainId;
  let caseId;

  before(async () => {
    for (const name of domainNames) {
      ({ domainId } = await send(new CreateDomainCommand({ name })));
    }
    for (const name of fieldNames) {
      await send(new CreateFieldCommand({ domainId, name, type: 'Number' }));
    }
    const options = optionNames.map((name) => ({ name, value: name.replace(' ', '-'), active: true }));
    await send(new BatchPutFieldOptionsCommand({ domainId, fieldId: 'case_reason', options }));
    let templateId;
    for (const name of templateNames) {
      ({ templateId } = await send(new CreateTemplateCommand({ domainId, name })));
    }
    for (const name of layoutNames) {
      await send(new CreateLayoutCommand({ domainId, name, content: { basic: {} } }));
    }
    for (const name of ruleNames) {
      const rule = { required: { defaultValue: false, conditions: [] } };
      await send(new CreateCaseRuleCommand({ domainId, name, rule }));
    }
    for (const title of caseTitles) {
      ({ caseId } = await send(new CreateCaseCommand({ domainId, templateId, fields: [field('title', title)] })));
      caseIds.push(caseId);
    }
    for (let update = 1; update <= updates; update++) {
      await send(new UpdateCaseCommand({ domainId, caseId, fields: [field('summary', `Summary ${update}`)] }));
    }
    for (const body of commentBodies) {
      await add(comment(body));
    }
    for (const id of caseIds) {
      await add(contacts, id);
    }
  });

  for (const pageSize of [1, 2, 7]) {
    test(`Domains come once, in the order of creation, in pages of ${pageSize}`, async () => {
      const domains = await walk(paginateListDomains, {}, 'domains', pageSize);
      assert.deepEqual(domains.map(({ name }) => name), domainNames);
    });

    test(`Fields come once, those of the system first, in pages of ${pageSize}`, async () => {
      const fields = await walk(paginateListFields, { domainId }, 'fields', pageSize);
      assert.ok(fields.slice(0, -fieldNames.length).every(({ namespace }) => namespace === 'System'));
      assert.equal(new Set(fields.map(({ fieldId }) => fieldId)).size, 17 + fieldNames.length);
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

    test(`Layouts come once, in the order of creation, in pages of ${pageSize}`, async () => {
      const layouts = await walk(paginateListLayouts, { domainId }, 'layouts', pageSize);
      assert.deepEqual(layouts.map(({ name }) => name), layoutNames);
    });

    test(`Case rules come once, in the order of creation, in pages of ${pageSize}`, async () => {
      const rules = await walk(paginateListCaseRules, { domainId }, 'caseRules', pageSize);
      assert.deepEqual(rules.map(({ name }) => name), ruleNames);
    });

    test(`Cases come once, in the order that is asked for, in pages of ${pageSize}`, async () => {
      const sorts = [{ fieldId: 'title', sortOrder: 'Desc' }];
      const byTitle = { domainId, sorts, fields: ids('title') };
      const cases = await walk(paginateSearchCases, byTitle, 'cases', pageSize);
      assert.deepEqual(cases.map(({ fields }) => plain(fields).title), caseTitles.toReversed());
    });

    test(`Cases come once, the last updated first, in pages of ${pageSize}`, async () => {
      const odd = { orAll: caseTitles.filter((_, index) => index % 2).map((title) => equal(title)) };
      const input = { domainId, filter: odd, fields: ids('last_updated_datetime') };
      const cases = await walk(paginateSearchCases, input, 'cases', pageSize);
      assert.equal(new Set(cases.map((item) => item.caseId)).size, caseTitles.length / 2);
      assertNewestFirst(cases.map(({ fields }) => new Date(plain(fields).last_updated_datetime)));
    });

    test(`The cases of a contact come once, the latest association first, in pages of ${pageSize}`, async () => {
      const cases = await walk(paginateListCasesForContact, { domainId, contactArn }, 'cases', pageSize);
      assert.deepEqual(cases.map((item) => item.caseId), caseIds.toReversed());
    });

    test(`The related items of all cases come once, the newest first, in pages of ${pageSize}`, async () => {
      const items = await walk(paginateSearchAllRelatedItems, { domainId }, 'relatedItems', pageSize);
      assert.deepEqual(
        items.map((item) => item.content.comment?.body ?? item.caseId),
        [...caseIds.toReversed(), ...commentBodies.toReversed()],
      );
      assertNewestFirst(items.map(({ associationTime }) => associationTime));
    });

    test(`Filtered related items of all cases come once, by case, in pages of ${pageSize}`, async () => {
      const sorts = [{ sortProperty: 'CaseId', sortOrder: 'Asc' }];
      const input = { domainId, filters: [{ contact: {} }], sorts };
      const items = await walk(paginateSearchAllRelatedItems, input, 'relatedItems', pageSize);
      assert.deepEqual(items.map((item) => item.caseId), caseIds.toSorted());
    });
  }

  test('The values of a case come in one page', async () => {
    const fields = [{ id: 'title' }, { id: 'status' }];
    const values = await walk(paginateGetCase, { domainId, caseId, fields }, 'fields', fields.length);
    assert.deepEqual(values.map(({ id }) => id), ['title', 'status']);
  });

  test('An empty token is the start', async () => {
    const read = await send(new GetCaseCommand({ domainId, caseId, fields: ids('title'), nextToken: '' }));
    assert.deepEqual(plain(read.fields), { title: caseTitles.at(-1) });
    const { layouts } = await send(new ListLayoutsCommand({ domainId, maxResults: 1, nextToken: '' }));
    assert.deepEqual(layouts.map(({ name }) => name), layoutNames.slice(0, 1));
    const { cases } = await send(new SearchCasesCommand({ domainId, nextToken: '' }));
    assert.equal(cases.length, caseTitles.length);
  });

  test('An item that is added during a walk neither repeats nor hides another', async () => {
    const bodies = [];
    const filters = [{ comment: {} }];
    const paged = { client: emulator.client, pageSize: 3 };
    for await (const page of paginateSearchRelatedItems(paged, { domainId, caseId, filters })) {
      bodies.push(...page.relatedItems.map(({ content }) => content.comment.body));
      await add(comment('Meanwhile'));
    }
    assert.deepEqual(bodies, commentBodies.toReversed());
  });

  test('An item that is removed during a walk hides no other', async () => {
    const bodies = [];
    const filters = [{ comment: {} }];
    const added = await add(comment('Soon gone'));
    const paged = { client: emulator.client, pageSize: 4 };
    for await (const { relatedItems } of paginateSearchAllRelatedItems(paged, { domainId, filters })) {
      if (bodies.length === 0) {
        await send(new DeleteRelatedItemCommand({ domainId, caseId, relatedItemId: added }));
      }
      bodies.push(...relatedItems.map(({ content }) => content.comment.body));
    }
    const kept = bodies.filter((body) => commentBodies.includes(body));
    assert.deepEqual(kept, commentBodies.toReversed());
  });

  test('A token of another list is refused', async () => {
    const { nextToken } = await send(new ListLayoutsCommand({ domainId, maxResults: 1 }));
    const other = new ListCaseRulesCommand({ domainId, maxResults: 1, nextToken });
    await assert.rejects(send(other), ValidationException);
  });

  test('A token of another search is refused', async () => {
    const search = { domainId, caseId, maxResults: 1 };
    const { nextToken } = await send(new SearchRelatedItemsCommand(search));
    const other = new SearchRelatedItemsCommand({ ...search, nextToken, filters: [{ comment: {} }] });
    await assert.rejects(send(other), ValidationException);
    const never = new SearchRelatedItemsCommand({ ...search, nextToken: 'never-issued' });
    await assert.rejects(send(never), ValidationException);

    const cases = { domainId, maxResults: 1, searchTerm: 'Case' };
    const { nextToken: ofCases } = await send(new SearchCasesCommand(cases));
    const others = new SearchCasesCommand({ ...cases, nextToken: ofCases, searchTerm: 'case 1' });
    await assert.rejects(send(others), ValidationException);
  });

  /** Returns all items of a listing. Checks that all pages except the last one are full and that no page is empty. */
  async function walk(paginate, input, member, pageSize) {
    const pages = [];
    for await (const page of paginate({ client: emulator.client, pageSize }, input)) {
      pages.push(page[member]);
    }
    const items = pages.flat();
    const full = Math.max(0, Math.ceil(items.length / pageSize) - 1);
    const lengths = [...Array(full).fill(pageSize), items.length - full * pageSize];
    assert.deepEqual(pages.map(({ length }) => length), lengths);
    return items;
  }

  async function add(content, to = caseId) {
    const type = content.comment ? 'Comment' : 'Contact';
    const item = new CreateRelatedItemCommand({ domainId, caseId: to, type, content });
    return (await send(item)).relatedItemId;
  }
});

function equal(title) {
  return { field: { equalTo: field('title', title) } };
}

function assertNewestFirst(times) {
  assert.deepEqual(times, times.toSorted((one, other) => other - one));
}
