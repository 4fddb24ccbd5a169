import type { FhirApi } from '@chartwarden/fhir-api';
import type { JobKind, Jobs } from '@chartwarden/jobs';

const BULK = 'fhir.bulk';

/** Ties exports over FHIR to the queue: an id goes in, and whoever asked is asked for again at the gate. */
export function createFhirJobs() {
  let queue: Jobs | undefined;
  return {
    async start(id: string): Promise<void> {
      if (queue === undefined) throw new Error('the queue is not open yet');
      await queue.enqueue(BULK, { export: id });
    },
    kinds: ({ bulk }: Pick<FhirApi, 'bulk'>): Readonly<Record<string, JobKind>> => ({
      [BULK]: { concurrency: 1, run: ({ ids }) => bulk.run(ids.export ?? '') },
    }),
    use(jobs: Jobs): void {
      queue = jobs;
    },
  };
}
