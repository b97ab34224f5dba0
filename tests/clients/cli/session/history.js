import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account } from '../terminal.js';
import { agent, assertNewestFirst, time, uuid } from './values.js';

export function history(session) {
  test('Closing a case meets its service level and leaves its time, reopening keeps it', async () => {
    const { aws, domainId, field, item, parcel } = session;
    const ids = ['status', field.Weight, 'next_sla_breach_datetime', 'last_closed_datetime', 'last_reopened_datetime',
      'last_updated_user'].map((id) => ({ id }));
    const read = async () => {
      const { fields } = await aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields ${ids}`;
      return Object.fromEntries(fields.map(({ id, value }) => [id, value]));
    };

    const updated = await aws`update-case --domain-id ${domainId} --case-id ${parcel} \
      --fields id=status,value={stringValue=closed} id=${field.Weight},value={emptyValue={}}`;
    assert.deepEqual(updated, {});
    const [closed, { relatedItems: met }] = await Promise.all([
      read(),
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} --filters sla={status=Met}`,
    ]);
    assert.deepEqual(Object.keys(closed), ['status', 'last_closed_datetime']);
    assert.deepEqual(closed.status, { stringValue: 'closed' });
    assert.match(closed.last_closed_datetime.stringValue, time);
    assert.deepEqual(met.map(({ relatedItemId }) => relatedItemId), [item.Sla]);
    assert.match(met[0].content.sla.slaConfiguration.completionTime, time);

    await aws`update-case --domain-id ${domainId} --case-id ${parcel} --performed-by userArn=${agent} \
      --fields id=status,value={stringValue=waiting}`;
    const reopened = await read();
    assert.match(reopened.last_reopened_datetime.stringValue, time);
    assert.deepEqual(reopened.last_closed_datetime, closed.last_closed_datetime);
    assert.deepEqual(reopened.last_updated_user, { userArnValue: agent });
  });

  test('The audit history contains all changes, the newest first, page by page', async () => {
    const { aws, domainId, field, parcel } = session;
    const history = [];
    let token = '';
    do {
      const page = await aws`get-case-audit-events --domain-id ${domainId} --case-id ${parcel} --max-results 7 \
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
    assert.deepEqual([kinds[0], kinds.at(-1)], ['Case.Updated', 'Case.Created']);
    assertNewestFirst(history.map(({ performedTime }) => performedTime));
    for (const { eventId, performedBy } of history) {
      assert.match(eventId, uuid);
      assert.equal(performedBy.iamPrincipalArn, `arn:aws:iam::${account}:role/emulator`);
    }

    const change = ({ fields }, id) => fields.find(({ eventFieldId }) => eventFieldId === id);
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
  });
}
