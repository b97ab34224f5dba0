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
      ...Object.entries(types).map(
        ([name, type]) => aws`create-field --domain-id ${domainId} --name ${name} --type ${type}`,
      ),
    ]);
    const names = ['Problem', ...Object.keys(types)];
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
      { Problem: 'Text', ...types },
    );
  });

  test('A field is renamed and keeps the rest', async () => {
    const { aws, domainId, field } = session;
    const update = aws`update-field --domain-id ${domainId} --field-id ${field.Problem} --name 'Problem report'`;
    assert.deepEqual(await update, {});

    const { fields } = await aws`batch-get-field --domain-id ${domainId} --fields id=${field.Problem}`;
    const [{ name, description, attributes }] = fields;
    assert.equal(name, 'Problem report');
    assert.equal(description, 'In the words of the customer');
    assert.deepEqual(attributes, { text: { isMultiline: true } });
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

    const [all, one] = await Promise.all([
      aws`list-field-options --domain-id ${domainId} --field-id ${field.Product}`,
      aws`list-field-options --domain-id ${domainId} --field-id status --values waiting`,
    ]);
    assert.deepEqual(all.options, [
      { name: 'Phones', value: 'phones', active: true },
      { name: 'Vouchers', value: 'vouchers', active: true },
      { name: 'Fax machines', value: 'fax', active: false },
    ]);
    assert.deepEqual(one.options, [{ name: 'Waiting', value: 'waiting', active: true }]);
  });

  test('A layout is created, read, listed and updated', async () => {
    const { aws, domainId, domainArn, field } = session;
    const created = await aws`create-layout --domain-id ${domainId} --name Order \
      --content 'basic={topPanel={sections=[{fieldGroup={name=Order,fields=[{id=customer_id},{id=summary}]}}]}}'`;
    const { layoutId, layoutArn } = created;
    session.layoutId = layoutId;
    assert.equal(layoutArn, `${domainArn}/layout/${layoutId}`);

    const read = () => aws`get-layout --domain-id ${domainId} --layout-id ${layoutId}`;
    const [layout, list] = await Promise.all([read(), aws`list-layouts --domain-id ${domainId}`]);
    const { createdTime, lastModifiedTime, ...known } = layout;
    const topPanel = panel('Order', 'customer_id', 'summary');
    assert.match(createdTime, time);
    assert.match(lastModifiedTime, time);
    assert.deepEqual(known, { ...created, name: 'Order', content: { basic: { topPanel } }, tags: {}, deleted: false });
    assert.deepEqual(list, { layouts: [{ ...created, name: 'Order' }] });

    const content = { basic: { topPanel: panel('Order', field.Product), moreInfo: panel('More', 'summary') } };
    const update = aws`update-layout --domain-id ${domainId} --layout-id ${layoutId} --content ${content}`;
    assert.deepEqual(await update, {});
    assert.deepEqual((await read()).content, content);

    function panel(name, ...ids) {
      return { sections: [{ fieldGroup: { name, fields: ids.map((id) => ({ id })) } }] };
    }
  });

  test('Case rules of each type are created, updated, read and listed over pages', async () => {
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
    ]);
    const [promise, mail, models] = created.map(({ caseRuleId }) => caseRuleId);
    Object.assign(rule, { promise, mail, models });
    assert.equal(created[0].caseRuleArn, `${domainArn}/case-rule/${promise}`);

    const update = aws`update-case-rule --domain-id ${domainId} --case-rule-id ${mail} --description 'Without a date'`;
    assert.deepEqual(await update, {});

    const [{ caseRules: described, errors }, { caseRules: listed }] = await Promise.all([
      aws`batch-get-case-rule --domain-id ${domainId} --case-rules id=${promise} id=${mail} id=${models} id=none`,
      aws`list-case-rules --domain-id ${domainId} --page-size 2`,
    ]);
    assert.deepEqual(described.map(({ rule: details }) => details), [required, hidden, fieldOptions]);
    assert.deepEqual([described[1].name, described[1].description], ['Vouchers are mailed', 'Without a date']);
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
    const created = await aws`create-template --domain-id ${domainId} --name Order \
      --layout-configuration defaultLayout=${layoutId} --required-fields fieldId=${field.Product} \
      --rules caseRuleId=${rule.promise},fieldId=${promised} caseRuleId=${rule.mail},fieldId=${promised} \
        caseRuleId=${rule.models} \
      --tag-propagation-configurations 'resourceType=Cases,tagMap={team=orders,tier=silver}'`;
    const { templateId, templateArn } = created;
    session.templateId = templateId;
    assert.equal(templateArn, `${domainArn}/template/${templateId}`);

    const update = { domainId, templateId, description: 'All about an order' };
    assert.deepEqual(await aws`update-template --cli-input-json ${update}`, {});

    const [template, all, inactive] = await Promise.all([
      aws`get-template --domain-id ${domainId} --template-id ${templateId}`,
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
    assert.deepEqual(all.templates, [{ ...created, name: 'Order', status: 'Active', tagPropagationConfigurations }]);
    assert.deepEqual(inactive.templates, []);
  });

  test('Events are off until they are switched on, and carry what is asked for', async () => {
    const { aws, domainId } = session;
    const read = () => aws`get-case-event-configuration --domain-id ${domainId}`;
    assert.deepEqual(await read(), { eventBridge: { enabled: false } });

    assert.deepEqual(await aws`put-case-event-configuration --domain-id ${domainId} --event-bridge enabled=true`, {});

    await aws`put-case-event-configuration --domain-id ${domainId} --event-bridge \
      'enabled=true,includedData={caseData={fields=[{id=status}]},relatedItemData={includeContent=true}}'`;
    const includedData = { caseData: { fields: [{ id: 'status' }] }, relatedItemData: { includeContent: true } };
    assert.deepEqual(await read(), { eventBridge: { enabled: true, includedData } });
  });
}
