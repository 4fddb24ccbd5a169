// The first module of every thread: `node --import @chartwarden/egress/preload.mjs` or the first import of a launcher.
// Plain JavaScript so that any Node 24 can load it; the guard itself is beside it in guard/.
import { installGuard } from './guard/install.ts';

installGuard(import.meta.url);

export { claimEgress } from './guard/install.ts';
