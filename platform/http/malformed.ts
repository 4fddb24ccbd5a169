import type { Socket } from 'node:net';
import { CodedError, type ErrorCode } from '@chartwarden/errors';
import type { Log } from '@chartwarden/log';
import { errorAnswer } from './error-answers.ts';

const CODES: Readonly<Record<string, { readonly code: ErrorCode; readonly line: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'CW-HTTP-009', line: '408 Request Timeout' },
  HPE_HEADER_OVERFLOW: { code: 'CW-HTTP-001', line: '431 Request Header Fields Too Large' },
};
const MALFORMED = { code: 'CW-GEN-003', line: '400 Bad Request' } as const;

/** Answers what is no HTTP, too long in its headers, or too slow: no request exists yet, only a socket. */
export function answerMalformed(log: Log, headers: Readonly<Record<string, string>>) {
  return (error: Error & { code?: string; rawPacket?: unknown }, socket: Socket): void => {
    log.debug('http.malformed', { code: error.code });
    // Resets and closed sockets have nobody to answer to.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const { code, line } = CODES[error.code ?? ''] ?? MALFORMED;
    const { body, mediaType } = errorAnswer(new CodedError(code), pathIn(error.rawPacket));
    const text = JSON.stringify(body);
    const lines = Object.entries({
      ...headers,
      'content-type': mediaType,
      'content-length': String(Buffer.byteLength(text)),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${line}\r\n${lines.join('')}\r\n${text}`);
  };
}

/** The path in the first line of a request, as far as it came whole: it decides the form of the answer. */
function pathIn(packet: unknown): string {
  const line = Buffer.isBuffer(packet) ? packet.toString('latin1', 0, 256) : '';
  const [, path = '/'] = /^[A-Za-z]+ (\/[^ \r\n]*)/.exec(line) ?? [];
  return path;
}
