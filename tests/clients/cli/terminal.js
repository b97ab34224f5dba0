import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const region = 'eu-central-1';
export const account = '123456789012';

/** The reason to skip, or false. */
export const skip = await run('sh', ['-c', 'aws --version']).then(
  () => false,
  () => 'the AWS CLI is not installed',
);

/** A terminal whose CLI knows the emulator and no setting of the user; `done` keeps the operations that succeeded. */
export function openTerminal(endpoint, accessKeyId = account) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const env = {
    ...Object.fromEntries(inherited),
    AWS_ENDPOINT_URL_CONNECTCASES: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
  const done = new Set();

  /** Runs a command as it is typed, for the shell to read; an interpolated value stays as it is, an object is JSON. */
  async function aws(strings, ...values) {
    const typed = strings.raw.reduce((line, text, index) => `${line}\${${index}}${text}`);
    // Without IFS and globbing a parameter is one word, or a part of one, whatever is in it.
    const script = `set -f; IFS=; exec aws connectcases ${typed} --output json`;
    const parameters = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    const { stdout } = await run('sh', ['-c', script, 'sh', ...parameters], { env, timeout: 60_000 });
    done.add(typed.split(' ', 1)[0]);
    // The CLI prints nothing for a result without members.
    return JSON.parse(stdout || '{}');
  }

  return { aws, done };
}

/** Expects the service to refuse a command; returns what it says. */
export async function refused(command, exception, operation) {
  const { code, stderr } = await failed(command);
  // Version 1 of the CLI ends with 255, version 2 with 254.
  assert.ok([254, 255].includes(code), `exit code ${code}`);
  const [, name, calling, message] = /An error occurred \((\w+)\) when calling the (\w+) operation: (.+)/.exec(stderr) ?? [];
  assert.deepEqual([name, calling], [exception, operation], stderr);
  return message;
}

/** Expects a command to fail; returns its exit code and what it printed. */
export function failed(command) {
  return command.then(
    (result) => assert.fail(`It succeeded: ${JSON.stringify(result)}`),
    (error) => error,
  );
}
