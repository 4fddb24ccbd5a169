import { randomInt } from 'node:crypto';
import { createApi, createInjectClient } from '@chartwarden/app-cli';
import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import type { App } from './open-app.ts';

const OWNER = { email: 'demo@chartwarden.example', name: 'Demo' };
/** Without letters and digits that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Always the same household, as with `chartwarden demo`. */
const SEED = 1;

/** A generated password must not become the way into somebody's real records. Throws CW-DEMO-003. */
export function refuseInProd(env: 'dev' | 'prod'): void {
  if (env === 'prod') throw new CodedError('CW-DEMO-003');
}

/**
 * `npm start -- --demo`: on a new data folder an owner with a generated password, which is told once, and the demo
 * household. A folder that has an owner stays as it is. `say` writes to the terminal and never to the log.
 */
export async function addDemo(
  app: App,
  clock: Clock,
  url: string,
  say: (lines: readonly string[]) => void,
): Promise<void> {
  if (app.core.gate.hasOwner()) {
    say(['This Chartwarden is set up already, so --demo adds nothing. To add the household: chartwarden demo']);
    return;
  }
  const { demoHousehold, putHousehold } = await import('@chartwarden/demo');
  const password = makePassword();
  const { token, kit } = await app.operator.setup({ ...OWNER, password, witness: null }, () => undefined);
  const api = createApi(
    createInjectClient((request) => app.http.inject(request)),
    `Bearer ${token}`,
  );
  // Whoever looks around has nothing to get back one day, and is not sent to print a key first.
  const lastGroup = kit.words.split(/[\s-]+/).findLast((group) => group !== '');
  await api.json('POST', '/api/setup/kit-confirmed', { body: { lastGroup } });
  say([
    '',
    `Chartwarden is ready. Open ${url} in a browser and log in:`,
    '',
    `    ${OWNER.email}`,
    `    ${password}`,
    '',
    'The password is told this once. The household is on its way in.',
    'A demo asks for no recovery kit: it is for looking around. For records of your own, start with another folder.',
  ]);
  const until = new Date(clock.now()).toISOString().slice(0, 10);
  const people = await putHousehold(api, demoHousehold({ seed: SEED, until }), () => undefined);
  await api.json('POST', '/api/logout', { body: {} });
  say([`The demo household is there: ${people.map(({ name }) => name).join(', ')}. None of them exists.`, '']);
}

function makePassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
