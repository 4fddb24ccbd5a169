import { noteVerified } from '../ledger-acts.ts';
import { OPERATOR } from '../operator.ts';
import { type Check, type Examine, ok, problem, warning } from './types.ts';

/** The whole log: entries, tree, checkpoints, both chains. */
export const tree: Examine = async ({ core }, report) => {
  report({ step: 'checking the log' });
  const { entries, sealed, problems } = await core.ledger.verify();
  if (problems.length === 0)
    return [
      ok(
        'ledger.tree',
        `${entries} lines, each as it was written${sealed === 0 ? '' : `; ${sealed} of erased people`}.`,
      ),
    ];
  await noteVerified(core.ledger, OPERATOR, false, entries);
  return problems.map(({ seq, what }) =>
    problem(
      'ledger.tree',
      `${seq === undefined ? '' : `Line ${seq}: `}${what}. Somebody changed the database, or the disk is damaged. Keep it as it is and restore a backup elsewhere.`,
    ),
  );
};

/** Consents, custody, roles and accounts against the log's chain. */
export const access: Examine = async ({ core }) => {
  const found = await core.access.check();
  if (found.length === 0)
    return [ok('access.chain', `${core.access.state().seq} consents, roles and accounts, each as it was written.`)];
  return found.map((what) =>
    problem(
      'access.chain',
      `${what}. Somebody changed the database. Nothing is decided on it after the next start. Restore a backup.`,
    ),
  );
};

/** What was seen of the log before this start, and elsewhere. */
export const witness: Examine = async ({ core, witness: place }) => {
  const { mark } = core.ledger.startup();
  const marks: Check =
    mark === 'unknown'
      ? warning('ledger.mark', 'There was no mark outside the database to compare with at the last start.')
      : ok('ledger.mark', `The database is where the mark outside it says (${mark}).`);
  const folder = place();
  if (folder === null)
    return [
      marks,
      warning(
        'ledger.witness',
        'No second place keeps checkpoints: a rollback of the whole data folder would not be noticed. Set witness.dir.',
      ),
    ];
  return [marks, await compared()];

  async function compared(): Promise<Check> {
    const { failure } = core.ledger.witnessStatus();
    // A verdict is said below, in words of its own.
    if (failure !== undefined && !['rolled-back', 'forked', 'not-genuine'].includes(failure))
      return problem('ledger.witness', `The witness could not be written (${failure}). Is its disk there?`);
    try {
      const verdict = await core.ledger.compareWithWitness();
      if (verdict === 'same')
        return ok('ledger.witness', 'Every checkpoint at the witness is the beginning of this log.');
      if (verdict === 'restored')
        return ok('ledger.witness', 'The witness saw more than was restored, and the log says that it was restored.');
      if (verdict === 'none') return warning('ledger.witness', 'The witness has seen nothing yet.');
      return problem(
        'ledger.witness',
        `The log contradicts its witness (${verdict}): history was rewritten or rolled back.`,
      );
    } catch (error) {
      return problem(
        'ledger.witness',
        `The witness cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Is its disk there?`,
      );
    }
  }
};
