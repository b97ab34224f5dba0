import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { account, region } from '../server.js';

export { account, region, startEmulator } from '../server.js';

/** A client that nobody told of the emulator; an access key of twelve digits is the account to the server. */
export function createClient(endpoint, accessKeyId = account) {
  process.env.AWS_ENDPOINT_URL_CONNECTCASES = endpoint;
  return new ConnectCasesClient({ region, credentials: { accessKeyId, secretAccessKey: 'secret' } });
}
