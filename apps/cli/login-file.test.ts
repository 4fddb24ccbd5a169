import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginFile, loginFileName } from './login-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-login-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LOGIN = { token: 't', account: 'a', expires: 5 };

describe('the saved login', () => {
  it('is one per data folder, private, and gone with the last one', () => {
    const file = join(folder, 'deep', 'login.json');
    const logins = createLoginFile(file);
    expect(logins.read('/data')).toBeNull();
    logins.save('/data', LOGIN);
    logins.save('/other', { ...LOGIN, token: 'u' });
    expect([logins.read('/data')?.token, logins.read('/other')?.token]).toEqual(['t', 'u']);
    expect([statSync(file).mode & 0o777, statSync(join(folder, 'deep')).mode & 0o777]).toEqual([0o600, 0o700]);
    logins.forget('/data');
    expect(logins.read('/data')).toBeNull();
    logins.forget('/other');
    expect(existsSync(file)).toBe(false);
    logins.forget('/other');
  });

  it('is not used when others can read it', () => {
    const file = join(folder, 'login.json');
    createLoginFile(file).save('/data', LOGIN);
    chmodSync(file, 0o640);
    expect(() => createLoginFile(file).read('/data')).toThrow(expect.objectContaining({ code: 'CW-CLI-013' }));
  });

  it.each(['', '{', '[]', '{"version":2,"logins":{}}', '{"version":1,"logins":{"/data":{"token":1}}}'])(
    'counts %j as no login',
    (text) => {
      const file = join(folder, 'login.json');
      writeFileSync(file, text, { mode: 0o600 });
      expect(createLoginFile(file).read('/data')).toBeNull();
      createLoginFile(file).save('/data', LOGIN);
      expect(JSON.parse(readFileSync(file, 'utf8')).logins).toEqual({ '/data': LOGIN });
    },
  );

  it('stands in the configuration folder unless a file was named', () => {
    expect(loginFileName('/x/login.json', {})).toBe('/x/login.json');
    expect(loginFileName(undefined, { XDG_CONFIG_HOME: '/xdg' })).toBe('/xdg/chartwarden/login.json');
    expect(loginFileName(undefined, { XDG_CONFIG_HOME: 'relative' })).toMatch(/\.config\/chartwarden\/login\.json$/);
  });
});
