import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startEmulator } from './emulator.js';
import { account, failed, openTerminal, refused, region, skip } from './terminal.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/;
const connect = `arn:aws:connect:${region}:${account}:instance/5d9d2e11`;
const agent = `${connect}/agent/ada`;
const contactArn = `${connect}/contact/c0ffee`;
const fileArn = `arn:aws:cases:${region}:${account}:file/invoice`;
const customerArn = `arn:aws:profile:${region}:${account}:domains/shop/profiles/0123456789abcdef0123456789abcdef`;

describe('A session in the terminal, from the first domain to the last deletion', { skip }, () => {
  const field = {};
  const item = {};
  let emulator;
  let aws;
  let done;
  let domainId;
  let domainArn;
  let layoutId;
  let rule;
  let templateId;
  let parcel;
  let voucher;
  let monitor;

  before(async () => {
    emulator = await startEmulator();
    ({ aws, done } = openTerminal(emulator.endpoint));
  });

  after(() => emulator.stop());

  test('A domain is created and becomes active', async () => {
    const created = await aws`create-domain --name 'Order support'`;
    ({ domainId, domainArn } = created);
    assert.match(domainId, uuid);
    assert.equal(domainArn, `arn:aws:cases:${region}:${account}:domain/${domainId}`);
    assert.equal(created.domainStatus, 'CreationInProgress');

    const [domain, list] = await Promise.all([
      aws`get-domain --domain-id ${domainId}`,
      aws`list-domains --max-results 10`,
    ]);
    const { createdTime, ...known } = domain;
    assert.match(createdTime, time);
    assert.deepEqual(known, { domainId, domainArn, name: 'Order support', domainStatus: 'Active', tags: {} });
    assert.deepEqual(list, { domains: [{ domainId, domainArn, name: 'Order support' }] });
  });

  test('A field of each type is created, and listed after those of the system', async () => {
    const types = {
      Weight: 'Number',
      Express: 'Boolean',
      'Promised for': 'DateTime',
      Product: 'SingleSelect',
      Model: 'SingleSelect',
      'Order page': 'Url',
      Expert: 'User',
    };
    const created = await Promise.all([
      aws`create-field --domain-id ${domainId} --name Problem --type Text \
            --description 'In the words of the customer' --attributes text={isMultiline=true}`,
      aws`create-field --domain-id ${domainId} --name Draft --type Text`,
      ...Object.entries(types).map(
        ([name, type]) => aws`create-field --domain-id ${domainId} --name ${name} --type ${type}`,
      ),
    ]);
    const names = ['Problem', 'Draft', ...Object.keys(types)];
    for (const [index, { fieldId, fieldArn }] of created.entries()) {
      assert.equal(fieldArn, `${domainArn}/field/${fieldId}`);
      field[names[index]] = fieldId;
    }

    const [{ fields: described, errors }, { fields: listed }] = await Promise.all([
      aws`batch-get-field --domain-id ${domainId} --fields id=title id=${field.Problem} id=${field.Express} id=none`,
      aws`list-fields --domain-id ${domainId} --max-results 100`,
    ]);
    assert.deepEqual(
      described.map(({ fieldId, name, type, namespace, deleted }) => [fieldId, name, type, namespace, deleted]),
      [
        ['title', 'Title', 'Text', 'System', false],
        [field.Problem, 'Problem', 'Text', 'Custom', false],
        [field.Express, 'Express', 'Boolean', 'Custom', false],
      ],
    );
    assert.equal(described[1].description, 'In the words of the customer');
    assert.deepEqual(described[1].attributes, { text: { isMultiline: true } });
    assert.deepEqual(errors.map(({ id, errorCode }) => [id, errorCode]), [['none', 'ResourceNotFoundException']]);

    const custom = listed.findIndex(({ namespace }) => namespace === 'Custom');
    assert.ok(listed.slice(0, custom).every(({ namespace }) => namespace === 'System'));
    assert.ok(['title', 'status', 'customer_id'].every((id) => listed.some(({ fieldId }) => fieldId === id)));
    assert.deepEqual(
      Object.fromEntries(listed.slice(custom).map(({ name, type }) => [name, type])),
      { Problem: 'Text', Draft: 'Text', ...types },
    );
  });

  test('A field is updated, another deleted but still described', async () => {
    const results = await Promise.all([
      aws`update-field --domain-id ${domainId} --field-id ${field.Problem} --name 'Problem report'`,
      aws`delete-field --domain-id ${domainId} --field-id ${field.Draft}`,
    ]);
    assert.deepEqual(results, [{}, {}]);

    const [{ fields: described }, { fields: listed }] = await Promise.all([
      aws`batch-get-field --domain-id ${domainId} --fields id=${field.Problem} id=${field.Draft}`,
      aws`list-fields --domain-id ${domainId}`,
    ]);
    assert.deepEqual(described.map(({ name, deleted }) => [name, deleted]), [
      ['Problem report', false],
      ['Draft', true],
    ]);
    assert.equal(described[0].description, 'In the words of the customer');
    assert.ok(listed.some(({ name }) => name === 'Problem report'));
    assert.ok(listed.every(({ name }) => name !== 'Draft'));
  });

  test('Options are put, the good ones also beside bad ones', async () => {
    const [products, models, statuses] = await Promise.all([
      aws`batch-put-field-options --domain-id ${domainId} --field-id ${field.Product} \
            --options name=Phones,value=phones,active=true name=Vouchers,value=vouchers,active=true \
                      'name=Fax machines,value=fax,active=false'`,
      aws`batch-put-field-options --domain-id ${domainId} --field-id ${field.Model} \
            --options name=One,value=one,active=true name=Two,value=two,active=true`,
      aws`batch-put-field-options --domain-id ${domainId} --field-id status \
            --options name=Reopen,value=open,active=true name=Waiting,value=waiting,active=true \
                      'name=On hold,value=on hold,active=true'`,
    ]);
    assert.deepEqual([products, models], [{ errors: [] }, { errors: [] }]);
    assert.deepEqual(statuses.errors.map(({ value }) => value), ['open', 'on hold']);
    assert.ok(statuses.errors.every(({ errorCode, message }) => errorCode === 'ValidationException' && message));

    const [all, one, status] = await Promise.all([
      aws`list-field-options --domain-id ${domainId} --field-id ${field.Product}`,
      aws`list-field-options --domain-id ${domainId} --field-id ${field.Product} --values fax`,
      aws`list-field-options --domain-id ${domainId} --field-id status`,
    ]);
    const fax = { name: 'Fax machines', value: 'fax', active: false };
    assert.deepEqual(all.options, [
      { name: 'Phones', value: 'phones', active: true },
      { name: 'Vouchers', value: 'vouchers', active: true },
      fax,
    ]);
    assert.deepEqual(one.options, [fax]);
    assert.deepEqual(status.options.map(({ name, value }) => [name, value]), [
      ['Open', 'open'],
      ['Closed', 'closed'],
      ['Waiting', 'waiting'],
    ]);
  });

  test('A layout is created, read, updated and listed, another is deleted but still read', async () => {
    const sections = (...ids) => ({ sections: [{ fieldGroup: { name: 'Order', fields: ids.map((id) => ({ id })) } }] });
    const content = { basic: { topPanel: sections('customer_id', field.Product), moreInfo: sections(field.Product) } };
    const [created, draft] = await Promise.all([
      aws`create-layout --domain-id ${domainId} --name Order --content ${content}`,
      aws`create-layout --domain-id ${domainId} --name Draft \
            --content 'basic={topPanel={sections=[{fieldGroup={fields=[{id=summary},{id=case_reason}]}}]}}'`,
    ]);
    ({ layoutId } = created);
    assert.equal(created.layoutArn, `${domainArn}/layout/${layoutId}`);

    const results = await Promise.all([
      aws`update-layout --domain-id ${domainId} --layout-id ${layoutId} --name 'Order details'`,
      aws`delete-layout --domain-id ${domainId} --layout-id ${draft.layoutId}`,
    ]);
    assert.deepEqual(results, [{}, {}]);

    const [layout, deleted, list] = await Promise.all([
      aws`get-layout --domain-id ${domainId} --layout-id ${layoutId}`,
      aws`get-layout --domain-id ${domainId} --layout-id ${draft.layoutId}`,
      aws`list-layouts --domain-id ${domainId}`,
    ]);
    const { createdTime, lastModifiedTime, ...known } = layout;
    assert.match(createdTime, time);
    assert.match(lastModifiedTime, time);
    assert.deepEqual(known, { ...created, name: 'Order details', content, tags: {}, deleted: false });
    assert.equal(deleted.deleted, true);
    assert.deepEqual(deleted.content.basic.topPanel.sections, [
      { fieldGroup: { fields: [{ id: 'summary' }, { id: 'case_reason' }] } },
    ]);
    assert.deepEqual(list, { layouts: [{ ...created, name: 'Order details' }] });
  });

  test('Case rules of each type are created, read, updated and listed over pages, another is deleted', async () => {
    const when = (fieldId, operandTwo) => ({
      defaultValue: false,
      conditions: [{ equalTo: { operandOne: { fieldId }, operandTwo, result: true } }],
    });
    const rules = {
      required: { required: when(field.Express, { booleanValue: true }) },
      hidden: { hidden: when(field.Product, { stringValue: 'vouchers' }) },
      options: {
        fieldOptions: {
          parentFieldId: field.Product,
          childFieldId: field.Model,
          parentChildFieldOptionsMappings: [{ parentFieldOptionValue: 'phones', childFieldOptionValues: ['one'] }],
        },
      },
    };
    const [required, hidden, options, draft] = await Promise.all([
      aws`create-case-rule --domain-id ${domainId} --name 'Express is promised' --rule ${rules.required}`,
      aws`create-case-rule --domain-id ${domainId} --name 'Vouchers are mailed' --rule ${rules.hidden}`,
      aws`create-case-rule --domain-id ${domainId} --name 'Models of phones' --rule ${rules.options}`,
      aws`create-case-rule --domain-id ${domainId} --name Draft --rule 'required={defaultValue=true,conditions=[]}'`,
    ]);
    rule = { required: required.caseRuleId, hidden: hidden.caseRuleId, options: options.caseRuleId };
    assert.equal(required.caseRuleArn, `${domainArn}/case-rule/${rule.required}`);

    const results = await Promise.all([
      aws`update-case-rule --domain-id ${domainId} --case-rule-id ${rule.hidden} --description 'They have no date'`,
      aws`delete-case-rule --domain-id ${domainId} --case-rule-id ${draft.caseRuleId}`,
    ]);
    assert.deepEqual(results, [{}, {}]);

    const [batch, list] = await Promise.all([
      aws`batch-get-case-rule --domain-id ${domainId} \
            --case-rules id=${rule.required} id=${rule.hidden} id=${rule.options} id=none`,
      aws`list-case-rules --domain-id ${domainId} --page-size 2`,
    ]);
    assert.deepEqual(batch.caseRules.map(({ rule }) => rule), Object.values(rules));
    assert.equal(batch.caseRules[0].deleted, false);
    assert.equal(batch.caseRules[1].description, 'They have no date');
    assert.deepEqual(batch.errors.map(({ id, errorCode }) => [id, errorCode]), [['none', 'ResourceNotFoundException']]);
    assert.deepEqual(
      Object.fromEntries(list.caseRules.map(({ caseRuleId, ruleType }) => [caseRuleId, ruleType])),
      { [rule.required]: 'Required', [rule.hidden]: 'Hidden', [rule.options]: 'FieldOptions' },
    );
  });

  test('A template binds layout, fields, rules and tags', async () => {
    const [created, draft] = await Promise.all([
      aws`create-template --domain-id ${domainId} --name Order --layout-configuration defaultLayout=${layoutId} \
            --required-fields fieldId=${field.Product} \
            --rules caseRuleId=${rule.required},fieldId=${field['Promised for']} \
                    caseRuleId=${rule.hidden},fieldId=${field['Promised for']} caseRuleId=${rule.options} \
            --tag-propagation-configurations 'resourceType=Cases,tagMap={team=orders,tier=silver}'`,
      aws`create-template --cli-input-json ${{ domainId, name: 'Draft', status: 'Inactive' }}`,
    ]);
    ({ templateId } = created);
    assert.equal(created.templateArn, `${domainArn}/template/${templateId}`);

    const results = await Promise.all([
      aws`update-template --domain-id ${domainId} --template-id ${templateId} --description 'All about an order'`,
      aws`delete-template --domain-id ${domainId} --template-id ${draft.templateId}`,
    ]);
    assert.deepEqual(results, [{}, {}]);

    const [template, deleted, active, inactive] = await Promise.all([
      aws`get-template --domain-id ${domainId} --template-id ${templateId}`,
      aws`get-template --domain-id ${domainId} --template-id ${draft.templateId}`,
      aws`list-templates --domain-id ${domainId} --status Active Inactive`,
      aws`list-templates --domain-id ${domainId} --status Inactive`,
    ]);
    const { createdTime, lastModifiedTime, ...known } = template;
    const tagPropagationConfigurations = [{ resourceType: 'Cases', tagMap: { team: 'orders', tier: 'silver' } }];
    assert.match(createdTime, time);
    assert.match(lastModifiedTime, time);
    assert.deepEqual(known, {
      ...created,
      name: 'Order',
      description: 'All about an order',
      layoutConfiguration: { defaultLayout: layoutId },
      requiredFields: [{ fieldId: field.Product }],
      tags: {},
      status: 'Active',
      deleted: false,
      rules: [
        { caseRuleId: rule.required, fieldId: field['Promised for'] },
        { caseRuleId: rule.hidden, fieldId: field['Promised for'] },
        { caseRuleId: rule.options },
      ],
      tagPropagationConfigurations,
    });
    assert.deepEqual([deleted.name, deleted.status, deleted.deleted], ['Draft', 'Inactive', true]);
    assert.deepEqual(active.templates, [{ ...created, name: 'Order', status: 'Active', tagPropagationConfigurations }]);
    assert.deepEqual(inactive.templates, []);
  });

  test('Events are off until they are put on', async () => {
    const before = await aws`get-case-event-configuration --domain-id ${domainId}`;
    assert.deepEqual(before, { eventBridge: { enabled: false } });

    assert.deepEqual(await aws`put-case-event-configuration --domain-id ${domainId} --event-bridge enabled=true`, {});
    assert.deepEqual(await aws`get-case-event-configuration --domain-id ${domainId}`, { eventBridge: { enabled: true } });

    await aws`put-case-event-configuration --domain-id ${domainId} --event-bridge \
      'enabled=true,includedData={caseData={fields=[{id=status}]},relatedItemData={includeContent=true}}'`;
    assert.deepEqual(await aws`get-case-event-configuration --domain-id ${domainId}`, {
      eventBridge: {
        enabled: true,
        includedData: { caseData: { fields: [{ id: 'status' }] }, relatedItemData: { includeContent: true } },
      },
    });
  });

  test('A case keeps a value of each type', async () => {
    const values = {
      title: { stringValue: 'Lost parcel' },
      customer_id: { stringValue: customerArn },
      [field.Problem]: { stringValue: 'It’s “gone”,\nsays the customer 🙂 $HOME' },
      [field.Weight]: { doubleValue: 12.5 },
      [field.Express]: { booleanValue: true },
      [field['Promised for']]: { stringValue: '2026-03-01T10:30:00+01:00' },
      [field.Product]: { stringValue: 'phones' },
      [field.Model]: { stringValue: 'one' },
      [field['Order page']]: { stringValue: 'https://shop.example.com/orders/1?x=y' },
      [field.Expert]: { userArnValue: agent },
    };
    const fields = Object.entries(values).map(([id, value]) => ({ id, value }));
    const create = () => aws`create-case --domain-id ${domainId} --template-id ${templateId} --fields ${fields} \
      --tags tier=gold,channel=phone --performed-by userArn=${agent} --client-token order-1`;
    const created = await create();
    parcel = created.caseId;
    assert.match(parcel, uuid);
    assert.equal(created.caseArn, `${domainArn}/case/${parcel}`);

    const ids = [...Object.keys(values), 'status', 'created_by', 'summary'].map((id) => ({ id }));
    const [repeated, read] = await Promise.all([
      create(),
      aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields ${ids}`,
    ]);
    assert.deepEqual(repeated, created);
    values[field['Promised for']].stringValue = '2026-03-01T09:30:00.000Z';
    assert.deepEqual(read, {
      fields: [
        ...fields,
        { id: 'status', value: { stringValue: 'open' } },
        { id: 'created_by', value: { userArnValue: agent } },
      ],
      templateId,
      tags: { team: 'orders', tier: 'gold', channel: 'phone' },
    });
  });

  test('The rules of the template decide which cases are accepted', async () => {
    const create = (title, ...values) => aws`create-case --domain-id ${domainId} --template-id ${templateId} \
      --fields ${[{ id: 'title', value: { stringValue: title } }, ...values]}`;
    const express = { id: field.Express, value: { booleanValue: true } };
    const product = (stringValue) => ({ id: field.Product, value: { stringValue } });
    const model = (stringValue) => ({ id: field.Model, value: { stringValue } });

    const [first, second] = await Promise.all([
      create('Lost voucher', product('vouchers'), express),
      create('Broken monitor of a phone', product('phones'), { id: field.Weight, value: { doubleValue: 30 } }),
      ...[
        create('No product'),
        create('Inactive product', product('fax')),
        create('Express without a date', product('phones'), express),
        create('A model that is none of the product', product('phones'), model('two')),
      ].map((command) => refused(command, 'ValidationException', 'CreateCase')),
    ]);
    voucher = first.caseId;
    monitor = second.caseId;
  });

  test('An inactive template creates no case', async () => {
    const [id, draft] = ['--template-id', await aws`create-template --domain-id ${domainId} --name Draft`];
    await aws`update-template --domain-id ${domainId} ${id} ${draft.templateId} --status Inactive`;
    const create = aws`create-case --domain-id ${domainId} ${id} ${draft.templateId} \
      --fields id=title,value={stringValue=Early}`;
    await refused(create, 'ValidationException', 'CreateCase');
  });

  test('Related items of all six types are put on a case', async () => {
    await aws`create-related-item --domain-id ${domainId} --case-id ${voucher} --type Contact \
      --content contact={contactArn=${contactArn}}`;
    const types = ['Contact', 'Comment', 'File', 'Sla', 'ConnectCase', 'Custom'];
    const create = (type, content) => aws`create-related-item --domain-id ${domainId} --case-id ${parcel} \
      --type ${type} --content ${content} --performed-by customEntity=night-batch`;
    const created = await Promise.all([
      create('Contact', `contact={contactArn=${contactArn}}`),
      create('Comment', 'comment={body=The customer called.,contentType=Text/Plain}'),
      create('File', `file={fileArn=${fileArn}}`),
      create('Sla', 'sla={slaInputConfiguration={name=Solved in an hour,type=CaseField,fieldId=status,' +
        'targetFieldValues=[{stringValue=closed}],targetSlaMinutes=60}}'),
      create('ConnectCase', `connectCase={caseId=${voucher}}`),
      create('Custom', `custom={fields=[{id=${field.Weight},value={doubleValue=2}}]}`),
    ]);
    for (const [index, { relatedItemId, relatedItemArn }] of created.entries()) {
      assert.equal(relatedItemArn, `${domainArn}/case/${parcel}/related-item/${relatedItemId}`);
      item[types[index]] = relatedItemId;
    }
    const again = await create('Contact', `contact={contactArn=${contactArn}}`);
    assert.deepEqual(again, created[0], 'a contact is one item, however often it is put');
  });

  test('Related items are found, the newest first, and filtered by any of several conditions', async () => {
    const search = (...filters) => aws`search-related-items --domain-id ${domainId} --case-id ${parcel} \
      --filters ${filters}`;
    const [all, several, heavy, met, chats, linked, next] = await Promise.all([
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} --page-size 4`,
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} \
            --filters comment={} file={fileArn=${fileArn}} contact={channel=[VOICE]} \
                      'sla={name=Solved in an hour,status=Active}'`,
      search({ custom: { fields: { field: { greaterThan: { id: field.Weight, value: { doubleValue: 1.5 } } } } } }),
      search({ sla: { status: 'Met' } }),
      search({ contact: { channel: ['CHAT'] } }),
      search({ connectCase: { caseId: voucher } }),
      aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields id=next_sla_breach_datetime`,
    ]);
    const times = all.relatedItems.map(({ associationTime }) => associationTime);
    assert.deepEqual(times, times.toSorted().reverse());
    assert.ok(all.relatedItems.every(({ performedBy }) => performedBy.customEntity === 'night-batch'));
    assert.ok(all.relatedItems.every(({ tags }) => Object.keys(tags).length === 0));
    const content = Object.fromEntries(all.relatedItems.map((found) => [found.type, found.content]));
    const { connectedToSystemTime, ...contact } = content.Contact.contact;
    assert.match(connectedToSystemTime, time);
    assert.deepEqual(contact, { contactArn, channel: 'VOICE' });
    assert.deepEqual(content.Comment, { comment: { body: 'The customer called.', contentType: 'Text/Plain' } });
    assert.deepEqual(content.File, { file: { fileArn } });
    assert.deepEqual(content.ConnectCase, { connectCase: { caseId: voucher } });
    assert.deepEqual(content.Custom, { custom: { fields: [{ id: field.Weight, value: { doubleValue: 2 } }] } });
    const { targetTime, ...sla } = content.Sla.sla.slaConfiguration;
    assert.deepEqual(sla, {
      name: 'Solved in an hour',
      type: 'CaseField',
      status: 'Active',
      fieldId: 'status',
      targetFieldValues: [{ stringValue: 'closed' }],
    });
    assert.deepEqual(next.fields, [{ id: 'next_sla_breach_datetime', value: { stringValue: targetTime } }]);

    const found = ({ relatedItems }) => relatedItems.map(({ relatedItemId }) => relatedItemId).sort();
    assert.deepEqual(found(all), Object.values(item).sort());
    assert.deepEqual(found(several), [item.Comment, item.File, item.Contact, item.Sla].sort());
    assert.deepEqual([heavy, met, chats, linked].map(found), [[item.Custom], [], [], [item.ConnectCase]]);
  });

  test('A comment and a custom item are replaced, an item of another type is not', async () => {
    const update = (id, content) => aws`update-related-item --domain-id ${domainId} --case-id ${parcel} \
      --related-item-id ${id} --content ${content} --performed-by userArn=${agent}`;
    const [comment, custom] = await Promise.all([
      update(item.Comment, 'comment={body=The customer called twice.,contentType=Text/Plain}'),
      update(item.Custom, `custom={fields=[{id=${field.Express},value={booleanValue=false}}]}`),
      refused(
        update(item.Contact, 'comment={body=Hello,contentType=Text/Plain}'),
        'ValidationException',
        'UpdateRelatedItem',
      ),
    ]);
    const { associationTime, ...known } = comment;
    assert.match(associationTime, time);
    assert.deepEqual(known, {
      relatedItemId: item.Comment,
      relatedItemArn: `${domainArn}/case/${parcel}/related-item/${item.Comment}`,
      type: 'Comment',
      content: { comment: { body: 'The customer called twice.', contentType: 'Text/Plain' } },
      tags: {},
      createdBy: { customEntity: 'night-batch' },
      lastUpdatedUser: { userArn: agent },
    });
    assert.deepEqual(custom.content, { custom: { fields: [{ id: field.Express, value: { booleanValue: false } }] } });
  });

  test('Contacts lead to their cases, the latest association first, and are found in the whole domain', async () => {
    const [cases, none, oldestFirst, newestFirst] = await Promise.all([
      aws`list-cases-for-contact --domain-id ${domainId} --contact-arn ${contactArn} --max-results 10`,
      aws`list-cases-for-contact --domain-id ${domainId} --contact-arn ${`${contactArn}-none`}`,
      aws`search-all-related-items --domain-id ${domainId} --filters contact={} --page-size 1 \
            --sorts sortProperty=AssociationTime,sortOrder=Asc`,
      aws`search-all-related-items --domain-id ${domainId} --filters contact={contactArn=${contactArn}}`,
    ]);
    assert.deepEqual(cases, { cases: [parcel, voucher].map((caseId) => ({ caseId, templateId })) });
    assert.deepEqual(none, { cases: [] });
    assert.deepEqual(oldestFirst.relatedItems.map(({ caseId }) => caseId), [voucher, parcel]);
    assert.deepEqual(newestFirst.relatedItems.map(({ caseId }) => caseId), [parcel, voucher]);
    assert.ok(newestFirst.relatedItems.every(({ type }) => type === 'Contact'));
  });

  test('Closing a case meets its service level and leaves its time, reopening keeps it', async () => {
    const read = () => Promise.all([
      valuesOf(parcel, 'status', field.Weight, 'last_closed_datetime', 'last_reopened_datetime', 'last_updated_user'),
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} --filters sla={status=Met}`,
      valuesOf(parcel, 'next_sla_breach_datetime'),
    ]);
    const closing = await aws`update-case --domain-id ${domainId} --case-id ${parcel} \
      --fields id=status,value={stringValue=closed} id=${field.Weight},value={emptyValue={}}`;
    assert.deepEqual(closing, {});
    const [closed, met, next] = await read();
    assert.deepEqual(Object.keys(closed), ['status', 'last_closed_datetime']);
    assert.deepEqual(closed.status, { stringValue: 'closed' });
    assert.deepEqual(met.relatedItems.map(({ relatedItemId }) => relatedItemId), [item.Sla]);
    assert.match(met.relatedItems[0].content.sla.slaConfiguration.completionTime, time);
    assert.deepEqual(next, {});

    await aws`update-case --domain-id ${domainId} --case-id ${parcel} --performed-by userArn=${agent} \
      --fields id=status,value={stringValue=waiting}`;
    const [reopened, stillMet] = await read();
    assert.match(reopened.last_reopened_datetime.stringValue, time);
    assert.deepEqual(reopened.last_closed_datetime, closed.last_closed_datetime);
    assert.deepEqual(reopened.last_updated_user, { userArnValue: agent });
    assert.deepEqual(stillMet, met);
  });

  test('Cases are searched by words, values and tags, sorted and counted', async () => {
    const search = (filter) => aws`search-cases --domain-id ${domainId} --filter ${filter}`;
    const heavy = { field: { greaterThanOrEqualTo: { id: field.Weight, value: { doubleValue: 30 } } } };
    const lost = { field: { contains: { id: 'title', value: { stringValue: 'lost' } } } };
    const waiting = { field: { equalTo: { id: 'status', value: { stringValue: 'waiting' } } } };
    const [sorted, words, both, either, others, tagged, first] = await Promise.all([
      aws`search-cases --domain-id ${domainId} --fields id=title id=status --sorts fieldId=title,sortOrder=Desc \
            --page-size 1`,
      aws`search-cases --domain-id ${domainId} --search-term 'PARCEL lost'`,
      search({ andAll: [lost, waiting] }),
      search({ orAll: [heavy, waiting] }),
      search({ not: lost }),
      aws`search-cases --domain-id ${domainId} --filter 'tag={equalTo={key=tier,value=gold}}'`,
      aws`search-cases --domain-id ${domainId} --sorts fieldId=title,sortOrder=Desc --page-size 1 --max-items 1`,
    ]);
    const found = ({ cases }) => cases.map(({ caseId }) => caseId);
    assert.deepEqual(found(sorted), [voucher, parcel, monitor]);
    assert.equal(sorted.totalCount, 3);
    assert.deepEqual(sorted.cases[1], {
      caseId: parcel,
      templateId,
      fields: [
        { id: 'title', value: { stringValue: 'Lost parcel' } },
        { id: 'status', value: { stringValue: 'waiting' } },
      ],
      tags: { team: 'orders', tier: 'gold', channel: 'phone' },
    });
    assert.deepEqual([words, both, others, tagged].map(found), [[parcel], [parcel], [monitor], [parcel]]);
    assert.deepEqual(found(either).sort(), [parcel, monitor].sort());
    assert.deepEqual(words.cases[0].fields, []);

    assert.deepEqual(found(first), [voucher]);
    const rest = await aws`search-cases --domain-id ${domainId} --sorts fieldId=title,sortOrder=Desc \
      --starting-token ${first.NextToken}`;
    assert.deepEqual(found(rest), [parcel, monitor]);
  });

  test('Every kind of resource can be tagged', async () => {
    const arns = ['', `/field/${field.Problem}`, `/layout/${layoutId}`, `/template/${templateId}`,
      `/case-rule/${rule.hidden}`, `/case/${parcel}`, `/case/${parcel}/related-item/${item.Comment}`];
    const tagged = await Promise.all(
      arns.map((path) => aws`tag-resource --arn ${domainArn + path} --tags owner=ada,tier=gold`),
    );
    assert.deepEqual(tagged, arns.map(() => ({})));

    const [tags, domain, fields, layout, template, rules, read, items] = await Promise.all([
      aws`list-tags-for-resource --arn ${domainArn}`,
      aws`get-domain --domain-id ${domainId}`,
      aws`batch-get-field --domain-id ${domainId} --fields id=${field.Problem}`,
      aws`get-layout --domain-id ${domainId} --layout-id ${layoutId}`,
      aws`get-template --domain-id ${domainId} --template-id ${templateId}`,
      aws`batch-get-case-rule --domain-id ${domainId} --case-rules id=${rule.hidden}`,
      aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields id=title`,
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} --filters comment={}`,
    ]);
    for (const found of [
      tags,
      domain,
      fields.fields[0],
      layout,
      template,
      rules.caseRules[0],
      items.relatedItems[0],
    ]) {
      assert.deepEqual(found.tags, { owner: 'ada', tier: 'gold' });
    }
    assert.deepEqual(read.tags, { team: 'orders', tier: 'gold', channel: 'phone', owner: 'ada' });

    assert.deepEqual(await aws`untag-resource --arn ${domainArn} --tag-keys owner none`, {});
    assert.deepEqual(await aws`list-tags-for-resource --arn ${domainArn}`, { tags: { tier: 'gold' } });
  });

  test('A related item is deleted, a file is not', async () => {
    const remove = (id) => aws`delete-related-item --domain-id ${domainId} --case-id ${parcel} --related-item-id ${id}`;
    const [removed] = await Promise.all([
      remove(item.Comment),
      refused(remove(item.File), 'ValidationException', 'DeleteRelatedItem'),
    ]);
    assert.deepEqual(removed, {});
    await refused(remove(item.Comment), 'ResourceNotFoundException', 'DeleteRelatedItem');
  });

  test('The audit history tells it all, the newest first, page by page', async () => {
    const history = [];
    let token = '';
    do {
      const page = await aws`get-case-audit-events --domain-id ${domainId} --case-id ${parcel} --max-results 5 \
        --next-token "${token}"`;
      history.push(...page.auditEvents);
      token = page.nextToken;
    } while (token);

    const kinds = history.map(({ type, relatedItemType }) => [type, relatedItemType].filter(Boolean).join(' '));
    assert.deepEqual(kinds.toSorted(), [
      'Case.Created',
      'Case.Updated',
      'Case.Updated',
      'RelatedItem.Created Comment',
      'RelatedItem.Created ConnectCase',
      'RelatedItem.Created Contact',
      'RelatedItem.Created Custom',
      'RelatedItem.Created File',
      'RelatedItem.Created Sla',
      'RelatedItem.Deleted Comment',
      'RelatedItem.Updated Comment',
      'RelatedItem.Updated Custom',
      'RelatedItem.Updated Sla',
    ]);
    assert.deepEqual([kinds[0], kinds.at(-1)], ['RelatedItem.Deleted Comment', 'Case.Created']);
    const times = history.map(({ performedTime }) => performedTime);
    assert.deepEqual(times, times.toSorted().reverse());
    for (const { eventId, performedBy } of history) {
      assert.match(eventId, uuid);
      assert.equal(performedBy.iamPrincipalArn, `arn:aws:iam::${account}:role/emulator`);
    }

    const [reopening, closing] = history.filter(({ type }) => type === 'Case.Updated');
    assert.deepEqual(reopening.performedBy.user, { userArn: agent });
    assert.equal(closing.performedBy.user, undefined);
    assert.deepEqual(change(closing, 'status'), {
      eventFieldId: 'status',
      oldValue: { stringValue: 'open' },
      newValue: { stringValue: 'closed' },
    });
    assert.deepEqual(change(closing, field.Weight).newValue, { emptyValue: {} });
    const met = history[kinds.indexOf('RelatedItem.Updated Sla')];
    assert.deepEqual(change(met, 'slaStatus').newValue, { stringValue: 'Met' });

    function change(event, id) {
      return event.fields.find(({ eventFieldId }) => eventFieldId === id);
    }
  });

  test('A field in use by a rule, a layout or a rule in use by a template are not deleted', async () => {
    await Promise.all([
      refused(
        aws`delete-field --domain-id ${domainId} --field-id ${field.Express}`,
        'ConflictException',
        'DeleteField',
      ),
      refused(
        aws`delete-layout --domain-id ${domainId} --layout-id ${layoutId}`,
        'ConflictException',
        'DeleteLayout',
      ),
      refused(
        aws`delete-case-rule --domain-id ${domainId} --case-rule-id ${rule.options}`,
        'ConflictException',
        'DeleteCaseRule',
      ),
    ]);
  });

  test('A deleted field keeps its values, and takes no new ones', async () => {
    await aws`delete-field --domain-id ${domainId} --field-id ${field.Weight}`;
    const filter = { field: { lessThan: { id: field.Weight, value: { doubleValue: 31 } } } };
    const [values, found, message] = await Promise.all([
      valuesOf(monitor, field.Weight),
      aws`search-cases --domain-id ${domainId} --filter ${filter}`,
      refused(
        aws`create-case --domain-id ${domainId} --template-id ${templateId} --fields id=title,value={stringValue=New} \
              id=${field.Product},value={stringValue=phones} id=${field.Weight},value={doubleValue=1}`,
        'ValidationException',
        'CreateCase',
      ),
    ]);
    assert.deepEqual(values, { [field.Weight]: { doubleValue: 30 } });
    assert.deepEqual(found.cases.map(({ caseId }) => caseId), [monitor]);
    assert.ok(message.includes(field.Weight), message);
  });

  test('A deleted case is gone, but its events are told', async () => {
    assert.deepEqual(await aws`delete-case --domain-id ${domainId} --case-id ${parcel}`, {});
    await Promise.all([
      refused(
        aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields id=title`,
        'ResourceNotFoundException',
        'GetCase',
      ),
      refused(
        aws`search-related-items --domain-id ${domainId} --case-id ${parcel}`,
        'ResourceNotFoundException',
        'SearchRelatedItems',
      ),
    ]);

    const response = await fetch(`${emulator.endpoint}/_emulator/events?caseId=${parcel}`);
    const { events } = await response.json();
    assert.deepEqual(events.map(({ detail }) => detail.eventType), [
      'CASE.CREATED',
      ...Array(6).fill('RELATED_ITEM.CREATED'),
      ...Array(2).fill('RELATED_ITEM.UPDATED'),
      'CASE.UPDATED',
      'RELATED_ITEM.UPDATED',
      'CASE.UPDATED',
      'RELATED_ITEM.DELETED',
      'CASE.DELETED',
    ]);
    const [creation] = events;
    assert.equal(creation.source, 'aws.cases');
    assert.equal(creation['detail-type'], 'Amazon Connect Cases Change');
    assert.deepEqual([creation.account, creation.region], [account, region]);
    assert.deepEqual(creation.resources, [domainArn, `${domainArn}/case/${parcel}`]);
    assert.deepEqual(creation.detail.performedBy.user, { userArn: agent });
    assert.deepEqual(creation.detail.case.fields, { status: { value: { stringValue: 'open' } } });
    const comment = events.find(({ detail }) => detail.relatedItem?.relatedItemType === 'Comment');
    assert.equal(comment.detail.relatedItem.comment.body, 'The customer called.');
  });

  test('A deleted domain is gone with what it held, and its name is free', async () => {
    assert.deepEqual(await aws`delete-domain --domain-id ${domainId}`, {});
    const [{ domains }] = await Promise.all([
      aws`list-domains`,
      refused(aws`get-domain --domain-id ${domainId}`, 'ResourceNotFoundException', 'GetDomain'),
      refused(
        aws`get-template --domain-id ${domainId} --template-id ${templateId}`,
        'ResourceNotFoundException',
        'GetTemplate',
      ),
    ]);
    assert.deepEqual(domains, []);
    await aws`create-domain --name 'Order support'`;
  });

  test('All 43 operations were used', async () => {
    const { stderr } = await failed(aws`nope`);
    const [, choices] = stderr.split('valid choices are:');
    const operations = choices.split(/[\s|]+/).filter((choice) => choice && choice !== 'help');
    const unused = operations.filter((operation) => !done.has(operation));
    // A newer CLI has operations beyond the 43.
    assert.equal(operations.length - unused.length, 43, `Unused: ${unused}`);
  });

  async function valuesOf(caseId, ...ids) {
    const { fields } = await aws`get-case --domain-id ${domainId} --case-id ${caseId} \
      --fields ${ids.map((id) => ({ id }))}`;
    return Object.fromEntries(fields.map(({ id, value }) => [id, value]));
  }
});
