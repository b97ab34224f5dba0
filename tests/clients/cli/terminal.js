import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import { account, region } from '../server.js';

const run = promisify(execFile);

export { account, region };

/** The reason to skip, or false. */
export const skip = await run('sh', ['-c', 'aws --version']).then(
  () => false,
  () => 'the AWS CLI is not installed',
);

/** A terminal whose CLI knows the emulator and no setting of the user; `done` has the operations that succeeded. */
export function openTerminal(endpoint) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const env = {
    ...Object.fromEntries(inherited),
    AWS_ENDPOINT_URL_CONNECTCASES: endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
  const done = new Set();

  /** Runs what follows `aws connectcases` as it is typed; the shell does not parse the values, and objects are JSON. */
  async function aws(strings, ...values) {
    const line = strings.raw.reduce((typed, text, index) => `${typed}\${${index}}${text}`);
    const operation = line.split(' ', 1)[0];
    // Without field splitting and globbing, a parameter stays the one word that it is, quoted or not.
    const script = `set -f; IFS=; exec aws connectcases ${line} --output json`;
    const parameters = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    try {
      const { stdout } = await run('sh', ['-c', script, 'sh', ...parameters], { env, timeout: 60_000 });
      done.add(operation);
      // The CLI prints nothing for a result without members.
      return JSON.parse(stdout || '{}');
    } catch (error) {
      throw Object.assign(error, { operation });
    }
  }

  return { aws, done };
}

/** Expects the service to refuse a command, and the CLI to say so; returns the reason. */
export async function refused(command, exception) {
  const { code, operation, stderr } = await failed(command);
  // Version 1 of the CLI ends with 255, version 2 with 254.
  assert.ok([254, 255].includes(code), `exit code ${code}: ${stderr}`);
  const name = operation.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  const [start, reason] = stderr.split(' operation: ');
  assert.ok(start.endsWith(`An error occurred (${exception}) when calling the ${name}`), stderr);
  assert.match(reason, /\w/);
  return reason;
}

/** Expects a command to fail; returns its exit code and what it printed. */
export function failed(command) {
  return command.then(
    (result) => assert.fail(`It succeeded with ${JSON.stringify(result)}`),
    (error) => error,
  );
}
