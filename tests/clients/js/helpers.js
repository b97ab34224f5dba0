import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { account, createClient, region, startEmulator } from './emulator.js';

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const connect = `arn:aws:connect:${region}:${account}:instance/5d9d2e11`;
export const agent = { userArn: `${connect}/agent/ada` };
export const contactArn = `${connect}/contact/c0ffee`;
export const fileArn = `${connect}/file/invoice`;

const begin = Date.now();

/** Runs a server for the calling suite. Its tests and hooks use `client`, `send` and `endpoint`. */
export function useEmulator(options) {
  const suite = { send: (command) => suite.client.send(command) };
  let emulator;

  before(async () => {
    emulator = await startEmulator(options);
    suite.endpoint = emulator.endpoint;
    suite.client = createClient(emulator.endpoint);
  });

  after(async () => {
    suite.client.destroy();
    await emulator.stop();
  });

  return suite;
}

/** Returns a field with its value in the correct member of the union. `null` becomes an empty value. */
export function field(id, value) {
  return { id, value: union(value) };
}

/** Returns fields as an object that maps each id to the plain value. */
export function plain(fields) {
  return Object.fromEntries(fields.map(({ id, value }) => [id, Object.values(value)[0]]));
}

export function ids(...values) {
  return values.map((id) => ({ id }));
}

export function comment(body) {
  return { comment: { body, contentType: 'Text/Plain' } };
}

export function custom(...fields) {
  return { custom: { fields } };
}

export function numbered(name, count) {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
}

/** Waits, so that the next timestamp of the server differs from earlier ones. Its timestamps have milliseconds. */
export async function tick() {
  await delay(2);
}

export function assertRecent(time) {
  assert.ok(time instanceof Date, `${time} is a Date`);
  assert.ok(time >= begin && time <= Date.now(), `${time.toISOString()} is between the start of the tests and now`);
}

function union(value) {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'number':
      return { doubleValue: value };
    case 'boolean':
      return { booleanValue: value };
    default:
      return { emptyValue: {} };
  }
}
