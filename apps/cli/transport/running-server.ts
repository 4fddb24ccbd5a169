import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from '@chartwarden/config';

/** A server that serves this data folder now. */
export interface RunningServer {
  /** `http://127.0.0.1:8800`: a loopback address, or https at any address of this machine. */
  readonly url: string;
  readonly pid: number;
  /** PEM of the certificate that the server shows; with https only. */
  readonly certificate?: string;
}

/** What a listening server wrote beside its data, or null when nobody listens. Nothing is asked over the network. */
export function findRunningServer(data: string): RunningServer | null {
  try {
    const {
      version,
      pid,
      url,
      certificate: file,
    } = JSON.parse(readFileSync(join(data, 'server.json'), 'utf8')) as Record<string, unknown>;
    if (version !== 1 || typeof pid !== 'number' || typeof url !== 'string' || !URL.canParse(url)) return null;
    const { protocol, hostname, origin } = new URL(url);
    if (!isAlive(pid)) return null;
    // Read each time: certificates are renewed under a running server.
    if (protocol === 'https:')
      return typeof file === 'string' ? { url: origin, pid, certificate: readFileSync(file, 'utf8') } : null;
    return protocol === 'http:' && isLoopback(hostname) ? { url: origin, pid } : null;
  } catch {
    return null;
  }
}

/** The token that a listening server takes for `/api/operator/`; null when this user cannot read it. */
export function readOperatorToken(data: string): string | null {
  try {
    const token = readFileSync(join(data, 'keys', 'operator.token'), 'utf8').trim();
    return /^[0-9a-f]{64}$/.test(token) ? token : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return (error as { code?: string }).code === 'EPERM';
  }
}
