import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { configGenerators, loadConfig } from './index.ts';
import { settings } from './settings.ts';

const text = (file: string): string => configGenerators.find((generator) => generator.file === file)?.text() ?? '';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the generated files', () => {
  it.each(configGenerators.map(({ file }) => file))('%s is what the schema gives', (file) => {
    expect(existsSync(join(ROOT, file)) && readFileSync(join(ROOT, file), 'utf8')).toBe(text(file));
  });

  it('describe every setting once, secrets in .env and everything else in the yaml', () => {
    const page = text('docs/reference/config.md');
    for (const { key, env, secret, name, about } of settings) {
      expect(about.length).toBeGreaterThan(10);
      expect(page).toContain(key);
      if (env) expect(page).toContain(`\`${env}\``);
      if (secret) expect(text('.env.example')).toContain(`# ${env}=\n`);
      else expect(text('chartwarden.example.yaml')).toContain(`  # ${name}: `);
    }
  });

  it('hold no value for a secret', () => {
    for (const line of text('.env.example').split('\n')) expect(line).toMatch(/^(#.*)?$/);
    expect(text('chartwarden.example.yaml')).not.toMatch(/secret:/);
  });

  it('load as they stand, and with every example taken in', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'chartwarden-config-'));
    const yaml = text('chartwarden.example.yaml');
    // A store of files needs its keys, which stand elsewhere.
    const env = {
      CHARTWARDEN_OBJECTS_ACCESS_KEY: 'AKIA4QHZ7M2W',
      CHARTWARDEN_OBJECTS_SECRET_KEY: 'q8Lw2ZtY5vRk0XnB7s',
    };
    const load = async (file: string) => {
      writeFileSync(join(cwd, 'chartwarden.yaml'), file);
      return (await loadConfig({ env, cwd })).config;
    };
    try {
      writeFileSync(join(cwd, '.env'), text('.env.example'));
      const defaults = await load('');
      expect(await load(yaml)).toEqual(defaults);
      // Stored files have one of two places.
      const one = yaml.replace(/^ {2}# folder: .*$/m, '');
      const all = await load(one.replace(/^ {2}# ([a-z][A-Za-z]*: )/gm, '  $1'));
      expect(all.limits).toEqual(defaults.limits);
      expect(all.csp.extra).toEqual({ 'img-src': ['https://tiles.example.org'] });
      expect(all.server.publicUrl).toBe('https://health.example.org');
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
});
