import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ID = 'virtual:pdf-files';
/** What pdf.js asks for by name while it reads a file: tables of characters, the standard fonts, decoders without WebAssembly. */
const FOLDERS: readonly (readonly [folder: string, wanted: RegExp])[] = [
  ['cmaps', /\.bcmap$/],
  ['standard_fonts', /\.(?:pfb|ttf)$/],
  ['wasm', /_nowasm_fallback\.js$/],
];

/**
 * Puts the files of pdf.js beside the app, under a folder named after its version, so that a browser may keep them:
 * `virtual:pdf-files` says where. No PDF makes the browser ask anybody else.
 */
export function pdfFiles(packageFolder: string): Plugin {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const place = `assets/pdfjs-${version}`;
  return {
    name: 'chartwarden-pdf-files',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: (id) => (id === `\0${ID}` ? `export const pdfFiles = ${JSON.stringify(`/${place}/`)};` : null),
    generateBundle() {
      for (const [folder, wanted] of FOLDERS)
        for (const name of readdirSync(join(packageFolder, folder)).filter((one) => wanted.test(one)))
          this.emitFile({
            type: 'asset',
            fileName: `${place}/${folder}/${name}`,
            source: readFileSync(join(packageFolder, folder, name)),
          });
    },
  };
}
