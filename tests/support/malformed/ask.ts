import { connect } from 'node:net';
import type { Aim, Malformed } from './types.ts';

export interface RawAnswer {
  /** 0 when the connection ended without one. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends a request as it is written, byte for byte, and gives what comes back until the server has ended it. */
export function ask(port: number, { authorization }: Pick<Aim, 'authorization'>, one: Malformed): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let came = '';
    socket.setEncoding('utf8').setTimeout(60_000, () => socket.destroy());
    socket.on('data', (data) => {
      came += data;
    });
    // A server may close on what it does not read to the end; what came before that counts.
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve(read(came)));
    const bytes = wire(one, authorization);
    if (one.pace === 'byte-by-byte') void drip(bytes, (byte) => socket.write(byte));
    else if (one.pace === 'half')
      socket.write(bytes.subarray(0, bytes.length - 10), () => setTimeout(() => socket.end(), 200));
    else socket.write(bytes);
  });
}

async function drip(bytes: Buffer, write: (byte: Buffer) => void): Promise<void> {
  for (let at = 0; at < bytes.length; at += 1) {
    write(bytes.subarray(at, at + 1));
    await new Promise((done) => setTimeout(done, 1));
  }
}

/** The bytes of a request. */
function wire({ method, target, lines, body, framing }: Malformed, authorization: string): Buffer {
  const names = new Set(lines.map((line) => line.split(':', 1)[0]?.trim().toLowerCase()));
  const own = [
    ...(names.has('host') ? [] : ['Host: localhost']),
    ...(names.has('authorization') ? [] : [`Authorization: ${authorization}`]),
    'Connection: close',
    ...(body === undefined || framing === 'as-said' ? [] : [`Content-Length: ${body.length}`]),
  ];
  const head = `${method} ${target} HTTP/1.1\r\n${[...own, ...lines].join('\r\n')}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]);
}

function read(came: string): RawAnswer {
  const end = came.indexOf('\r\n\r\n');
  const [first = '', ...lines] = came.slice(0, Math.max(0, end)).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    text: end < 0 ? '' : came.slice(end + 4),
  };
}
