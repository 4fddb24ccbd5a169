import type { putHousehold } from '@chartwarden/demo';
import type { Client } from './running-server.ts';

/** The server's routes as the demo household is brought in by. */
export const routesOf = (client: Client): Parameters<typeof putHousehold>[0] => ({
  async json(method, path, { query, body, stream } = {}) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream ?? []) chunks.push(chunk);
    const address = query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
    return client.json(method, address, stream === undefined ? body : Buffer.concat(chunks));
  },
});
