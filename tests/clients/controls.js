import assert from 'node:assert/strict';

/** Returns the controls of a server that tests of faults use. */
export function openControls(endpoint) {
  async function control(method, path, body) {
    const response = await fetch(`${endpoint}/_emulator/${path}`, { method, body: body && JSON.stringify(body) });
    assert.ok(response.ok, await response.clone().text());
    return response.json();
  }

  /** Returns requests of the journal, oldest first, and the calls that needed several attempts. */
  function journal(query) {
    return control('GET', `requests?${new URLSearchParams(query)}`);
  }

  return {
    control,
    journal,

    /** Replaces the fault rules. */
    inject(...rules) {
      return control('POST', 'faults', rules);
    },

    /** Returns the requests into which a rule injected a fault. */
    async fired(ruleId) {
      return (await control('GET', `faults/fired?ruleId=${ruleId}`)).requests;
    },

    /** Returns the numbers that the client gave to its attempts. */
    async attempts(operation) {
      return (await journal({ operation })).requests.map(({ attempt }) => attempt);
    },

    /** Removes faults, settings and the journal. */
    async clear() {
      for (const path of ['faults', 'throttling', 'customer-profiles', 'clock', 'requests']) {
        await control('DELETE', path);
      }
    },
  };
}
