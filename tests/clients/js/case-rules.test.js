import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  BatchGetCaseRuleCommand,
  BatchPutFieldOptionsCommand,
  CreateCaseCommand,
  CreateCaseRuleCommand,
  CreateDomainCommand,
  CreateFieldCommand,
  CreateTemplateCommand,
  DeleteCaseRuleCommand,
  DeleteTemplateCommand,
  GetTemplateCommand,
  ListCaseRulesCommand,
  UpdateCaseCommand,
  UpdateCaseRuleCommand,
  ValidationException,
} from '@aws-sdk/client-connectcases';
import { assertRecent, field, ids, tick, useEmulator, uuid } from './helpers.js';

describe('Case rules:', () => {
  const { send } = useEmulator();

  describe('Rules come and go:', () => {
    const caseRuleIds = {};
    let domainId;
    let domainArn;
    let rules;

    before(async () => {
      ({ domainId, domainArn } = await send(new CreateDomainCommand({ name: 'Order support' })));
      const country = await createSelect(domainId, 'Country', ['CA', 'US']);
      const city = await createSelect(domainId, 'City', ['Montreal', 'Seattle', 'Portland']);
      const weight = await createField(domainId, 'Weight', 'Number');
      const fragile = await createField(domainId, 'Fragile', 'Boolean');
      rules = {
        Required: {
          required: {
            defaultValue: false,
            conditions: [
              { equalTo: operands(weight, { doubleValue: 30.5 }, true) },
              { notEqualTo: operands(fragile, { booleanValue: false }, true) },
              {
                andAll: {
                  conditions: [
                    { equalTo: operands('summary', { emptyValue: {} }, true) },
                    { notEqualTo: operands('title', { stringValue: 'Parcel' }, true) },
                  ],
                },
              },
            ],
          },
        },
        Hidden: {
          hidden: {
            defaultValue: true,
            conditions: [{ orAll: { conditions: [{ equalTo: operands(country, { stringValue: 'CA' }, false) }] } }],
          },
        },
        FieldOptions: {
          fieldOptions: {
            parentFieldId: country,
            childFieldId: city,
            parentChildFieldOptionsMappings: [
              { parentFieldOptionValue: 'CA', childFieldOptionValues: ['Montreal'] },
              { parentFieldOptionValue: 'US', childFieldOptionValues: ['Seattle', 'Portland'] },
              { parentFieldOptionValue: '', childFieldOptionValues: [] },
            ],
          },
        },
      };
    });

    test('A rule of each type is created and read', async () => {
      for (const [type, rule] of Object.entries(rules)) {
        const input = { domainId, name: `A ${type}`, description: `Is ${type}`, rule };
        const { caseRuleId, caseRuleArn } = await send(new CreateCaseRuleCommand(input));
        assert.match(caseRuleId, uuid);
        assert.equal(caseRuleArn, arn(caseRuleId));
        caseRuleIds[type] = caseRuleId;
      }

      const asked = ids(...Object.values(caseRuleIds), 'nowhere');
      const { caseRules, errors, unprocessedCaseRules } = await send(
        new BatchGetCaseRuleCommand({ domainId, caseRules: asked }),
      );
      const expected = Object.entries(rules).map(([type, rule]) => ({
        caseRuleId: caseRuleIds[type],
        caseRuleArn: arn(caseRuleIds[type]),
        name: `A ${type}`,
        description: `Is ${type}`,
        rule,
        deleted: false,
        tags: {},
      }));
      assert.deepEqual(caseRules.map(({ createdTime, lastModifiedTime, ...rest }) => rest), expected);
      for (const { createdTime, lastModifiedTime } of caseRules) {
        assertRecent(createdTime);
        assertRecent(lastModifiedTime);
      }
      assert.deepEqual(errors.map(({ id, errorCode }) => [id, errorCode]), [['nowhere', 'ResourceNotFoundException']]);
      assert.deepEqual(unprocessedCaseRules ?? [], []);
    });

    test('Rules are listed with their types', async () => {
      assert.deepEqual(
        await list(),
        Object.keys(rules).map((ruleType) => ({
          caseRuleId: caseRuleIds[ruleType],
          caseRuleArn: arn(caseRuleIds[ruleType]),
          name: `A ${ruleType}`,
          description: `Is ${ruleType}`,
          ruleType,
        })),
      );
    });

    test('Every kind of condition and operand is kept, created or updated', async () => {
      const country = rules.FieldOptions.fieldOptions.parentFieldId;
      const [{ equalTo }, { notEqualTo }] = rules.Required.required.conditions;
      const weight = equalTo.operandOne.fieldId;
      const fragile = notEqualTo.operandOne.fieldId;
      const kinds = [
        [country, { stringValue: 'CA' }],
        [weight, { doubleValue: 2 }],
        [fragile, { booleanValue: true }],
        [country, { emptyValue: {} }],
      ];
      const { caseRuleId } = await send(
        new CreateCaseRuleCommand({ domainId, name: 'Every kind', rule: rules.FieldOptions }),
      );
      for (const type of ['required', 'hidden']) {
        for (const [index, [fieldId, operand]] of kinds.entries()) {
          const leaf = (kind) => ({ [kind]: operands(fieldId, operand, true) });
          const conditions = [
            leaf('equalTo'),
            leaf('notEqualTo'),
            { andAll: { conditions: [leaf('equalTo'), { orAll: { conditions: [leaf('notEqualTo')] } }] } },
            { orAll: { conditions: [leaf('equalTo')] } },
          ];
          const rule = { [type]: { defaultValue: false, conditions } };
          await send(new UpdateCaseRuleCommand({ domainId, caseRuleId, rule }));
          assert.deepEqual((await read(caseRuleId)).rule, rule);
          const name = `${type} ${index}`;
          const created = await send(new CreateCaseRuleCommand({ domainId, name, rule }));
          assert.deepEqual((await read(created.caseRuleId)).rule, rule);
          await send(new DeleteCaseRuleCommand({ domainId, caseRuleId: created.caseRuleId }));
        }
      }
      await send(new DeleteCaseRuleCommand({ domainId, caseRuleId }));
    });

    test('An update changes what it names and keeps the rest', async () => {
      const caseRuleId = caseRuleIds.Required;
      const created = await read(caseRuleId);
      await tick();
      await send(new UpdateCaseRuleCommand({ domainId, caseRuleId, name: 'Heavy' }));
      await send(new UpdateCaseRuleCommand({ domainId, caseRuleId, description: 'Weighs much' }));
      const described = await read(caseRuleId);
      assert.equal(described.name, 'Heavy');
      assert.equal(described.description, 'Weighs much');
      assert.deepEqual(described.rule, created.rule);
      assert.deepEqual(described.createdTime, created.createdTime);
      assert.ok(described.lastModifiedTime > created.lastModifiedTime);

      for (const rule of [rules.Hidden, rules.FieldOptions, { required: { defaultValue: true, conditions: [] } }]) {
        await send(new UpdateCaseRuleCommand({ domainId, caseRuleId, rule }));
        const replaced = await read(caseRuleId);
        assert.equal(replaced.name, 'Heavy');
        assert.deepEqual(replaced.rule, rule);
      }
    });

    test('A deleted rule is known as deleted, takes no change, and its name is free', async () => {
      const caseRuleId = caseRuleIds.Hidden;
      await send(new DeleteCaseRuleCommand({ domainId, caseRuleId }));
      await send(new DeleteCaseRuleCommand({ domainId, caseRuleId }));
      assert.equal((await read(caseRuleId)).deleted, true);
      assert.deepEqual((await list()).map(({ name }) => name), ['Heavy', 'A FieldOptions']);
      await assert.rejects(send(new UpdateCaseRuleCommand({ domainId, caseRuleId, name: 'B' })), ValidationException);
      await send(new CreateCaseRuleCommand({ domainId, name: 'A Hidden', rule: rules.Hidden }));
    });

    test('A rule that a template used can be deleted when the template is', async () => {
      const caseRuleId = caseRuleIds.FieldOptions;
      const template = { domainId, name: 'Order', rules: [{ caseRuleId }] };
      const { templateId } = await send(new CreateTemplateCommand(template));
      assert.deepEqual((await send(new GetTemplateCommand({ domainId, templateId }))).rules, [{ caseRuleId }]);
      await send(new DeleteTemplateCommand({ domainId, templateId }));
      await send(new DeleteCaseRuleCommand({ domainId, caseRuleId }));
    });

    async function read(id) {
      return (await send(new BatchGetCaseRuleCommand({ domainId, caseRules: ids(id) }))).caseRules[0];
    }

    async function list() {
      return (await send(new ListCaseRulesCommand({ domainId }))).caseRules;
    }

    function arn(id) {
      return `${domainArn}/case-rule/${id}`;
    }
  });

  describe('The rules of a template hold for its cases:', () => {
    let domainId;
    let weight;
    let handling;
    let received;

    before(async () => {
      ({ domainId } = await send(new CreateDomainCommand({ name: 'Parcels' })));
      weight = await createField(domainId, 'Weight', 'Number');
      handling = await createField(domainId, 'Handling', 'Text');
      received = await createField(domainId, 'Received', 'DateTime');
    });

    test('A field is required when a condition says so, and else by default', async () => {
      const templateId = await bind(handling, {
        required: {
          defaultValue: false,
          conditions: [
            { equalTo: operands(weight, { doubleValue: 1 }, false) },
            {
              andAll: {
                conditions: [
                  { notEqualTo: operands(weight, { emptyValue: {} }, true) },
                  { equalTo: operands('summary', { emptyValue: {} }, true) },
                ],
              },
            },
          ],
        },
      });
      const caseId = await create(templateId);
      await create(templateId, field(weight, 1));
      await create(templateId, field(weight, 2), field('summary', 'Heavy'));
      await create(templateId, field(weight, 2), field(handling, 'Two persons'));
      await refused(create(templateId, field(weight, 2)));

      await refused(update(caseId, field(weight, 2)));
      await update(caseId, field(weight, 2), field(handling, 'Two persons'));
      await refused(update(caseId, field(handling, null)));
    });

    test('A field that only a case that exists must have is required on updates', async () => {
      const conditions = [{ notEqualTo: operands('created_datetime', { emptyValue: {} }, true) }];
      const templateId = await bind(handling, { required: { defaultValue: false, conditions } });
      const caseId = await create(templateId);
      await refused(update(caseId, field('summary', 'Heavy')));
      await update(caseId, field('summary', 'Heavy'), field(handling, 'Two persons'));
    });

    test('A hidden field is not required, but takes a value', async () => {
      const conditions = [{ equalTo: operands('title', { stringValue: 'Letter' }, true) }];
      const { caseRuleId } = await rule({ hidden: { defaultValue: false, conditions } });
      const { caseRuleId: always } = await rule({ required: { defaultValue: true, conditions: [] } });
      const rules = [
        { caseRuleId, fieldId: received },
        { caseRuleId: always, fieldId: received },
      ];
      const template = { domainId, name: 'Hidden', requiredFields: [{ fieldId: received }], rules };
      const { templateId } = await send(new CreateTemplateCommand(template));
      const letter = { domainId, templateId, fields: [field('title', 'Letter')] };
      await send(new CreateCaseCommand(letter));
      const dated = [...letter.fields, field(received, '2026-03-01T00:00:00Z')];
      await send(new CreateCaseCommand({ ...letter, fields: dated }));
      await refused(create(templateId));
    });

    test('The options of a field follow those of its parent', async () => {
      const country = await createSelect(domainId, 'Country', ['CA', 'US', 'FR']);
      const city = await createSelect(domainId, 'City', ['Montreal', 'Seattle', 'Paris']);
      const templateId = await bind(undefined, {
        fieldOptions: {
          parentFieldId: country,
          childFieldId: city,
          parentChildFieldOptionsMappings: [
            { parentFieldOptionValue: 'CA', childFieldOptionValues: ['Montreal'] },
            { parentFieldOptionValue: 'US', childFieldOptionValues: ['Seattle'] },
          ],
        },
      });
      const caseId = await create(templateId, field(country, 'CA'), field(city, 'Montreal'));
      await create(templateId, field(country, 'FR'), field(city, 'Paris'));
      await refused(create(templateId, field(country, 'CA'), field(city, 'Seattle')));
      await refused(update(caseId, field(country, 'US')));
      await update(caseId, field(country, 'US'), field(city, 'Seattle'));
    });

    async function rule(details) {
      const name = `Rule ${crypto.randomUUID()}`;
      return send(new CreateCaseRuleCommand({ domainId, name, rule: details }));
    }

    /** Creates a template with one rule for the field. */
    async function bind(fieldId, details) {
      const { caseRuleId } = await rule(details);
      const template = { domainId, name: caseRuleId, rules: [{ caseRuleId, fieldId }] };
      return (await send(new CreateTemplateCommand(template))).templateId;
    }

    async function create(templateId, ...fields) {
      const input = { domainId, templateId, fields: [field('title', 'Parcel'), ...fields] };
      return (await send(new CreateCaseCommand(input))).caseId;
    }

    async function update(caseId, ...fields) {
      await send(new UpdateCaseCommand({ domainId, caseId, fields }));
    }

    async function refused(call) {
      await assert.rejects(call, ValidationException);
    }
  });

  async function createField(domainId, name, type) {
    return (await send(new CreateFieldCommand({ domainId, name, type }))).fieldId;
  }

  async function createSelect(domainId, name, values) {
    const fieldId = await createField(domainId, name, 'SingleSelect');
    const options = values.map((value) => ({ name: value, value, active: true }));
    await send(new BatchPutFieldOptionsCommand({ domainId, fieldId, options }));
    return fieldId;
  }
});

function operands(fieldId, operandTwo, result) {
  return { operandOne: { fieldId }, operandTwo, result };
}
