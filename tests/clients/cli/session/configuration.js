import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account, region } from '../terminal.js';
import { time, uuid } from './values.js';

export function configuration(session) {
  test('A domain is created and becomes active', async () => {
    const { aws } = session;
    const { domainStatus, ...created } = await aws`create-domain --name 'Order support'`;
    const { domainId, domainArn } = created;
    Object.assign(session, created);
    assert.match(domainId, uuid);
    assert.equal(domainArn, `arn:aws:cases:${region}:${account}:domain/${domainId}`);
    assert.equal(domainStatus, 'CreationInProgress');

    const [domain, list] = await Promise.all([
      aws`get-domain --domain-id ${domainId}`,
      aws`list-domains --max-results 10`,
    ]);
    const { createdTime, ...known } = domain;
    assert.match(createdTime, time);
    assert.deepEqual(known, { ...created, name: 'Order support', domainStatus: 'Active', tags: {} });
    assert.deepEqual(list, { domains: [{ ...created, name: 'Order support' }] });
  });

  test('A field of each type is created, and listed after those of the system', async () => {
    const { aws, domainId, domainArn, field } = session;
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

  test('A field is updated, another is deleted but still described', async () => {
    const { aws, domainId, field } = session;
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
    const { aws, domainId, field } = session;
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

  test('A layout is created, updated, read and listed, another is deleted but still read', async () => {
    const { aws, domainId, domainArn, field } = session;
    const sections = (...ids) => ({ sections: [{ fieldGroup: { name: 'Order', fields: ids.map((id) => ({ id })) } }] });
    const content = { basic: { topPanel: sections('customer_id', field.Product), moreInfo: sections(field.Product) } };
    const [created, draft] = await Promise.all([
      aws`create-layout --domain-id ${domainId} --name Order --content ${content}`,
      aws`create-layout --domain-id ${domainId} --name Draft \
        --content 'basic={topPanel={sections=[{fieldGroup={fields=[{id=summary},{id=case_reason}]}}]}}'`,
    ]);
    const { layoutId, layoutArn } = created;
    session.layoutId = layoutId;
    assert.equal(layoutArn, `${domainArn}/layout/${layoutId}`);

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

  test('Case rules of each type are created, updated, read and listed over pages, another is deleted', async () => {
    const { aws, domainId, domainArn, field, rule } = session;
    const when = (fieldId, operandTwo) => ({
      defaultValue: false,
      conditions: [{ equalTo: { operandOne: { fieldId }, operandTwo, result: true } }],
    });
    const required = { required: when(field.Express, { booleanValue: true }) };
    const hidden = { hidden: when(field.Product, { stringValue: 'vouchers' }) };
    const fieldOptions = {
      fieldOptions: {
        parentFieldId: field.Product,
        childFieldId: field.Model,
        parentChildFieldOptionsMappings: [{ parentFieldOptionValue: 'phones', childFieldOptionValues: ['one'] }],
      },
    };
    const created = await Promise.all([
      aws`create-case-rule --domain-id ${domainId} --name 'Express is promised' --rule ${required}`,
      aws`create-case-rule --domain-id ${domainId} --name 'Vouchers are mailed' --rule ${hidden}`,
      aws`create-case-rule --domain-id ${domainId} --name 'Models of phones' --rule ${fieldOptions}`,
      aws`create-case-rule --domain-id ${domainId} --name Draft --rule 'required={defaultValue=true,conditions=[]}'`,
    ]);
    const [promise, mail, models, draft] = created.map(({ caseRuleId }) => caseRuleId);
    Object.assign(rule, { promise, mail, models });
    assert.equal(created[0].caseRuleArn, `${domainArn}/case-rule/${promise}`);

    const results = await Promise.all([
      aws`update-case-rule --domain-id ${domainId} --case-rule-id ${mail} --description 'They have no date'`,
      aws`delete-case-rule --domain-id ${domainId} --case-rule-id ${draft}`,
    ]);
    assert.deepEqual(results, [{}, {}]);

    const [{ caseRules: described, errors }, { caseRules: listed }] = await Promise.all([
      aws`batch-get-case-rule --domain-id ${domainId} --case-rules id=${promise} id=${mail} id=${models} id=none`,
      aws`list-case-rules --domain-id ${domainId} --page-size 2`,
    ]);
    assert.deepEqual(described.map(({ rule: details }) => details), [required, hidden, fieldOptions]);
    assert.deepEqual([described[1].name, described[1].description], ['Vouchers are mailed', 'They have no date']);
    assert.equal(described[1].deleted, false);
    assert.deepEqual(errors.map(({ id, errorCode }) => [id, errorCode]), [['none', 'ResourceNotFoundException']]);
    assert.equal(listed.length, 3);
    assert.deepEqual(
      Object.fromEntries(listed.map(({ caseRuleId, ruleType }) => [caseRuleId, ruleType])),
      { [promise]: 'Required', [mail]: 'Hidden', [models]: 'FieldOptions' },
    );
  });

  test('A template binds layout, fields, rules and tags', async () => {
    const { aws, domainId, domainArn, field, layoutId, rule } = session;
    const promised = field['Promised for'];
    const [created, draft] = await Promise.all([
      aws`create-template --domain-id ${domainId} --name Order --layout-configuration defaultLayout=${layoutId} \
        --required-fields fieldId=${field.Product} \
        --rules caseRuleId=${rule.promise},fieldId=${promised} caseRuleId=${rule.mail},fieldId=${promised} \
          caseRuleId=${rule.models} \
        --tag-propagation-configurations 'resourceType=Cases,tagMap={team=orders,tier=silver}'`,
      aws`create-template --cli-input-json ${{ domainId, name: 'Draft', status: 'Inactive' }}`,
    ]);
    const { templateId, templateArn } = created;
    session.templateId = templateId;
    assert.equal(templateArn, `${domainArn}/template/${templateId}`);

    const results = await Promise.all([
      aws`update-template --domain-id ${domainId} --template-id ${templateId} --description 'All about an order'`,
      aws`delete-template --domain-id ${domainId} --template-id ${draft.templateId}`,
    ]);
    assert.deepEqual(results, [{}, {}]);

    const [template, deleted, all, inactive] = await Promise.all([
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
        { caseRuleId: rule.promise, fieldId: promised },
        { caseRuleId: rule.mail, fieldId: promised },
        { caseRuleId: rule.models },
      ],
      tagPropagationConfigurations,
    });
    assert.deepEqual([deleted.name, deleted.status, deleted.deleted], ['Draft', 'Inactive', true]);
    assert.deepEqual(all.templates, [{ ...created, name: 'Order', status: 'Active', tagPropagationConfigurations }]);
    assert.deepEqual(inactive.templates, []);
  });

  test('Events are off until they are switched on, and carry what is asked for', async () => {
    const { aws, domainId } = session;
    const read = () => aws`get-case-event-configuration --domain-id ${domainId}`;
    assert.deepEqual(await read(), { eventBridge: { enabled: false } });

    assert.deepEqual(await aws`put-case-event-configuration --domain-id ${domainId} --event-bridge enabled=true`, {});
    assert.deepEqual(await read(), { eventBridge: { enabled: true } });

    await aws`put-case-event-configuration --domain-id ${domainId} --event-bridge \
      'enabled=true,includedData={caseData={fields=[{id=status}]},relatedItemData={includeContent=true}}'`;
    const includedData = { caseData: { fields: [{ id: 'status' }] }, relatedItemData: { includeContent: true } };
    assert.deepEqual(await read(), { eventBridge: { enabled: true, includedData } });
  });
}
