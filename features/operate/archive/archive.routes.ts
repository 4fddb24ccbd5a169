import { created, download, type RouteRow, type RouteSchema, routesFor, whileAllowed } from '@chartwarden/http';
import { z } from 'zod';
import { asking, type Principal } from '../asking.ts';
import { ARCHIVE_KINDS, type ArchiveExports } from './archive.service.ts';

const { route } = routesFor<Principal>();
const ID = z.strictObject({ id: z.string() });

/** `account`: logged in; whose record it is, and how much of it, decides the gate. */
export function archiveRoutes(archives: ArchiveExports): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'POST',
      url: '/api/people/:person/archives',
      permission: 'account',
      summary: 'A draft of taking a record along, as one archive or as files for a folder: what would go out.',
      schema: {
        params: z.strictObject({ person: z.string() }),
        body: z.strictObject({ kind: z.enum(ARCHIVE_KINDS).default('archive') }),
      },
      handler: async (call) => created(await archives.draft(asking(call), call.params.person, call.body.kind)),
    }),
    route({
      method: 'POST',
      url: '/api/archives/:id/approve',
      permission: 'account',
      fresh: true,
      summary: 'Approves that what the draft showed goes out, once, within 15 minutes.',
      schema: { params: ID, body: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }) },
      handler: (call) => archives.approve(asking(call), call.params.id, call.body.digest),
    }),
    route({
      method: 'GET',
      url: '/api/archives/:id/file',
      permission: 'account',
      summary: 'What was approved, once: a .zip with everything about the person, or a tar of files for a folder.',
      schema: { params: ID },
      handler: async (call) => {
        const { name, bytes, stillAllowed } = await archives.file(asking(call), call.params.id);
        return whileAllowed(download(bytes, { name }), stillAllowed);
      },
    }),
  ];
}
