import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-connectcases';

const directory = new URL('.', import.meta.url);

test('Every operation of the SDK has a test that expects a response', async () => {
  const known = Object.keys(sdk).filter((name) => /^\w+Command$/.test(name));
  const files = (await readdir(directory)).filter((name) => name.endsWith('.test.js') && name !== 'errors.test.js');
  const sources = await Promise.all(files.map((name) => readFile(new URL(name, directory), 'utf8')));
  const sent = sources.flatMap((source) => Array.from(source.matchAll(/\bnew (\w+Command)\(/g), ([, name]) => name));
  assert.equal(known.length, 43);
  assert.deepEqual(known.filter((name) => !sent.includes(name)), []);
  assert.deepEqual(sent.filter((name) => !known.includes(name)), []);
});
