import assert from 'node:assert/strict';
import { test } from 'node:test';

export function tags(session) {
  test('Every kind of resource is tagged, and shows its tags when it is read', async () => {
    const { aws, domainId, domainArn, field, item, layoutId, parcel, rule, templateId } = session;
    const paths = ['', `/field/${field.Problem}`, `/layout/${layoutId}`, `/template/${templateId}`,
      `/case-rule/${rule.mail}`, `/case/${parcel}`, `/case/${parcel}/related-item/${item.Custom}`];
    const results = await Promise.all(
      paths.map((path) => aws`tag-resource --arn ${domainArn}${path} --tags owner=ada,tier=top`),
    );
    assert.deepEqual(results, paths.map(() => ({})));

    const [domain, fields, layout, template, rules, items, read] = await Promise.all([
      aws`get-domain --domain-id ${domainId}`,
      aws`batch-get-field --domain-id ${domainId} --fields id=${field.Problem}`,
      aws`get-layout --domain-id ${domainId} --layout-id ${layoutId}`,
      aws`get-template --domain-id ${domainId} --template-id ${templateId}`,
      aws`batch-get-case-rule --domain-id ${domainId} --case-rules id=${rule.mail}`,
      aws`search-related-items --domain-id ${domainId} --case-id ${parcel} --filters custom={}`,
      aws`get-case --domain-id ${domainId} --case-id ${parcel} --fields id=title`,
    ]);
    for (const one of [domain, ...fields.fields, layout, template, ...rules.caseRules, ...items.relatedItems]) {
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
