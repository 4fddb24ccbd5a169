/**
 * Brings the catalogues of translations (apps/web/src/i18n/locales) into the order of the sources, drops what is no
 * longer used, and prints what is missing: as JSON that can be filled in and pasted back.
 */
import { writeFileSync } from 'node:fs';
import { catalogues, readCatalogue, wantedKeys } from '../apps/web/build/catalogues.ts';
import { print, runMain } from './runner/main.ts';

await runMain(async () => {
  const keys = wantedKeys();
  for (const { language, file } of catalogues()) {
    const kept = readCatalogue(file);
    const present = keys.filter((key) => Object.hasOwn(kept, key));
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(present.map((key) => [key, kept[key]])), null, 2)}\n`);
    const missing = keys.filter((key) => !Object.hasOwn(kept, key));
    const dropped = Object.keys(kept).length - present.length;
    print(`${language}: ${present.length} translated, ${missing.length} missing, ${dropped} no longer used`);
    if (missing.length > 0) print(JSON.stringify(Object.fromEntries(missing.map((key) => [key, ''])), null, 2));
  }
  return 0;
});
