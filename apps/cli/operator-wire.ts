import { CodedError, isCoded } from '@chartwarden/errors';
import { type Client, createApi } from './client.ts';
import { OPERATOR_ACTS, type Operator, type OperatorAct, type Progress, type Report } from './operator-api.ts';
import { RemoteError } from './outcome.ts';

/** One line of an operator's answer; a `result` or an `error` is the last. */
type Line =
  | { readonly progress: Progress }
  | { readonly result: unknown }
  | { readonly error: { readonly code: string; readonly message: string; readonly detail?: string } };

/**
 * The server's side of `POST /api/operator/<act>`: runs the act and tells of it line by line (NDJSON). An act that
 * nobody foresaw failing ends in CW-GEN-001 and `failed`.
 */
export async function* operatorStream(
  operator: Operator,
  act: OperatorAct,
  input: unknown,
  failed: (error: unknown) => void,
): AsyncGenerator<string> {
  const waiting: Line[] = [];
  let wake: () => void = () => undefined;
  const say = (line: Line) => {
    waiting.push(line);
    wake();
  };
  const run = operator[act] as (given: unknown, report: Report) => Promise<unknown>;
  void run
    .call(operator, input, (progress) => say({ progress }))
    .then(
      (result) => say({ result }),
      (error: unknown) => {
        if (!isCoded(error)) failed(error);
        const { code, message, detail } = isCoded(error) ? error : new CodedError('CW-GEN-001');
        say({ error: { code, message, ...(detail === undefined ? {} : { detail }) } });
      },
    );
  for (;;) {
    while (waiting.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const line = waiting.shift() as Line;
    yield `${JSON.stringify(line)}\n`;
    if (!('progress' in line)) return;
  }
}

/** The operator of a running server. `token` is the one in its data folder, which only the operator can read. */
export function remoteOperator(client: Client, token: string): Operator {
  const api = createApi(client, `Operator ${token}`);
  const call = async (act: OperatorAct, input: unknown, report: Report): Promise<unknown> => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of await api.bytes('POST', `/api/operator/${act}`, { body: input })) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        const line = JSON.parse(text) as Line;
        if ('result' in line) return line.result;
        if ('error' in line) throw new RemoteError({ status: 500, ...line.error });
        report(line.progress);
      }
    }
    throw new CodedError('CW-CLI-009', 'the answer was cut off');
  };
  const acts = OPERATOR_ACTS.map((act) => [act, (input: unknown, report: Report) => call(act, input, report)]);
  return Object.fromEntries(acts) as Operator;
}
