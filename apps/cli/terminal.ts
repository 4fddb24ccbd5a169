import { CodedError } from '@chartwarden/errors';
import { confirm, isCancel, password, select, text } from '@clack/prompts';

/** The two streams and the person behind them. Answers go to standard output, everything else to standard error. */
export interface Terminal {
  /** True when somebody can be asked. */
  readonly interactive: boolean;
  out(text: string): void;
  note(line: string): void;
  /** One line that replaces the one before it; on something that is no terminal at most one line in five seconds. */
  progress(line: string): void;
  /** Each throws CW-CLI-003 with `option` when nobody can be asked, and CW-CLI-004 when the person stops. */
  ask(question: string, option: string, suggestion?: string): Promise<string>;
  secret(question: string, option: string): Promise<string>;
  confirm(question: string, option: string): Promise<boolean>;
  choose<T extends string>(question: string, option: string, choices: readonly Choice<T>[]): Promise<T>;
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

const EVERY = 5000;
const CLEAR = '\r\u001b[2K';

export function createTerminal({ stdin, stdout, stderr }: Streams, now: () => number): Terminal {
  const interactive = Boolean(stdin.isTTY && stderr.isTTY);
  const shown = Boolean(stderr.isTTY);
  // A terminal that does not know its width, as in some containers: questions would be written one letter to a line.
  if (shown && !stderr.columns) Object.assign(stderr, { columns: 80, rows: 24 });
  let pending = false;
  let last = Number.NEGATIVE_INFINITY;
  const settle = () => {
    if (pending) stderr.write(CLEAR);
    pending = false;
  };
  const asking = async <T>(option: string, question: () => Promise<T | symbol>): Promise<T> => {
    if (!interactive) throw new CodedError('CW-CLI-003', option);
    settle();
    const answer = await question();
    if (isCancel(answer)) throw new CodedError('CW-CLI-004');
    return answer as T;
  };
  const streams = { input: stdin, output: stderr };
  return {
    interactive,
    out(line) {
      settle();
      stdout.write(`${line}\n`);
    },
    note(line) {
      settle();
      stderr.write(`${line}\n`);
    },
    progress(line) {
      if (shown) {
        stderr.write(`${CLEAR}${line.slice(0, Math.max(20, (stderr.columns || 80) - 1))}`);
        pending = true;
      } else if (now() - last >= EVERY) {
        last = now();
        stderr.write(`${line}\n`);
      }
    },
    ask: (message, option, suggestion) =>
      asking<string>(option, () =>
        text({
          message,
          ...streams,
          ...(suggestion === undefined ? {} : { placeholder: suggestion, defaultValue: suggestion }),
        }),
      ),
    secret: (message, option) => asking<string>(option, () => password({ message, ...streams })),
    confirm: (message, option) => asking<boolean>(option, () => confirm({ message, initialValue: false, ...streams })),
    choose: <T extends string>(message: string, option: string, choices: readonly Choice<T>[]) =>
      asking<T>(option, () => select({ message, options: [...choices] as never, ...streams }) as Promise<T | symbol>),
  };
}
