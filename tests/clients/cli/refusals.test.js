import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startEmulator } from '../server.js';
import { openTerminal, refused, region, skip } from './terminal.js';

// Uses all processors, because starting the CLI takes most of the time.
const concurrency = 4;

describe('A rejected command fails, shows the reason and writes nothing:', { skip }, () => {
  const field = {};
  let emulator;
  let aws;
  let domainId;
  let domainArn;
  let layoutId;
  let templateId;
  let retiredId;
  let caseId;
  let written;

  before(async () => {
    emulator = await startEmulator();
    ({ aws } = openTerminal(emulator.endpoint));
    ({ domainId, domainArn } = await aws`create-domain --name 'Order support'`);
    const [weight, draft, layout, template, retired] = await Promise.all([
      aws`create-field --domain-id ${domainId} --name Weight --type Number`,
      aws`create-field --domain-id ${domainId} --name Draft --type Text`,
      aws`create-layout --domain-id ${domainId} --name Order --content basic={}`,
      aws`create-template --domain-id ${domainId} --name Order`,
      aws`create-template --domain-id ${domainId} --name Retired --status Inactive`,
    ]);
    Object.assign(field, { weight: weight.fieldId, draft: draft.fieldId });
    ({ layoutId } = layout);
    ({ templateId } = template);
    retiredId = retired.templateId;
    const [created] = await Promise.all([
      aws`create-case --domain-id ${domainId} --template-id ${templateId} --client-token order-1 \
        --fields 'id=title,value={stringValue=Lost parcel}'`,
      aws`create-case-rule --domain-id ${domainId} --name Heavy --rule 'required={defaultValue=true,conditions=[]}'`,
      aws`delete-field --domain-id ${domainId} --field-id ${field.draft}`,
    ]);
    ({ caseId } = created);
    written = await state();
  });

  after(() => emulator.stop());

  describe('ValidationException', { concurrency }, () => {
    const commands = {
      'more domains than fit a page': () => aws`list-domains --max-results 100`,
      'a name that ends in a space': () => aws`create-domain --name 'Order '`,
      'an unknown type of a field': () => aws`create-field --domain-id ${domainId} --name Other --type Bogus`,
      'a number with lines': () =>
        aws`create-field --domain-id ${domainId} --name Other --type Number --attributes text={isMultiline=true}`,
      'another name of a system field': () =>
        aws`update-field --domain-id ${domainId} --field-id title --name Subject`,
      'another name of a deleted field': () =>
        aws`update-field --domain-id ${domainId} --field-id ${field.draft} --name Final`,
      'the deletion of a system field': () => aws`delete-field --domain-id ${domainId} --field-id title`,
      'options of a field without options': () =>
        aws`batch-put-field-options --domain-id ${domainId} --field-id ${field.weight} \
          --options name=One,value=one,active=true`,
      'a layout with the title': () =>
        aws`create-layout --domain-id ${domainId} --name Other \
          --content 'basic={topPanel={sections=[{fieldGroup={fields=[{id=title}]}}]}}'`,
      'a layout with an unknown field': () =>
        aws`update-layout --domain-id ${domainId} --layout-id ${layoutId} \
          --content 'basic={moreInfo={sections=[{fieldGroup={fields=[{id=none}]}}]}}'`,
      'a rule that compares a number with a text': () =>
        aws`create-case-rule --domain-id ${domainId} --name Other --rule ${{
          hidden: {
            defaultValue: false,
            conditions: [
              { equalTo: { operandOne: { fieldId: field.weight }, operandTwo: { stringValue: '1' }, result: true } },
            ],
          },
        }}`,
      'a field that a template requires twice': () =>
        aws`create-template --domain-id ${domainId} --name Other \
          --required-fields fieldId=${field.weight} fieldId=${field.weight}`,
      'an unknown layout of a template': () =>
        aws`create-template --domain-id ${domainId} --name Other --layout-configuration defaultLayout=none`,
      'an update of a template with nothing to update': () =>
        aws`update-template --domain-id ${domainId} --template-id ${templateId}`,
      'a case without a title': () => createCase(templateId, 'id=summary,value={stringValue=No title}'),
      'a case of an inactive template': () => createCase(retiredId, 'id=title,value={stringValue=Late}'),
      'an unknown field to read': () => aws`get-case --domain-id ${domainId} --case-id ${caseId} --fields id=none`,
      'a title that is cleared': () => updateCase('id=title,value={emptyValue={}}'),
      'a field that only the service sets': () => updateCase('id=case_id,value={stringValue=1}'),
      'a text for a number': () => updateCase(`id=${field.weight},value={stringValue=heavy}`),
      'a comparison of texts': () =>
        aws`search-cases --domain-id ${domainId} --filter 'field={greaterThan={id=title,value={stringValue=A}}}'`,
      'more cases of a contact than fit a page': () =>
        aws`list-cases-for-contact --domain-id ${domainId} --contact-arn arn:aws:connect:us-east-1:123456789012:instance/i/contact/c --max-results 25`,
      'a related item of another type than its content': () =>
        createItem('Comment', 'file={fileArn=arn:aws:connect:us-east-1:123456789012:instance/i/file/f}'),
      'a service level of another field than the status': () =>
        createItem('Sla', {
          sla: {
            slaInputConfiguration: {
              name: 'Named',
              type: 'CaseField',
              fieldId: 'title',
              targetFieldValues: [{ stringValue: 'Done' }],
              targetSlaMinutes: 60,
            },
          },
        }),
      'a system field in a custom item': () =>
        createItem('Custom', 'custom={fields=[{id=title,value={stringValue=Lost parcel}}]}'),
      'a case related to itself': () => createItem('ConnectCase', `connectCase={caseId=${caseId}}`),
      'events with an unknown field': () =>
        aws`put-case-event-configuration --domain-id ${domainId} \
          --event-bridge 'enabled=true,includedData={caseData={fields=[{id=none}]}}'`,
      'an ARN with the name of the client': () =>
        aws`tag-resource --arn ${domainArn.replace(':cases:', ':connectcases:')} --tags owner=ada`,
      'a tag that is reserved': () => aws`tag-resource --arn ${domainArn} --tags aws:owner=ada`,
      'a key with a space to untag': () => aws`untag-resource --arn ${domainArn} --tag-keys 'no key'`,
      'a text that is not an ARN': () => aws`list-tags-for-resource --arn none`,
    };
    for (const [name, command] of Object.entries(commands)) {
      test(`for ${name}`, () => refused(command(), 'ValidationException'));
    }
  });

  describe('ResourceNotFoundException', { concurrency }, () => {
    const commands = {
      'an unknown domain': () => aws`list-case-rules --domain-id none`,
      'an unknown field': () => aws`list-field-options --domain-id ${domainId} --field-id none`,
      'an unknown rule': () => aws`update-case-rule --domain-id ${domainId} --case-rule-id none --name Other`,
      'an unknown template': () => aws`delete-template --domain-id ${domainId} --template-id none`,
      'an unknown template of a new case': () => createCase('none', 'id=title,value={stringValue=Lost parcel}'),
      'an unknown case': () => aws`delete-case --domain-id ${domainId} --case-id none`,
      'an unknown case to relate to': () => createItem('ConnectCase', 'connectCase={caseId=none}'),
      'the ARN of a domain in another Region': () =>
        aws`list-tags-for-resource --arn ${domainArn.replace(region, 'us-west-2')}`,
    };
    for (const [name, command] of Object.entries(commands)) {
      test(`for ${name}`, () => refused(command(), 'ResourceNotFoundException'));
    }
  });

  describe('ConflictException', { concurrency }, () => {
    const commands = {
      'the name of another domain': () => aws`create-domain --name 'Order support'`,
      'the name of another field': () => aws`create-field --domain-id ${domainId} --name Weight --type Url`,
      'the name of another template': () =>
        aws`update-template --domain-id ${domainId} --template-id ${retiredId} --name Order`,
      'the name of another rule': () =>
        aws`create-case-rule --domain-id ${domainId} --name Heavy --rule 'hidden={defaultValue=true,conditions=[]}'`,
      'a client token of another case': () =>
        aws`create-case --domain-id ${domainId} --template-id ${templateId} --client-token order-1 \
          --fields id=title,value={stringValue=Another}`,
    };
    for (const [name, command] of Object.entries(commands)) {
      test(`for ${name}`, () => refused(command(), 'ConflictException'));
    }
  });

  test('nothing was written', async () => assert.deepEqual(await state(), written));

  test('ServiceQuotaExceededException for a sixth domain', async () => {
    await Promise.all([2, 3, 4, 5].map((number) => aws`create-domain --name ${`Domain ${number}`}`));
    await refused(aws`create-domain --name 'Domain 6'`, 'ServiceQuotaExceededException');
  });

  function createCase(template, fields) {
    return aws`create-case --domain-id ${domainId} --template-id ${template} --fields ${fields}`;
  }

  function updateCase(fields) {
    return aws`update-case --domain-id ${domainId} --case-id ${caseId} --fields ${fields}`;
  }

  function createItem(type, content) {
    return aws`create-related-item --domain-id ${domainId} --case-id ${caseId} --type ${type} --content ${content}`;
  }

  /** Returns everything that the commands above could have written. */
  function state() {
    return Promise.all([
      aws`list-domains`,
      aws`list-fields --domain-id ${domainId}`,
      aws`list-templates --domain-id ${domainId}`,
      aws`search-cases --domain-id ${domainId} --fields id=title id=status id=last_updated_datetime`,
      aws`search-all-related-items --domain-id ${domainId}`,
    ]);
  }
});
