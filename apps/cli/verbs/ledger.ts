import { resolve } from 'node:path';
import { refuseExisting } from '../files.ts';
import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import { count, type Shell } from '../shell.ts';
import { holdsInstance } from '../transport/connect.ts';
import { describe } from '../verb.ts';
import { type FileVerdict, verifyFile } from '../verify-file.ts';

interface VerifyOptions {
  readonly key?: string;
  readonly witness?: string;
}

export const addLedger: AddVerb = (program, run) => {
  const ledger = describe(program.command('ledger'), {
    summary: 'verify or export the log of who saw what',
    about: 'Every look at a record is a line in a log that cannot be changed without a trace.',
    examples: [['ledger verify', 'is the log of this Chartwarden whole?']],
  });

  describe(ledger.command('verify [path]'), {
    summary: 'prove that nobody rewrote the log',
    about:
      'Without a path it verifies the log of this Chartwarden, with its witness. With the path of an export, or of a proof from the activity page, it needs only that file and the public key on the recovery kit, and no network.',
    examples: [
      ['ledger verify', 'exit code 1 when it was rewritten'],
      ['ledger verify log.export --key kit.txt', 'on any machine'],
      ['ledger verify proof.json', 'one line of the activity page'],
    ],
  })
    .option('--key <key>', 'the public key, or a file that holds it')
    .option('--witness <folder>', 'compare with the checkpoints that a witness kept')
    .action((path: string | undefined, options: VerifyOptions) =>
      run('ledger verify', (shell) => (path === undefined ? verifyOwn(shell) : verifyPath(shell, path, options))),
    );

  describe(ledger.command('export'), {
    summary: 'write the log to a file that anybody can verify',
    about:
      'Writes every line of the log with its proofs. What the lines say about people stays sealed, and they verify all the same.',
    examples: [['ledger export --out log.export', 'then: chartwarden ledger verify log.export --key kit.txt']],
  })
    .requiredOption('--out <file>', 'the new file')
    .action((options: { out: string }) => run('ledger export', (shell) => write(shell, resolve(options.out))));
};

async function verifyOwn(shell: Shell): Promise<Outcome> {
  const done = await (await shell.operator()).verifyLedger({}, shell.report);
  const { verified, entries, root, witness, restored, problems } = done;
  return {
    exit: verified ? 0 : 1,
    document: { kind: 'instance', ...done },
    lines: [
      verified
        ? `The log is whole: ${count(entries, 'line')}, root ${root}.`
        : 'The log does NOT verify. Somebody changed it outside Chartwarden, or it is damaged:',
      ...problems.map(({ seq, message }) => `  ${seq === undefined ? '' : `line ${seq}: `}${message}`),
      ...(restored ? ['It was restored from a backup, and says so.'] : []),
      witness === 'none' ? 'No witness was asked.' : `The witness: ${witness}.`,
    ],
  };
}

async function verifyPath(shell: Shell, path: string, options: VerifyOptions): Promise<Outcome> {
  const instance = async (): Promise<string | null> => {
    // A machine without a Chartwarden of its own stays without one.
    if (!holdsInstance(shell.config.server.data)) return null;
    return (await (await shell.operator()).ledgerKey({}, shell.report)).publicKey;
  };
  const witness = options.witness === undefined ? undefined : resolve(options.witness);
  const verdict = await verifyFile(path, { given: options.key, instance }, witness);
  return { exit: verdict.verified ? 0 : 1, document: { ...verdict }, lines: verdictLines(path, verdict) };
}

const WITNESS: Readonly<Record<string, string>> = { same: 'agrees', restored: 'agrees, and knows of a restore' };

function verdictLines(path: string, verdict: FileVerdict): string[] {
  const { kind, verified, why, line, entry, entries = 0, lines = 0, keyFrom, publicKey } = verdict;
  const place = [line === undefined ? '' : `line ${line}`, entry === undefined ? '' : `entry ${entry}`].filter(Boolean);
  const result = verified
    ? kind === 'export'
      ? `${path} is whole: ${count(entries, 'entry', 'entries')}, none changed, none missing.`
      : `${path} holds: ${count(lines, 'line')} in a signed log of ${count(entries, 'entry', 'entries')}.`
    : `${path} does NOT verify: ${why}${place.length === 0 ? '' : ` (${place.join(', ')})`}.`;
  return [
    result,
    ...(keyFrom === 'file'
      ? ['The key came from the file itself. Compare it with your recovery kit:', `  ${publicKey}`]
      : []),
    ...(verdict.witness === undefined ? [] : [`The witness: ${WITNESS[verdict.witness] ?? verdict.witness}.`]),
    ...(verdict.witnessAhead === undefined
      ? []
      : [
          `The witness knows ${count(verdict.witnessAhead, 'entry', 'entries')} more: the file was made before them, or the log was cut.`,
        ]),
  ];
}

async function write(shell: Shell, out: string): Promise<Outcome> {
  refuseExisting(out);
  const done = await (await shell.operator()).exportLedger({ out }, shell.report);
  return {
    document: { ...done },
    lines: [
      `${count(done.entries, 'entry', 'entries')} are in ${done.out}.`,
      `To verify them anywhere: chartwarden ledger verify ${done.out} --key '${done.publicKey}'`,
    ],
  };
}
