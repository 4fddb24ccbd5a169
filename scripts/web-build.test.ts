import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureWebBuilt, hashSources } from './web-build.ts';

describe('the build of the web app', () => {
  let root: string;
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'chartwarden-web-'));
    write('apps/web/src/main.tsx', 'export {};');
    write('kernel/ids/index.ts', 'export {};');
    write('package-lock.json', '{}');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('follows the content of its sources, not their times', () => {
    const before = hashSources(root);
    utimesSync(join(root, 'apps/web/src/main.tsx'), 1, 1);
    expect(hashSources(root)).toBe(before);
    write('apps/web/src/main.tsx', 'export const changed = true;');
    expect(hashSources(root)).not.toBe(before);
  });

  it('follows the kernel and the package versions too, but no test and no earlier build', () => {
    const before = hashSources(root);
    write('apps/web/dist/index.html', 'built');
    write('apps/web/src/main.test.tsx', 'test');
    expect(hashSources(root)).toBe(before);
    write('kernel/ids/index.ts', 'export const changed = true;');
    const kernel = hashSources(root);
    expect(kernel).not.toBe(before);
    write('package-lock.json', '{"lockfileVersion":3}');
    expect(hashSources(root)).not.toBe(kernel);
  });

  it('takes a shipped build as it is when there are no sources', () => {
    write('apps/web/dist/index.html', 'built');
    expect(ensureWebBuilt(() => undefined, root)).toBe('current');
  });

  it('keeps the old build when the new one fails', () => {
    write('apps/web/index.html', '<html></html>');
    write('apps/web/dist/index.html', 'built');
    write('node_modules/vite/bin/vite.js', 'process.exit(1);');
    expect(ensureWebBuilt(() => undefined, root)).toBe('failed');
    expect(readFileSync(join(root, 'apps/web/dist/index.html'), 'utf8')).toBe('built');
    expect(readdirSync(join(root, 'apps/web')).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  it('builds once, and again when something changed', () => {
    write('apps/web/index.html', '<html></html>');
    const vite =
      "const { mkdirSync } = require('node:fs'); mkdirSync(process.argv[process.argv.indexOf('--outDir') + 1]);";
    write('node_modules/vite/bin/vite.js', vite);
    expect(ensureWebBuilt(() => undefined, root)).toBe('built');
    expect(ensureWebBuilt(() => undefined, root)).toBe('current');
    write('apps/web/src/main.tsx', 'export const changed = true;');
    expect(ensureWebBuilt(() => undefined, root)).toBe('built');
  });
});
