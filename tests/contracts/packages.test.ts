import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-files.ts';

const floors = ['apps', 'features', 'record', 'platform', 'kernel'];
const packages = floors.flatMap((floor) =>
  readdirSync(join(projectRoot, floor), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${floor}/${entry.name}`),
);

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly type?: string;
  readonly exports?: string | Record<string, string>;
  readonly scripts?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
}
const lock: Lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));

describe('the lockfile', () => {
  it('asks for what package.json asks for, or npm ci refuses', () => {
    const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      expect(lock.packages['']?.[kind]).toEqual(manifest[kind]);
    }
  });
});

describe('every package', () => {
  for (const folder of packages) {
    const path = (file: string) => join(projectRoot, folder, file);
    const manifest = (): Manifest => JSON.parse(readFileSync(path('package.json'), 'utf8'));

    it(`${folder} has a README of one screen that says what it is for`, () => {
      const readme = readFileSync(path('README.md'), 'utf8');
      expect(readme).toMatch(/^# \S/);
      expect(readme.length).toBeGreaterThan(200);
      expect(readme.split('\n').length).toBeLessThan(90);
    });

    it(`${folder} is called after its folder and stays private`, () => {
      const [floor, name] = folder.split('/');
      const { name: packageName, private: isPrivate, type } = manifest();
      expect({ packageName, isPrivate, type }).toEqual({
        packageName: `@chartwarden/${floor === 'apps' ? 'app-' : ''}${name}`,
        isPrivate: true,
        type: 'module',
      });
    });

    it(`${folder} stands in the lockfile, or npm ci refuses`, () => {
      const { name } = manifest();
      expect(lock.packages[folder]?.name).toBe(name);
      expect(lock.packages[`node_modules/${name}`]).toEqual({ resolved: folder, link: true });
    });

    it(`${folder} exports files that are there, its index.ts first`, () => {
      const { exports = {} } = manifest();
      const doors = typeof exports === 'string' ? { '.': exports } : exports;
      if (!folder.startsWith('apps/')) expect(doors['.']).toBe('./index.ts');
      for (const file of Object.values(doors)) expect(existsSync(path(file)), file).toBe(true);
    });

    it(`${folder} runs nothing at install`, () => {
      expect(
        Object.keys(manifest().scripts ?? {}).filter((name) => /^(pre|post)|^(install|prepare)$/.test(name)),
      ).toEqual([]);
    });
  }
});
