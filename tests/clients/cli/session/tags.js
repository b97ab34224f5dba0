import assert from 'node:assert/strict';
import { test } from 'node:test';

export function tags(session) {
  test('A resource is tagged, and shows its tags when it is read', async () => {
    const { aws, domainId, domainArn, field, item, parcel } = session;
    const paths = ['', `/field/${field.Problem}`, `/case/${parcel}`, `/case/${parcel}/related-item/${item.Custom}`];
    const results = await Promise.all(
      paths.map((path) => aws`tag-resource --arn ${domainArn}${path} --tags owner=ada,tier=top`),
    );
    assert.deepEqual(results, paths.map(() => ({})));

    const [domain, described, read, search] = await Promise.all([
      aws`get-domain --domain-id ${domainId}`,
      aws`batch-get-field --domain-id ${domainId} --fields id=${field.Problem}`,
      aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields id=title`,
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} --filters custom={}`,
    ]);
    for (const one of [domain, ...described.fields, ...search.relatedItems]) {
      assert.deepEqual(one.tags, { owner: 'ada', tier: 'top' });
    }
    assert.deepEqual(read.tags, { team: 'orders', tier: 'top', channel: 'phone', owner: 'ada' });
  });

  test('Tags are removed by their keys, unknown ones are ignored', async () => {
    const { aws, domainArn, parcel } = session;
    const arn = `${domainArn}/case/${parcel}`;
    assert.deepEqual(await aws`untag-resource --arn ${arn} --tag-keys owner team none`, {});
    assert.deepEqual(await aws`list-tags-for-resource --arn ${arn}`, { tags: { tier: 'top', channel: 'phone' } });
  });
}
