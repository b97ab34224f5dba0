import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused } from '../terminal.js';
import { agent, assertNewestFirst, contactArn, fileArn, time } from './values.js';

const sla = {
  name: 'Solved in an hour',
  type: 'CaseField',
  fieldId: 'status',
  targetFieldValues: [{ stringValue: 'closed' }],
};

export function relatedItems(session) {
  test('Related items of all six types are put on a case', async () => {
    const { aws, domainId, domainArn, field, item, parcel, voucher } = session;
    await aws`create-related-item --domain-id ${domainId} --case-id ${voucher} --type Contact \
      --content contact={contactArn=${contactArn}}`;

    const contents = {
      Contact: { contact: { contactArn } },
      Comment: 'comment={body=The customer called.,contentType=Text/Plain}',
      File: `file={fileArn=${fileArn}}`,
      Sla: { sla: { slaInputConfiguration: { ...sla, targetSlaMinutes: 60 } } },
      ConnectCase: `connectCase={caseId=${voucher}}`,
      Custom: `custom={fields=[{id=${field.Weight},value={doubleValue=2}}]}`,
    };
    const create = (type) => aws`create-related-item --domain-id ${domainId} --case-id ${parcel} \
      --type ${type} --content ${contents[type]} --performed-by customEntity=night-batch`;
    const types = Object.keys(contents);
    const created = await Promise.all(types.map(create));
    for (const [index, { relatedItemId, relatedItemArn }] of created.entries()) {
      assert.equal(relatedItemArn, `${domainArn}/case/${parcel}/related-item/${relatedItemId}`);
      item[types[index]] = relatedItemId;
    }
    assert.deepEqual(await create('Contact'), created[0], 'a contact is one item, however often it is put');
  });

  test('Related items are found, the newest first', async () => {
    const { aws, domainId, field, item, parcel, voucher } = session;
    const [{ relatedItems: found }, breach] = await Promise.all([
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} --page-size 4`,
      aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields id=next_sla_breach_datetime`,
    ]);
    const ids = Object.fromEntries(found.map(({ type, relatedItemId }) => [type, relatedItemId]));
    assert.equal(found.length, 6);
    assert.deepEqual(ids, { ...item });
    assertNewestFirst(found.map(({ associationTime }) => associationTime));
    for (const { performedBy, tags } of found) {
      assert.deepEqual(performedBy, { customEntity: 'night-batch' });
      assert.deepEqual(tags, {});
    }

    const content = Object.assign({}, ...found.map((one) => one.content));
    const { connectedToSystemTime, ...contact } = content.contact;
    assert.match(connectedToSystemTime, time);
    assert.deepEqual(contact, { contactArn, channel: 'VOICE' });
    assert.deepEqual(content.comment, { body: 'The customer called.', contentType: 'Text/Plain' });
    assert.deepEqual(content.file, { fileArn });
    assert.deepEqual(content.connectCase, { caseId: voucher });
    assert.deepEqual(content.custom, { fields: [{ id: field.Weight, value: { doubleValue: 2 } }] });
    const { targetTime, ...configuration } = content.sla.slaConfiguration;
    assert.deepEqual(configuration, { ...sla, status: 'Active' });
    assert.deepEqual(breach.fields, [{ id: 'next_sla_breach_datetime', value: { stringValue: targetTime } }]);
  });

  test('Related items are filtered by any of several conditions', async () => {
    const { aws, domainId, field, item, parcel, voucher } = session;
    const heavy = { field: { greaterThan: { id: field.Weight, value: { doubleValue: 1.5 } } } };
    const search = (...filters) => aws`search-related-items --domain-id ${domainId} --case-id ${parcel} \
      --filters ${filters}`;
    const results = await Promise.all([
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} --filters comment={} \
        file={fileArn=${fileArn}} contact={channel=[VOICE]} 'sla={name=Solved in an hour,status=Active}'`,
      search({ custom: { fields: heavy } }, { sla: { status: 'Met' } }),
      search({ contact: { channel: ['CHAT'] } }, { custom: { fields: { not: heavy } } }),
      search({ connectCase: { caseId: voucher } }),
    ]);
    assert.deepEqual(
      results.map(({ relatedItems: found }) => found.map(({ relatedItemId }) => relatedItemId).sort()),
      [[item.Comment, item.File, item.Contact, item.Sla].sort(), [item.Custom], [], [item.ConnectCase]],
    );
  });

  test('A comment and a custom item are replaced', async () => {
    const { aws, domainId, domainArn, field, item, parcel } = session;
    const update = (id, content) => aws`update-related-item --domain-id ${domainId} --case-id ${parcel} \
      --related-item-id ${id} --content ${content} --performed-by userArn=${agent}`;
    const [comment, custom] = await Promise.all([
      update(item.Comment, 'comment={body=The customer called twice.,contentType=Text/Plain}'),
      update(item.Custom, `custom={fields=[{id=${field.Express},value={booleanValue=false}}]}`),
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

  test('A contact leads to its cases, the latest association first, and to its items in the domain', async () => {
    const { aws, domainId, parcel, templateId, voucher } = session;
    const [cases, oldestFirst, newestFirst] = await Promise.all([
      aws`list-cases-for-contact --domain-id ${domainId} --contact-arn ${contactArn} --max-results 10`,
      aws`search-all-related-items --domain-id ${domainId} --filters contact={} --page-size 1 \
        --sorts sortProperty=AssociationTime,sortOrder=Asc`,
      aws`search-all-related-items --domain-id ${domainId} --filters contact={contactArn=${contactArn}}`,
    ]);
    const found = ({ relatedItems: items }) => items.map(({ type, caseId }) => [type, caseId]);
    assert.deepEqual(cases, { cases: [parcel, voucher].map((caseId) => ({ caseId, templateId })) });
    assert.deepEqual(found(oldestFirst), [['Contact', voucher], ['Contact', parcel]]);
    assert.deepEqual(found(newestFirst), [['Contact', parcel], ['Contact', voucher]]);
  });

  test('A related item is deleted, a file is not', async () => {
    const { aws, domainId, item, parcel } = session;
    const remove = (id) => aws`delete-related-item --domain-id ${domainId} --case-id ${parcel} --related-item-id ${id}`;
    const [removed] = await Promise.all([remove(item.Comment), refused(remove(item.File), 'ValidationException')]);
    assert.deepEqual(removed, {});
  });
}
