import { hostname, userInfo } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { freshAddress } from './addresses';
import { certificate } from './certificates';
import { check } from './check';
import { electron, node } from './runtimes';
import { cleanUp } from './scratch';
import { recordingHost, type SeenConnection } from './scripted-host';
import { serve } from './wrong-servers';

afterAll(cleanUp);

/** An X.224 connection request with a negotiation request and nothing else; the offer is left open. */
const bareRequest = /^030000130ee00000000000010008000[0-9a-f]000000$/;
/** NTLM NEGOTIATE: the lengths of the domain and workstation fields at offsets 16 and 24 are zero, and no text follows. */
const ntlm = Buffer.from('NTLMSSP\0', 'latin1');

const mostConnections = 6;
const defaultPauseMs = 200;
/** The host sees a connection as late as its event loop gets to it. */
const clockSlackMs = 15;

describe.each([
  { name: 'node', runtime: () => Promise.resolve(node) },
  { name: 'electron', runtime: electron }
])('What a host gets to see from $name', ({ runtime }) => {
  async function visit(): Promise<SeenConnection[]> {
    const seen: SeenConnection[] = [];
    const host = await serve(recordingHost(await certificate('good'), seen), freshAddress());
    // The pause is the default here: that is what is being watched.
    await check(host.address, { runtime: await runtime(), flags: ['--timeout', '2'] });
    await host.close();
    return seen;
  }

  test('no user name, no cookie, no name of this PC, and no more connections than promised, kept apart', async () => {
    const seen = await visit();

    expect(seen.length).toBeGreaterThan(0);
    for (const { request } of seen) expect(request.toString('hex')).toMatch(bareRequest);

    const insideTls = Buffer.concat(seen.map(({ inside }) => inside));
    const token = insideTls.subarray(insideTls.indexOf(ntlm));
    expect(token.readUInt32LE(8), 'the only message is NTLM NEGOTIATE').toBe(1);
    expect(token.readUInt32LE(16), 'no domain').toBe(0);
    expect(token.readUInt32LE(24), 'no workstation').toBe(0);

    const everything = Buffer.concat(seen.flatMap(({ request, inside }) => [request, inside]))
      .toString('latin1')
      .toLowerCase();
    for (const name of [userInfo().username, hostname(), 'mstshash']) {
      expect(everything).not.toContain(name.toLowerCase());
      expect(everything).not.toContain(Buffer.from(name.toLowerCase(), 'utf16le').toString('latin1'));
    }

    expect(seen.length).toBeLessThanOrEqual(mostConnections);
    const gaps = seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? at));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(defaultPauseMs - clockSlackMs);
  });
});
