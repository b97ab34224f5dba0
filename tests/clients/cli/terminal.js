import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import { account, region } from '../server.js';

const run = promisify(execFile);

export { account, region };

const [major, minor] = await run('sh', ['-c', 'aws --version']).then(
  ({ stdout, stderr }) => /aws-cli\/(\d+)\.(\d+)/.exec(stdout + stderr).slice(1).map(Number),
  () => [],
);

/** The reason to skip the tests, or false. */
export const skip = major ? false : 'the AWS CLI is not installed';

/** The reason to skip the tests of the retries of November 2026, or false. Version 1.45 needs a variable to use them. */
export const skipNewRetries = skip || (major === 1 && minor < 45 && 'the AWS CLI is older than 1.45');

/** How often the CLI sends a request by default. Version 1 had other retries before November 2026. */
export const defaultAttempts = major === 1 && minor < 46 ? 5 : 3;

/** Returns a CLI that uses the emulator and no settings of the user. `done` contains the operations that succeeded. */
export function openTerminal(endpoint, variables = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const env = {
    ...Object.fromEntries(inherited),
    AWS_ENDPOINT_URL_CONNECTCASES: endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    ...variables,
  };
  const done = new Set();

  /** Runs `aws connectcases` with these arguments. The shell does not parse the values. Objects become JSON. */
  async function aws(strings, ...values) {
    const line = strings.raw.reduce((typed, text, index) => `${typed}\${${index}}${text}`);
    const operation = line.split(' ', 1)[0];
    // Without field splitting and globbing, a parameter stays one word, even without quotes.
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

/** Checks that the service rejects a command and that the CLI shows the error. Returns the message. */
export async function refused(command, exception) {
  const { code, operation, stderr } = await failed(command);
  // Version 1 of the CLI exits with 255, version 2 with 254.
  assert.ok([254, 255].includes(code), `exit code ${code}: ${stderr}`);
  const name = operation.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  const [start, reason] = stderr.split(/ operation(?: \(reached max retries: \d+\))?: /);
  assert.ok(start.endsWith(`An error occurred (${exception}) when calling the ${name}`), stderr);
  assert.match(reason, /\w/);
  return reason;
}

/** Checks that a command fails. Returns its exit code and its output. */
export function failed(command) {
  return command.then(
    (result) => assert.fail(`The command must fail. It returned ${JSON.stringify(result)}`),
    (error) => error,
  );
}
