import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { OPERATOR_ACTS, type Operator, operatorStream } from '@chartwarden/app-cli';
import { isLoopback } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import { Answer, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';

const { route } = routesFor<unknown>();

/** `operator`: whoever can read the token in the data folder, from this machine. */
export function operatorRoutes(
  operator: Operator,
  failed: (error: unknown) => void,
): readonly RouteRow<RouteSchema, unknown>[] {
  return [
    route({
      method: 'POST',
      url: '/api/operator/:act',
      permission: 'operator',
      summary: 'An act of the operator, with its progress line by line (NDJSON).',
      schema: { params: z.strictObject({ act: z.enum(OPERATOR_ACTS) }), body: z.record(z.string(), z.json()) },
      handler: (call) =>
        new Answer(200, Readable.from(operatorStream(operator, call.params.act, call.body, failed)), {
          'content-type': 'application/x-ndjson; charset=utf-8',
        }),
    }),
  ];
}

/** Passes the operator of this data folder; everybody else is told that there is nothing (CW-GEN-002). */
export function requireOperator(
  caller: { readonly ip: string; header(name: string): string | undefined },
  tokenFile: string,
): void {
  const given = Buffer.from(/^Operator ([0-9a-f]{64})$/.exec(caller.header('authorization') ?? '')?.[1] ?? '', 'hex');
  const own = tokenIn(tokenFile);
  const right = given.length === 32 && own.length === 32 && timingSafeEqual(given, own);
  if (!right || !isLoopback(caller.ip.replace(/^::ffff:/i, ''))) throw new CodedError('CW-GEN-002');
}

function tokenIn(file: string): Buffer {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  } catch {
    return Buffer.alloc(0);
  }
}
