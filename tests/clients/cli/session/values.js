import assert from 'node:assert/strict';
import { account, region } from '../terminal.js';

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const connect = `arn:aws:connect:${region}:${account}:instance/5d9d2e11`;

export const agent = `${connect}/agent/ada`;
export const contactArn = `${connect}/contact/c0ffee`;
export const fileArn = `${connect}/file/invoice`;
export const customerArn = `arn:aws:profile:${region}:${account}:domains/shop/profiles/c0ffee`;

export function assertNewestFirst(times) {
  assert.deepEqual(times, times.toSorted().reverse());
}
