import { parseArgs } from 'node:util';

/** What the command line of a runner said. */
export interface RunnerArguments {
  readonly name: string | null;
  readonly json: boolean;
  readonly small: boolean;
  readonly engine: string | null;
  readonly seed: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** Wrong use of a command: shown without a stack, exit code 2. */
export class UsageError extends Error {}

/** Reads NAME, --json, --small, --engine E, --seed N and any number of --set KEY=VALUE. Throws UsageError. */
export function readArguments(args: readonly string[]): RunnerArguments {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UsageError(`one name at a time, not ${positionals.join(' and ')}`);
  const seed = Number(values.seed ?? '1');
  if (!Number.isSafeInteger(seed) || seed < 0) throw new UsageError('--seed takes a whole number');
  const settings: Record<string, string> = {};
  for (const setting of values.set ?? []) {
    const at = setting.indexOf('=');
    if (at < 1) throw new UsageError(`--set takes KEY=VALUE, not ${setting}`);
    settings[setting.slice(0, at)] = setting.slice(at + 1);
  }
  return {
    name: positionals[0] ?? null,
    json: values.json ?? false,
    small: values.small ?? false,
    engine: values.engine ?? null,
    seed,
    settings,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        small: { type: 'boolean' },
        engine: { type: 'string' },
        seed: { type: 'string' },
        set: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'wrong arguments');
  }
}
