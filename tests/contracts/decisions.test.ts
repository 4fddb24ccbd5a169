import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-files.ts';

const folder = join(projectRoot, 'docs/adr');
const files = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .sort();
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('the decisions', () => {
  // Numbers are given out before the text is written, so that one may stay unused.
  it('have a number each', () => {
    expect(new Set(files.map((file) => file.slice(0, 5))).size).toBe(files.length);
    for (const file of files) expect(file).toMatch(/^\d{4}-[a-z0-9-]+\.md$/);
  });

  it('are all in the list, with their titles', () => {
    const listed = [...read('README.md').matchAll(/^- \[(\d{4})\]\(\.\/([^)]+)\) (.+)$/gm)];
    expect(listed.map(([, , file]) => file)).toEqual(files);
    for (const [, number, file = '', title] of listed) {
      expect(read(file).split('\n')[0]).toBe(`# ${number}. ${title}`);
    }
  });

  for (const file of files) {
    it(`${file} has context, options, outcome and consequences on less than 80 lines`, () => {
      const text = read(file);
      expect(text.split('\n').length).toBeLessThan(80);
      expect([...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name)).toEqual([
        'Context',
        'Options',
        'Outcome',
        'Consequences',
      ]);
      expect(text.split('\n')[2]).toMatch(/^(Accepted|Superseded by \[\d{4}\]), [A-Z][a-z]+ \d{4}\.$/);
    });
  }
});
