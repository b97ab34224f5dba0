import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account, refused, region } from '../terminal.js';
import { agent } from './values.js';

export function deletion(session) {
  test('A deleted field keeps its values, and takes no new ones', async () => {
    const { aws, domainId, field, phone, templateId } = session;
    await aws`delete-field --domain-id ${domainId} --field-id ${field.Weight}`;

    const filter = { field: { lessThan: { id: field.Weight, value: { doubleValue: 31 } } } };
    const [read, search, reason] = await Promise.all([
      aws`get-case --domain-id ${domainId} --case-id ${phone} --fields id=${field.Weight}`,
      aws`search-cases --domain-id ${domainId} --filter ${filter}`,
      refused(
        aws`create-case --domain-id ${domainId} --template-id ${templateId} --fields id=title,value={stringValue=New} \
          id=${field.Product},value={stringValue=phones} id=${field.Weight},value={doubleValue=1}`,
        'ValidationException',
      ),
    ]);
    assert.deepEqual(read.fields, [{ id: field.Weight, value: { doubleValue: 30 } }]);
    assert.deepEqual(search.cases.map(({ caseId }) => caseId), [phone]);
    assert.ok(reason.includes(field.Weight), reason);
  });

  test('A resource in use is deleted only after its rule or template, and can still be read', async () => {
    const { aws, domainId, field, layoutId, rule, templateId } = session;
    const deleteField = () => aws`delete-field --domain-id ${domainId} --field-id ${field.Model}`;
    const deleteLayout = () => aws`delete-layout --domain-id ${domainId} --layout-id ${layoutId}`;
    const deleteRule = () => aws`delete-case-rule --domain-id ${domainId} --case-rule-id ${rule.models}`;
    await Promise.all([deleteField, deleteLayout, deleteRule].map((used) => refused(used(), 'ConflictException')));

    assert.deepEqual(await aws`delete-template --domain-id ${domainId} --template-id ${templateId}`, {});
    assert.deepEqual(await Promise.all([deleteLayout(), deleteRule()]), [{}, {}]);
    assert.deepEqual(await deleteField(), {});

    const [template, layout, { caseRules }, { fields }] = await Promise.all([
      aws`get-template --domain-id ${domainId} --template-id ${templateId}`,
      aws`get-layout --domain-id ${domainId} --layout-id ${layoutId}`,
      aws`batch-get-case-rule --domain-id ${domainId} --case-rules id=${rule.models}`,
      aws`batch-get-field --domain-id ${domainId} --fields id=${field.Model}`,
    ]);
    assert.deepEqual([template, layout, ...caseRules, ...fields].map(({ deleted }) => deleted), Array(4).fill(true));
  });

  test('A deleted case is gone, and all its events were published', async () => {
    const { aws, domainId, domainArn, emulator, parcel } = session;
    assert.deepEqual(await aws`delete-case --domain-id ${domainId} --case-id ${parcel}`, {});
    await refused(
      aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields id=title`,
      'ResourceNotFoundException',
    );

    const { events } = await (await fetch(`${emulator.endpoint}/_emulator/events?caseId=${parcel}`)).json();
    const types = events.map(({ detail }) => detail.eventType);
    assert.deepEqual([types[0], types.at(-1)], ['CASE.CREATED', 'CASE.DELETED']);
    assert.deepEqual(types.toSorted(), [
      'CASE.CREATED',
      'CASE.DELETED',
      ...Array(2).fill('CASE.UPDATED'),
      ...Array(6).fill('RELATED_ITEM.CREATED'),
      'RELATED_ITEM.DELETED',
      ...Array(3).fill('RELATED_ITEM.UPDATED'),
    ]);

    const [creation] = events;
    assert.equal(creation.source, 'aws.cases');
    assert.equal(creation['detail-type'], 'Amazon Connect Cases Change');
    assert.deepEqual([creation.account, creation.region], [account, region]);
    assert.deepEqual(creation.resources, [domainArn, `${domainArn}/case/${parcel}`]);
    assert.deepEqual(creation.detail.performedBy.user, { userArn: agent });
    assert.deepEqual(creation.detail.case.fields, { status: { value: { stringValue: 'open' } } });
    const { detail: comment } = events.find(({ detail }) => detail.relatedItem?.relatedItemType === 'Comment');
    assert.equal(comment.relatedItem.comment.body, 'The customer called.');
  });

  test('A deleted domain is gone with what it held', async () => {
    const { aws, domainId, templateId } = session;
    assert.deepEqual(await aws`delete-domain --domain-id ${domainId}`, {});
    const [{ domains }] = await Promise.all([
      aws`list-domains`,
      refused(aws`get-template --domain-id ${domainId} --template-id ${templateId}`, 'ResourceNotFoundException'),
    ]);
    assert.deepEqual(domains, []);
  });
}
