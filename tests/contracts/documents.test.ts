import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorRegistry } from '@chartwarden/errors';
import { describe, expect, it } from 'vitest';
import { projectFiles, projectRoot } from '../../scripts/project-files.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const files = projectFiles();
const pages = files.filter((path) => path.endsWith('.md'));

/** What belongs to the machine on which something was written. In pieces, so that this file does not hold them itself. */
const machineWords = [
  ['/wo', 'rk/main'],
  ['/wo', 'rk/shared'],
  ['/tm', 'p/cw'],
].map((pieces) => pieces.join(''));

const scriptsOf = (manifest: string): string[] =>
  existsSync(join(projectRoot, manifest)) ? Object.keys(JSON.parse(read(manifest)).scripts ?? {}) : [];

const isText = (path: string) => !/\.(png|jpg|jpeg|webp|ico|woff2?|gz|zip|db|pdf)$/.test(path);

describe('the documents', () => {
  for (const page of pages) {
    it(`${page} links to files that are there`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
      const missing = links.filter((target) => !existsSync(resolve(projectRoot, dirname(page), target)));
      expect(missing).toEqual([]);
    });
  }

  it('name npm scripts that exist', () => {
    const named = pages.flatMap((page) => {
      const known = [...scriptsOf('package.json'), ...scriptsOf(join(dirname(page), 'package.json'))];
      return [...read(page).matchAll(/npm run (?:--silent |-s )?([a-z-]+)/g)]
        .map(([, script = '']) => script)
        .filter((script) => !known.includes(script))
        .map((script) => `${page}: ${script}`);
    });
    expect(named).toEqual([]);
  });
});

describe('the attack list of the threat model', () => {
  it('names every file of attacks', () => {
    const page = read('docs/threat-model.md');
    const attacks = files.filter((path) => /^tests\/faults\/(attacks\/|attacks-)/.test(path));
    expect(attacks.length).toBeGreaterThan(5);
    expect(attacks.filter((path) => !page.includes(`(../${path})`))).toEqual([]);
  });
});

describe('the page of errors', () => {
  it('has every code of the registry and no other', () => {
    const page = read('docs/reference/errors.md');
    const documented = [...page.matchAll(/^\| `(CW-[A-Z0-9]+-\d{3})` /gm)].map(([, code]) => code);
    expect([...documented].sort()).toEqual(Object.keys(errorRegistry).sort());
  });
});

describe('the error registry', () => {
  for (const [code, { status, message, issue }] of Object.entries(errorRegistry)) {
    it(`${code} has a status, a FHIR issue code and a sentence for a person`, () => {
      expect(code).toMatch(/^CW-[A-Z]{2,4}-\d{3}$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(issue).toMatch(/^[a-z-]+$/);
      expect(message).toMatch(/^[A-Z"].{15,}[.!?)"]$/s);
    });
  }
});

describe('every tracked file', () => {
  it('keeps the machine that it was written on to itself', () => {
    const found = files
      .filter(isText)
      .flatMap((path) => machineWords.filter((word) => read(path).includes(word)).map((word) => `${path}: ${word}`));
    expect(found).toEqual([]);
  });

  it('takes packages from the public registry, with their hashes', () => {
    const lock: { packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }> } = JSON.parse(
      read('package-lock.json'),
    );
    const entries = Object.entries(lock.packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
    const strange = entries.filter(
      ([, { resolved, integrity }]) => !resolved?.startsWith('https://registry.npmjs.org/') || !integrity,
    );
    expect(strange.map(([path]) => path)).toEqual([]);
    expect(read('.npmrc')).not.toContain('registry');
  });

  it('holds no key and no record', () => {
    const secret = files.filter((path) => /(^|\/)\.env(\.(?!example$).*)?$|\.(key|pem|age|har|db)$/.test(path));
    expect(secret.filter((path) => !path.startsWith('tests/fixtures/'))).toEqual([]);
  });
});
