// Loaded first in an importer's program where the jail shows it the compiled code of an earlier one (ADR 0055); the
// folder is the URL's query, because the program has no environment.
import { enableCompileCache } from 'node:module';

enableCompileCache(decodeURIComponent(new URL(import.meta.url).search.slice(1)));
