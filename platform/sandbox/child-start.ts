import { installChildGuard } from '@chartwarden/egress/child-guard.ts';

// First module of every sandboxed program (`--import`): the guard is up before any importer's code is read.
installChildGuard();
