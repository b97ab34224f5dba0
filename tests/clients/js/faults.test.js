import * as sdk from '@aws-sdk/client-connectcases';
import { testFaults } from '../faults.js';

// Retries since November 2026: a retry of a connection error costs 14 of 500 tokens.
testFaults(sdk, 472);
