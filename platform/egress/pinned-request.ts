import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface PinnedRequest {
  readonly url: URL;
  /** PEM; its first certificate is the one that the server must show. */
  readonly certificate: string;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | AsyncIterable<Uint8Array>;
}

/**
 * One HTTPS request to a server that is known by its certificate and not by a name: nothing is sent before the server has
 * shown exactly this certificate, in force, and that it holds its key. Who issued it and for which name does not matter.
 * Still behind the egress guard, which has to be open to host and port. Rejects when the handshake or the connection fails.
 */
export async function requestPinned(asked: PinnedRequest): Promise<IncomingMessage> {
  const pinned = new X509Certificate(asked.certificate);
  const { hostname, port, pathname, search } = asked.url;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? 443 : Number(port),
      path: `${pathname}${search}`,
      method: asked.method,
      headers: { ...asked.headers, host: asked.url.host },
      agent: false,
      // The certificate itself is the anchor, also when an authority issued it.
      ca: pinned.toString(),
      allowPartialTrustChain: true,
      minVersion: 'TLSv1.2',
      servername: '',
      checkServerIdentity: (_host, shown) =>
        pinned.raw.equals(shown.raw) ? undefined : new Error('the server shows another certificate'),
    });
    sent.once('response', resolve);
    sent.once('error', reject);
    if (typeof asked.body === 'string') sent.end(asked.body);
    else if (asked.body === undefined) sent.end();
    // An answer before the end of the body is an answer; a broken connection is reported by the request.
    else pipeline(Readable.from(asked.body), sent).catch(reject);
  });
  return answer;
}
