import * as sdk from '@aws-sdk/client-connectcases';
import { testFaults } from '../faults.js';

// Retries before November 2026: a retry of a connection error costs 10 of 500 tokens.
testFaults(sdk, 480);
