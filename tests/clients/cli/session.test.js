import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startEmulator } from '../server.js';
import { cases } from './session/cases.js';
import { configuration } from './session/configuration.js';
import { deletion } from './session/deletion.js';
import { history } from './session/history.js';
import { relatedItems } from './session/related-items.js';
import { tags } from './session/tags.js';
import { failed, openTerminal, skip } from './terminal.js';

describe('A session in the terminal, from the first domain to the last deletion', { skip }, () => {
  // Each test stores values here for the tests after it.
  const session = { field: {}, rule: {}, item: {} };

  before(async () => {
    session.emulator = await startEmulator({ signed: true });
    Object.assign(session, openTerminal(session.emulator.endpoint));
  });

  after(() => session.emulator.stop());

  configuration(session);
  cases(session);
  relatedItems(session);
  history(session);
  tags(session);
  deletion(session);

  test('A command that is signed with another secret is refused', async () => {
    const { aws } = openTerminal(session.emulator.endpoint, { AWS_SECRET_ACCESS_KEY: 'other' });
    const { stderr } = await failed(aws`list-domains`);
    assert.match(stderr, /\(InvalidSignatureException\).*does not match/);
  });

  test('A command that is signed with an unknown key is refused', async () => {
    const { aws } = openTerminal(session.emulator.endpoint, { AWS_ACCESS_KEY_ID: 'AKIDOTHER' });
    const { stderr } = await failed(aws`list-domains`);
    assert.match(stderr, /\(UnrecognizedClientException\).*'AKIDOTHER'/);
  });

  test('All 43 operations were used', async () => {
    const { aws, done } = session;
    const { stderr } = await failed(aws`nope`);
    const [, choices] = stderr.split('valid choices are:');
    assert.ok(choices, stderr);
    const operations = choices.split(/[\s|]+/).filter((choice) => choice && choice !== 'help');
    const unused = operations.filter((operation) => !done.has(operation));
    // A newer CLI can have more than 43 operations.
    assert.equal(operations.length - unused.length, 43, `unused: ${unused.join(', ')}`);
  });
});
