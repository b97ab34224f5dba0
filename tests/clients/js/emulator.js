import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { account, region } from '../server.js';

export { account, region, startEmulator } from '../server.js';

/**
 * Returns a client that knows the emulator only from the environment. The server uses a key of 12 digits as the account id.
 */
export function createClient(endpoint, accessKeyId = account) {
  process.env.AWS_ENDPOINT_URL_CONNECTCASES = endpoint;
  return new ConnectCasesClient({ region, credentials: { accessKeyId, secretAccessKey: 'secret' } });
}
