import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const region = 'eu-central-1';
export const account = '123456789012';

const published = '../../artifacts/publish/ConnectCases/release/ConnectCases.dll';
const server = process.env.CASES_SERVER ?? fileURLToPath(new URL(published, import.meta.url));

// The key that the clients of these tests use.
const credential = {
  ConnectCases__Credentials__0__AccessKeyId: account,
  ConnectCases__Credentials__0__SecretAccessKey: 'secret',
};

/**
 * Starts a server on a free port. With `signed`, the server verifies signatures. `stop` ends the server and checks that it exits with
 * code 0.
 */
export async function startEmulator({ signed = false } = {}) {
  const child = spawn('dotnet', [server, '--urls', 'http://127.0.0.1:0', '--in-memory'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: signed ? { ...process.env, ...credential, ConnectCases__Signatures: 'Require' } : process.env,
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const endpoint = await announcedEndpoint(child);
  await untilReady(endpoint);

  return {
    endpoint,
    async stop() {
      const exit = once(child, 'exit', { signal: AbortSignal.timeout(10_000) });
      child.kill('SIGTERM');
      assert.deepEqual(await exit, [0, null]);
      process.off('exit', kill);
    },
  };
}

function announcedEndpoint(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    createInterface({ input: child.stdout })
      .on('line', (line) => {
        const announced = /AWS_ENDPOINT_URL_CONNECTCASES=(\S+)/.exec(line);
        if (announced) {
          resolve(announced[1]);
        }
      })
      .once('close', () => reject(new Error(`${server} exited before it accepted connections. Publish the server, or set CASES_SERVER.`)));
  });
}

async function untilReady(endpoint) {
  for (let attempt = 1; attempt <= 50; attempt++) {
    const { status } = await fetch(`${endpoint}/_emulator/health/ready`);
    if (status === 200) {
      return;
    }
    await delay(100);
  }
  throw new Error(`${endpoint} accepts connections but is not ready after 50 attempts.`);
}
