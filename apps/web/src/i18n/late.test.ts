import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { sourceFiles } from '../../build/catalogues.ts';
import { i18n } from './i18n.ts';

// What only a build has: its module says where files stand, and looks no words up.
vi.mock('virtual:pdf-files', () => ({ pdfFiles: '/' }));
vi.mock('pdfjs-dist', () => ({}));
vi.mock('pdfjs-dist/build/pdf.worker.min.mjs?worker', () => ({ default: class {} }));

it('no module looks words up while it loads: they would stay in the language of the start', async () => {
  const early: string[] = [];
  let file = '';
  vi.spyOn(i18n, 't').mockImplementation((message) => {
    early.push(`${file}: ${message}`);
    return message;
  });
  for (file of sourceFiles())
    if (file !== 'main.tsx' && !file.endsWith('.d.ts'))
      await import(/* @vite-ignore */ join(import.meta.dirname, '..', file));
  expect(early).toEqual([]);
});
