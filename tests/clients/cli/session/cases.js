import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused } from '../terminal.js';
import { agent, customerArn, uuid } from './values.js';

export function cases(session) {
  test('A case keeps a value of each type', async () => {
    const { aws, domainId, domainArn, field, templateId } = session;
    const values = {
      title: { stringValue: 'Lost parcel' },
      customer_id: { stringValue: customerArn },
      [field.Problem]: { stringValue: 'It’s "gone",\nsays the customer 🙂 $HOME \'' },
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
    const { caseId, caseArn } = created;
    session.parcel = caseId;
    assert.match(caseId, uuid);
    assert.equal(caseArn, `${domainArn}/case/${caseId}`);

    const ids = [...Object.keys(values), 'status', 'created_by', 'summary'].map((id) => ({ id }));
    const [repeated, read] = await Promise.all([
      create(),
      aws`get-case --domain-id ${domainId} --case-id ${caseId} --fields ${ids}`,
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

  test('The template and its rules decide which cases are accepted', async () => {
    const { aws, domainId, field, templateId } = session;
    const create = (title, ...values) => aws`create-case --domain-id ${domainId} --template-id ${templateId} \
      --fields ${[{ id: 'title', value: { stringValue: title } }, ...values]}`;
    const express = { id: field.Express, value: { booleanValue: true } };
    const heavy = { id: field.Weight, value: { doubleValue: 30 } };
    const product = (stringValue) => ({ id: field.Product, value: { stringValue } });
    const model = (stringValue) => ({ id: field.Model, value: { stringValue } });

    const [voucher, phone] = await Promise.all([
      create('Lost voucher', product('vouchers'), express),
      create('Broken phone', product('phones'), heavy),
      refused(create('No product'), 'ValidationException'),
      refused(create('A product that is not active', product('fax')), 'ValidationException'),
      refused(create('Express without a date', product('phones'), express), 'ValidationException'),
      refused(create('A model that is no phone', product('phones'), model('two')), 'ValidationException'),
    ]);
    Object.assign(session, { voucher: voucher.caseId, phone: phone.caseId });
  });

  test('Cases are searched by words, values and tags, sorted, counted and paged', async () => {
    const { aws, domainId, field, parcel, phone, templateId, voucher } = session;
    const search = (filter) => aws`search-cases --domain-id ${domainId} --filter ${filter}`;
    const heavy = { field: { greaterThanOrEqualTo: { id: field.Weight, value: { doubleValue: 30 } } } };
    const lost = { field: { contains: { id: 'title', value: { stringValue: 'lost' } } } };
    const promised = { id: field['Promised for'], value: { stringValue: '2026-04-01T00:00:00Z' } };
    const dated = { field: { lessThan: promised } };
    const [sorted, first, words, both, others, tagged] = await Promise.all([
      aws`search-cases --domain-id ${domainId} --sorts fieldId=title,sortOrder=Desc --fields id=title id=status \
        --page-size 1`,
      aws`search-cases --domain-id ${domainId} --sorts fieldId=title,sortOrder=Desc --page-size 1 --max-items 1`,
      aws`search-cases --domain-id ${domainId} --search-term 'PARCEL lost'`,
      search({ andAll: [lost, dated] }),
      search({ orAll: [heavy, { not: lost }] }),
      aws`search-cases --domain-id ${domainId} --filter 'tag={equalTo={key=tier,value=gold}}'`,
    ]);
    const found = (result) => result.cases.map(({ caseId }) => caseId);
    assert.deepEqual(found(sorted), [voucher, parcel, phone]);
    assert.equal(sorted.totalCount, 3);
    assert.deepEqual(sorted.cases[1], {
      caseId: parcel,
      templateId,
      fields: [
        { id: 'title', value: { stringValue: 'Lost parcel' } },
        { id: 'status', value: { stringValue: 'open' } },
      ],
      tags: { team: 'orders', tier: 'gold', channel: 'phone' },
    });
    assert.deepEqual([words, both, others, tagged].map(found), [[parcel], [parcel], [phone], [parcel]]);
    assert.deepEqual(words.cases[0].fields, []);

    assert.deepEqual(found(first), [voucher]);
    const rest = await aws`search-cases --domain-id ${domainId} --sorts fieldId=title,sortOrder=Desc \
      --starting-token ${first.NextToken}`;
    assert.deepEqual(found(rest), [parcel, phone]);
  });
}
