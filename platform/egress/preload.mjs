// The first module of every thread: the first import of a launcher, or `node --require PATH/preload.mjs PROGRAM` (`--import` does
// too, but not with `--eval`). Plain JavaScript so that any Node 24 can load it; the guard itself is beside it in guard/.
import { installGuard } from './guard/install.ts';

installGuard(import.meta.url);

export { claimEgress } from './guard/install.ts';
