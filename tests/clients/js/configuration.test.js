import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  BatchGetFieldCommand,
  BatchPutFieldOptionsCommand,
  CreateCaseCommand,
  CreateCaseRuleCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateLayoutCommand,
  CreateTemplateCommand,
  DeleteFieldCommand,
  DeleteLayoutCommand,
  DeleteTemplateCommand,
  GetCaseCommand,
  GetLayoutCommand,
  GetTemplateCommand,
  ListFieldsCommand,
  ListLayoutsCommand,
  ListTemplatesCommand,
  SearchCasesCommand,
  UpdateCaseCommand,
  UpdateFieldCommand,
  UpdateLayoutCommand,
  UpdateTemplateCommand,
  ValidationException,
} from '@aws-sdk/client-connectcases';
import { assertRecent, field, ids, plain, tick, useEmulator, uuid } from './helpers.js';

describe('The configuration of a domain:', () => {
  const { send } = useEmulator();

  describe('Fields are changed and deleted:', () => {
    let domainId;
    let fieldId;
    let templateId;
    let layoutId;
    let caseId;
    let otherCaseId;

    before(async () => {
      ({ domainId } = await send(new CreateDomainCommand({ name: 'Fields' })));
      const text = { domainId, name: 'Order number', type: 'Text', description: 'As printed' };
      ({ fieldId } = await send(new CreateFieldCommand(text)));
      const requiredFields = [{ fieldId }, { fieldId: 'summary' }];
      ({ templateId } = await send(new CreateTemplateCommand({ domainId, name: 'Order', requiredFields })));
      const content = layout(['summary', fieldId], [fieldId]);
      ({ layoutId } = await send(new CreateLayoutCommand({ domainId, name: 'Order', content })));
      const fields = [field('title', 'Lost parcel'), field('summary', 'Gone'), field(fieldId, 'AB-12')];
      ({ caseId } = await send(new CreateCaseCommand({ domainId, templateId, fields })));
    });

    test('An update changes what it names and keeps the rest', async () => {
      const created = await read(fieldId);
      await tick();
      await send(new UpdateFieldCommand({ domainId, fieldId, name: 'Order id' }));
      await send(new UpdateFieldCommand({ domainId, fieldId }));
      const renamed = await read(fieldId);
      assert.equal(renamed.name, 'Order id');
      assert.equal(renamed.description, 'As printed');
      assert.deepEqual(renamed.createdTime, created.createdTime);
      assert.ok(renamed.lastModifiedTime > created.lastModifiedTime);

      const attributes = { text: { isMultiline: true } };
      await send(new UpdateFieldCommand({ domainId, fieldId, description: 'As on the label', attributes }));
      const described = await read(fieldId);
      assert.equal(described.name, 'Order id');
      assert.equal(described.description, 'As on the label');
      assert.deepEqual(described.attributes, attributes);
    });

    test('A field that is made single-line takes no more than 500 characters, and keeps what is longer', async () => {
      const long = 'x'.repeat(501);
      await update(field(fieldId, long));
      await send(new UpdateFieldCommand({ domainId, fieldId, attributes: { text: { isMultiline: false } } }));
      assert.deepEqual(await read(fieldId).then(({ attributes }) => attributes), { text: { isMultiline: false } });
      assert.deepEqual(await valuesOf(caseId, fieldId), { [fieldId]: long });
      await assert.rejects(update(field(fieldId, `${long}x`)), ValidationException);
      await update(field(fieldId, 'AB-12'));
    });

    test('A deleted field is known as deleted, and nothing of the configuration mentions it', async () => {
      await send(new DeleteFieldCommand({ domainId, fieldId }));
      await send(new DeleteFieldCommand({ domainId, fieldId }));

      const deleted = await read(fieldId);
      assert.equal(deleted.deleted, true);
      assert.equal(deleted.name, 'Order id');
      const { fields } = await send(new ListFieldsCommand({ domainId }));
      assert.ok(fields.every((summary) => summary.fieldId !== fieldId));
      const { requiredFields } = await send(new GetTemplateCommand({ domainId, templateId }));
      assert.deepEqual(requiredFields, [{ fieldId: 'summary' }]);
      const { content } = await send(new GetLayoutCommand({ domainId, layoutId }));
      assert.deepEqual(content, layout(['summary'], []));
    });

    test('A case that has a value of a deleted field keeps it, finds by it, and may change and clear it', async () => {
      assert.deepEqual(await valuesOf(caseId, fieldId), { [fieldId]: 'AB-12' });
      await update(field(fieldId, 'CD-34'));
      assert.deepEqual(await found({ filter: { field: { equalTo: field(fieldId, 'cd-34') } } }), [caseId]);
      assert.deepEqual(await found({ searchTerm: 'CD-34' }), [caseId]);
      await update(field(fieldId, null));
      assert.deepEqual(await valuesOf(caseId, fieldId), {});
      assert.deepEqual(await found({ searchTerm: 'CD-34' }), []);

      async function found(search) {
        const { cases } = await send(new SearchCasesCommand({ domainId, ...search }));
        return cases.map((item) => item.caseId);
      }
    });

    test('No case gets a value of a deleted field, and the refusal names the field', async () => {
      const fields = [field('title', 'Late parcel'), field('summary', 'Not yet')];
      ({ caseId: otherCaseId } = await send(new CreateCaseCommand({ domainId, templateId, fields })));
      await refusedByName(new CreateCaseCommand({ domainId, templateId, fields: [...fields, field(fieldId, 'EF')] }));
      await refusedByName(new UpdateCaseCommand({ domainId, caseId: otherCaseId, fields: [field(fieldId, 'EF')] }));

      async function refusedByName(command) {
        await assert.rejects(send(command), (error) => {
          assert.ok(error instanceof ValidationException);
          assert.match(error.message, new RegExp(fieldId));
          return true;
        });
      }
    });

    test('A deleted field takes no change, and its name is free', async () => {
      const select = { domainId, name: 'Size', type: 'SingleSelect' };
      const { fieldId: size } = await send(new CreateFieldCommand(select));
      await send(new DeleteFieldCommand({ domainId, fieldId: size }));
      const options = [{ name: 'Small', value: 's', active: true }];
      for (const command of [
        new UpdateFieldCommand({ domainId, fieldId: size, name: 'Sizes' }),
        new BatchPutFieldOptionsCommand({ domainId, fieldId: size, options }),
      ]) {
        await assert.rejects(send(command), ValidationException);
      }
      const again = await send(new CreateFieldCommand(select));
      assert.notEqual(again.fieldId, size);
    });

    async function read(id) {
      const { fields } = await send(new BatchGetFieldCommand({ domainId, fields: ids(id) }));
      return fields[0];
    }

    async function update(...fields) {
      await send(new UpdateCaseCommand({ domainId, caseId, fields }));
    }

    async function valuesOf(id, ...fields) {
      return plain((await send(new GetCaseCommand({ domainId, caseId: id, fields: ids(...fields) }))).fields);
    }
  });

  describe('Layouts come and go:', () => {
    let domainId;
    let domainArn;
    let layoutId;

    before(async () => {
      ({ domainId, domainArn } = await send(new CreateDomainCommand({ name: 'Layouts' })));
    });

    test('A layout is created, read and listed', async () => {
      const content = layout(['summary', 'case_reason'], ['summary', 'created_datetime'], 'About the order');
      const created = await send(new CreateLayoutCommand({ domainId, name: 'Order', content }));
      ({ layoutId } = created);
      assert.match(layoutId, uuid);
      const layoutArn = `${domainArn}/layout/${layoutId}`;
      assert.equal(created.layoutArn, layoutArn);

      const { $metadata, createdTime, lastModifiedTime, ...read } = await send(
        new GetLayoutCommand({ domainId, layoutId }),
      );
      assert.deepEqual(read, { layoutId, layoutArn, name: 'Order', content, tags: {}, deleted: false });
      assertRecent(createdTime);
      assertRecent(lastModifiedTime);
      assert.deepEqual(await list(), [{ layoutId, layoutArn, name: 'Order' }]);
    });

    test('An update changes the name or the content as a whole', async () => {
      const before = await read();
      await tick();
      await send(new UpdateLayoutCommand({ domainId, layoutId, name: 'Parcel' }));
      const renamed = await read();
      assert.equal(renamed.name, 'Parcel');
      assert.deepEqual(renamed.content, before.content);
      assert.deepEqual(renamed.createdTime, before.createdTime);
      assert.ok(renamed.lastModifiedTime > before.lastModifiedTime);

      const { topPanel } = layout(['customer_id', 'summary'], [], 'Customer').basic;
      const content = { basic: { topPanel } };
      await send(new UpdateLayoutCommand({ domainId, layoutId, content }));
      const replaced = await read();
      assert.equal(replaced.name, 'Parcel');
      assert.deepEqual(replaced.content, content);

      const both = layout(['summary'], ['customer_id', 'case_reason'], 'Both');
      await send(new UpdateLayoutCommand({ domainId, layoutId, content: both }));
      assert.deepEqual((await read()).content, both);
    });

    test('A deleted layout is known as deleted, takes no change, and its name is free', async () => {
      await send(new DeleteLayoutCommand({ domainId, layoutId }));
      await send(new DeleteLayoutCommand({ domainId, layoutId }));
      const deleted = await read();
      assert.equal(deleted.deleted, true);
      assert.equal(deleted.name, 'Parcel');
      assert.deepEqual(await list(), []);
      await assert.rejects(send(new UpdateLayoutCommand({ domainId, layoutId, name: 'Other' })), ValidationException);
      await send(new CreateLayoutCommand({ domainId, name: 'Parcel', content: { basic: {} } }));
    });

    async function read() {
      return send(new GetLayoutCommand({ domainId, layoutId }));
    }

    async function list() {
      return (await send(new ListLayoutsCommand({ domainId }))).layouts;
    }
  });

  describe('Templates come and go:', () => {
    const fields = [field('title', 'Lost parcel')];
    let domainId;
    let fieldId;
    let layoutId;
    let caseRuleId;
    let templateId;
    let caseId;

    before(async () => {
      ({ domainId } = await send(new CreateDomainCommand({ name: 'Templates' })));
      ({ fieldId } = await send(new CreateFieldCommand({ domainId, name: 'Weight', type: 'Number' })));
      const content = layout(['summary'], [fieldId]);
      ({ layoutId } = await send(new CreateLayoutCommand({ domainId, name: 'Order', content })));
      const rule = { hidden: { defaultValue: false, conditions: [] } };
      ({ caseRuleId } = await send(new CreateCaseRuleCommand({ domainId, name: 'Never hidden', rule })));
    });

    test('A template has a layout, rules and tags, and an inactive one has no cases', async () => {
      const whole = {
        name: 'Order',
        description: 'About an order',
        layoutConfiguration: { defaultLayout: layoutId },
        requiredFields: [{ fieldId }],
        status: 'Inactive',
        rules: [{ caseRuleId, fieldId }],
        tagPropagationConfigurations: [{ resourceType: 'Cases', tagMap: { team: 'orders' } }],
      };
      ({ templateId } = await send(new CreateTemplateCommand({ domainId, ...whole })));
      assert.deepEqual(await read(), whole);
      await assert.rejects(send(new CreateCaseCommand({ domainId, templateId, fields })), ValidationException);
    });

    test('An update changes what it names and keeps the rest', async () => {
      const { lastModifiedTime } = await send(new GetTemplateCommand({ domainId, templateId }));
      const expected = await read();
      await tick();
      for (const change of [
        { name: 'Parcel' },
        { description: 'About a parcel' },
        { layoutConfiguration: { defaultLayout: layoutId } },
        { requiredFields: [{ fieldId: 'summary' }, { fieldId }] },
        { status: 'Active' },
        { rules: [{ caseRuleId, fieldId: 'summary' }, { caseRuleId, fieldId }] },
        { tagPropagationConfigurations: [{ resourceType: 'Cases', tagMap: { team: 'parcels', floor: '2' } }] },
      ]) {
        await send(new UpdateTemplateCommand({ domainId, templateId, ...change }));
        Object.assign(expected, change);
        assert.deepEqual(await read(), expected);
      }
      const updated = await send(new GetTemplateCommand({ domainId, templateId }));
      assert.ok(updated.lastModifiedTime > lastModifiedTime);
    });

    test('New requirements and tags are for the next case', async () => {
      const template = new CreateCaseCommand({ domainId, templateId, fields });
      await assert.rejects(send(template), ValidationException);
      await send(new UpdateTemplateCommand({ domainId, templateId, requiredFields: [], rules: [] }));
      ({ caseId } = await send(template));
      assert.deepEqual((await caseOf()).tags, { team: 'parcels', floor: '2' });

      await send(new UpdateTemplateCommand({ domainId, templateId, tagPropagationConfigurations: [] }));
      assert.deepEqual((await caseOf()).tags, { team: 'parcels', floor: '2' });
      const { caseId: next } = await send(new CreateCaseCommand({ domainId, templateId, fields }));
      assert.deepEqual((await caseOf(next)).tags, {});
    });

    test('A deleted template is known as deleted, takes no change and no case, and its cases live on', async () => {
      await send(new DeleteTemplateCommand({ domainId, templateId }));
      await send(new DeleteTemplateCommand({ domainId, templateId }));
      const deleted = await send(new GetTemplateCommand({ domainId, templateId }));
      assert.equal(deleted.deleted, true);
      assert.equal(deleted.name, 'Parcel');
      assert.deepEqual((await send(new ListTemplatesCommand({ domainId }))).templates, []);
      for (const command of [
        new UpdateTemplateCommand({ domainId, templateId, name: 'Other' }),
        new CreateCaseCommand({ domainId, templateId, fields }),
      ]) {
        await assert.rejects(send(command), ValidationException);
      }

      assert.equal((await caseOf()).templateId, templateId);
      await send(new UpdateCaseCommand({ domainId, caseId, fields: [field('title', 'Found parcel')] }));
      assert.deepEqual(plain((await caseOf()).fields), { title: 'Found parcel' });
      await send(new CreateTemplateCommand({ domainId, name: 'Parcel' }));
      await send(new DeleteLayoutCommand({ domainId, layoutId }));
    });

    async function read() {
      const { name, description, layoutConfiguration, requiredFields, status, rules, tagPropagationConfigurations } =
        await send(new GetTemplateCommand({ domainId, templateId }));
      return { name, description, layoutConfiguration, requiredFields, status, rules, tagPropagationConfigurations };
    }

    async function caseOf(id = caseId) {
      return send(new GetCaseCommand({ domainId, caseId: id, fields: ids('title') }));
    }
  });
});

function layout(topPanel, moreInfo, name = 'Group') {
  return { basic: { topPanel: panel(topPanel), moreInfo: panel(moreInfo) } };

  function panel(fields) {
    return { sections: [{ fieldGroup: { name, fields: ids(...fields) } }] };
  }
}
