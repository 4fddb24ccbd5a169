import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** A message as the other side got it. */
export interface Received {
  readonly from: string;
  readonly to: string;
  /** Headers and body, as they came. */
  readonly data: string;
  readonly encrypted: boolean;
  readonly user: string | null;
}

export interface TestMailServer {
  readonly port: number;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

export interface TestMailOptions {
  /** PEM; without it the server knows no STARTTLS. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** TLS from the first byte. */
  readonly implicit?: boolean;
  readonly login?: { readonly user: string; readonly password: string };
  /** What it answers to a recipient; `250 ok` unless given. */
  readonly recipient?: () => string;
}

/** A mail server in the process of the test: as much of RFC 5321, 3207 and 4954 as a sender needs. */
export async function startMailServer(options: TestMailOptions = {}): Promise<TestMailServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (options.implicit === true) talk(secured(socket, options), options, received, true);
    else talk(socket, options, received, false);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function secured(socket: Socket, { certificate }: TestMailOptions): TLSSocket {
  const secure = new TLSSocket(socket, { isServer: true, ...certificate });
  secure.on('error', () => undefined);
  return secure;
}

function talk(socket: Socket, options: TestMailOptions, received: Received[], encrypted: boolean, greets = true): void {
  let rest = '';
  let data: string[] | null = null;
  let from = '';
  let to = '';
  let user: string | null = null;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const answer = (line: string): void => {
    if (data !== null) {
      if (line !== '.') return void data.push(line.replace(/^\.\./, '.'));
      received.push({ from, to, data: data.join('\n'), encrypted, user });
      data = null;
      return void say('250 taken');
    }
    const [, verb = '', what = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    switch (verb.toUpperCase()) {
      case 'EHLO': {
        const offers = [
          ...(options.certificate && !encrypted ? ['STARTTLS'] : []),
          ...(options.login ? ['AUTH PLAIN'] : []),
        ];
        say(offers.length === 0 ? '250 test' : '250-test');
        for (const [at, offer] of offers.entries()) say(`250${at === offers.length - 1 ? ' ' : '-'}${offer}`);
        return;
      }
      case 'STARTTLS':
        say('220 go ahead');
        socket.removeAllListeners('data');
        talk(secured(socket, options), options, received, true, false);
        return;
      case 'AUTH': {
        const [, name, password] = Buffer.from(what.split(' ')[1] ?? '', 'base64')
          .toString()
          .split('\0');
        if (name !== options.login?.user || password !== options.login?.password) return void say('535 no');
        user = name ?? null;
        return void say('235 yes');
      }
      case 'MAIL':
        from = what;
        return void say('250 ok');
      case 'RCPT':
        to = what;
        return void say(options.recipient?.() ?? '250 ok');
      case 'DATA':
        data = [];
        return void say('354 go on');
      case 'QUIT':
        say('221 bye');
        return void socket.end();
      default:
        return void say('500 what?');
    }
  };
  socket.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) answer(line);
  });
  if (greets) say('220 test');
}
