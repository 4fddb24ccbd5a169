import { isAbsolute } from 'node:path';
import type { Accounts } from '@chartwarden/accounts';
import type { Operator } from '@chartwarden/app-cli';
import { CodedError } from '@chartwarden/errors';
import type { Operate } from '@chartwarden/operate';
import { z } from 'zod';
import type { WitnessPlace } from './witness-place.ts';

const SETUP = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(200),
  password: z.string().max(1024),
  witness: z.string().max(4096).nullable().optional(),
});
const LINK = z.strictObject({ email: z.string().max(320) });
const OUT = z.strictObject({ out: z.string().max(4096).refine(isAbsolute, 'needs a whole path') });
const MAYBE_OUT = OUT.partial();
const ROTATE = z.strictObject({ forgetOld: z.boolean().default(false) });

function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const found = schema.safeParse(input);
  if (!found.success)
    throw new CodedError('CW-GEN-003', found.error.issues.map(({ path }) => path.join('.')).join(', '));
  return found.data;
}

/** What the operator at the shell may do, over the open data folder. Input is checked here: it may come over HTTP. */
export function createOperator(parts: {
  readonly operate: Operate;
  readonly accounts: Accounts;
  readonly witness: WitnessPlace;
}): Operator {
  const { operate, accounts, witness } = parts;
  return {
    async setup(input) {
      const { email, name, password, witness: wanted } = parsed(SETUP, input);
      const place = wanted === undefined ? await witness.suggested() : wanted;
      const { account, opened, kit } = await accounts.operator.setup({ email, name, password, witness: place });
      return {
        account: { id: account.id, email: account.email, name: account.name },
        token: opened.token,
        expires: opened.session.expires,
        witness: witness.current(),
        kit,
      };
    },
    setupLink: async (input) => accounts.operator.setupLink(parsed(LINK, input).email),
    doctor: (_input, report) => operate.doctor(report),
    verifyLedger: (_input, report) => operate.verifyLedger(report),
    ledgerKey: async () => operate.ledgerKey(),
    exportLedger: async (input, report) => operate.exportLedger(parsed(OUT, input).out, report),
    async rotateKeys(input, report) {
      const done = await operate.rotateKeys(parsed(ROTATE, input), report);
      if (done.root === 'rotated') await accounts.setup.kitChanged();
      return done;
    },
    backupKeys: async (input) => operate.backupKeys(parsed(MAYBE_OUT, input).out),
    backup: async (input, report) => operate.backup(parsed(OUT, input).out, report),
    rehearse: (_input, report) => operate.rehearse(report),
  };
}
