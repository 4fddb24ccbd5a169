import { CodedError } from '@chartwarden/errors';
import { requestFacts } from '@chartwarden/gate';
import { Answer, bytes, type RouteRow, type RouteSchema, routesFor, whileAllowed } from '@chartwarden/http';
import { z } from 'zod';
import type { LinkOpening } from './link-opening.service.ts';

/** SMART Health Links 1.0, manifest request; what else a reader sends of its own is left alone. */
const MANIFEST = z.object({
  recipient: z.string().trim().min(1).max(200),
  passcode: z.string().max(200).optional(),
  embeddedLengthMax: z.number().int().min(0).optional(),
});

const { route } = routesFor<never>();

/** `public`: whoever has the link, from any page. What they get is a ciphertext. */
export function linkOpeningRoutes(opening: LinkOpening): readonly RouteRow<RouteSchema, never>[] {
  return [
    route({
      method: 'POST',
      url: '/shl/:door',
      permission: 'public',
      anyOrigin: true,
      summary: 'The manifest of a SMART Health Link, for whoever has the link and its passcode.',
      rateLimit: { max: 60, seconds: 60 },
      schema: { params: z.strictObject({ door: z.string() }), body: MANIFEST },
      handler: async (call) => {
        const { method, route: path, ip, agent } = call;
        const answer = await opening.open(
          call.params.door,
          call.body,
          requestFacts({ method, route: path, ip, agent }),
        );
        if (!('left' in answer)) return answer;
        const { code, message } = new CodedError('CW-LNK-004');
        return new Answer(401, { code, message, remainingAttempts: answer.left });
      },
    }),
    route({
      method: 'GET',
      url: '/shl/:door/:ticket',
      permission: 'public',
      anyOrigin: true,
      summary: 'A file that the manifest of a SMART Health Link named, for some minutes.',
      rateLimit: { max: 60, seconds: 60 },
      schema: { params: z.strictObject({ door: z.string(), ticket: z.string().max(100) }) },
      handler: async (call) => {
        const { content, stillAllowed } = await opening.file(call.params.door, call.params.ticket);
        return whileAllowed(bytes(content, 'application/jose'), stillAllowed);
      },
    }),
  ];
}
