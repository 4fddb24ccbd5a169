import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { CodedError } from '@chartwarden/errors';
import { z } from 'zod';
import { Answer } from './answer.ts';
import type { Caller } from './call.ts';
import { type RouteRow, routesFor } from './routes.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = /^(?:text|application)|svg/;

interface WebFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly etag: string;
  readonly immutable: boolean;
  /** As the build left it beside the file (RFC 7932), or made at the first request that takes it. */
  brotli?: Promise<Buffer>;
}

/** Answers for the built web app. */
export interface WebApp {
  /** The file at a path, or the app's page for a path that the app itself routes. Throws CW-GEN-002 and CW-HTTP-013. */
  serve(path: string, caller: Caller): Promise<Answer>;
}

/** The two rows behind which the app stands. */
export function webRoutes(root: string): readonly RouteRow[] {
  const { route } = routesFor<unknown>();
  const app = openWebApp(root);
  const params = z.object({ '*': z.string() });
  return [
    route({
      method: 'GET',
      url: '/assets/*',
      permission: 'public',
      summary: "The web app's scripts and styles",
      schema: { params },
      handler: (call) => app.serve(`/assets/${call.params['*']}`, call),
    }),
    route({
      method: 'GET',
      url: '/*',
      permission: 'public',
      summary: "The web app's page",
      schema: { params },
      handler: (call) => app.serve(`/${call.params['*']}`, call),
    }),
  ];
}

const compress = promisify(brotliCompress);
/** Paths that belong to the server: a miss there is an error, never the app's page. */
const SERVER_PATHS = /^\/(?:api|fhir|oauth|mcp|\.well-known|healthz|readyz|assets)(?:\/|$)/;

/**
 * Reads the built app (a few megabytes) into memory once. A request can only name what was found then: no path of a
 * request ever reaches the file system.
 * @param root the folder that holds index.html; it may be missing
 */
export function openWebApp(root: string): WebApp {
  const files = new Map<string, WebFile>();
  for (const file of existsSync(root) ? list(root) : []) {
    const path = `/${relative(root, file).split(sep).join('/')}`;
    if (path.endsWith('.br')) continue;
    const loaded = load(file, path.startsWith('/assets/'));
    if (existsSync(`${file}.br`)) loaded.brotli = Promise.resolve(readFileSync(`${file}.br`));
    files.set(path, loaded);
  }
  const page = files.get('/index.html');

  return {
    async serve(path, caller) {
      const file = files.get(path);
      if (file) return serveFile(file, caller);
      // Paths with a dot are files that are not there; the app's own routes have none.
      if (SERVER_PATHS.test(path) || /\.[^/]*$/.test(path)) throw new CodedError('CW-GEN-002');
      if (!page) throw new CodedError('CW-HTTP-013');
      return serveFile(page, caller);
    },
  };
}

async function serveFile(file: WebFile, caller: Caller): Promise<Answer> {
  const headers: Record<string, string> = {
    'content-type': file.mediaType,
    etag: file.etag,
    // Names under /assets carry a hash of their content.
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  };
  if (caller.header('if-none-match') === file.etag) return new Answer(304, undefined, headers);
  const takesBrotli = /\bbr\b/.test(caller.header('accept-encoding') ?? '');
  if (!takesBrotli || file.bytes.length < 1024 || !COMPRESSIBLE.test(file.mediaType))
    return new Answer(200, file.bytes, headers);
  file.brotli ??= compress(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
  return new Answer(200, await file.brotli, { ...headers, 'content-encoding': 'br' });
}

const list = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function load(file: string, immutable: boolean): WebFile {
  const bytes = readFileSync(file);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, mediaType: TYPES[extname(file)] ?? 'application/octet-stream', etag, immutable };
}
