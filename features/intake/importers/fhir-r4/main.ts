/** The program that reads FHIR files inside the sandbox. It has the file's bytes and a way to answer, nothing else. */
import { serve } from '@chartwarden/sandbox/child.ts';
import type { ImporterJob } from '../messages.ts';
import { readFile } from './read-file.ts';

serve<ImporterJob>((work) => readFile(work));
