import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proofNames } from '../../prove/runner/run-proof.ts';
import { projectRoot } from '../../scripts/project-files.ts';

/** The promises by their ids; docs/promises.md has a row for each of these and no other. */
const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
const promiseIds = [
  ...numbered('O', 18),
  ...numbered('F', 6),
  ...numbered('E', 5),
  ...numbered('J', 8),
  ...numbered('M', 7),
];

const WORKS = 'core|chart|sharing|fhir-api|deidentify|intake|smart|assistant|studies|portals|agents|operate';
const NOT_YET = new RegExp(`^not yet \\((${WORKS})(, (${WORKS}))*\\)$`);

interface Row {
  readonly id: string;
  readonly promise: string;
  readonly state: string;
  readonly command: string;
}

/** The rows of every table in the page whose first cell is an id. */
function rowsOf(page: string): Row[] {
  return page
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .filter((cells) => /^[A-Z]\d+$/.test(cells[1] ?? ''))
    .map(([, id = '', promise = '', state = '', command = '']) => ({ id, promise, state, command }));
}

const rows = rowsOf(readFileSync(join(projectRoot, 'docs/promises.md'), 'utf8'));

describe('the page of promises', () => {
  it('has a row for every promise and no other, once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(promiseIds);
  });

  it('says what each promise is', () => {
    expect(rows.filter(({ promise }) => promise.length < 10)).toEqual([]);
  });

  for (const { id, state, command } of rows) {
    it(`${id} is kept by something that can be run, or says which work brings it`, () => {
      if (NOT_YET.test(state)) {
        expect(command).toBe('');
        return;
      }
      expect(state).toMatch(/^(kept|partly \(.{10,}\))$/);
      const commands = [...command.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
      expect(commands).not.toEqual([]);
      for (const text of commands) expect(brokenCommand(text)).toBeNull();
    });
  }
});

/** Why a command of the page cannot be run, or null: an unknown proof, a test that is not there, another command. */
function brokenCommand(command: string): string | null {
  const proof = /^npm run prove -- ([a-z0-9-]+)( .*)?$/.exec(command)?.[1];
  if (proof !== undefined) return proofNames().includes(proof) ? null : `there is no proof ${proof}`;
  const tests = /^npm test -- (.+)$/.exec(command)?.[1]?.split(' ');
  if (tests === undefined) return `neither "npm run prove -- NAME" nor "npm test -- PATH": ${command}`;
  const missing = tests.filter((path) => !existsSync(join(projectRoot, path)));
  return missing.length === 0 ? null : `not there: ${missing.join(', ')}`;
}
