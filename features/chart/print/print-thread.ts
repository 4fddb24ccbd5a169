import { parentPort, workerData } from 'node:worker_threads';
import type { PrintAnswer } from './in-thread.ts';
import type { PrintJob } from './job.ts';
import { makePage } from './make-page.ts';
import { makePrint } from './make-print.ts';
import type { PageJob } from './page-job.ts';

// Makes one print without holding the event loop of the process, and ends: nothing of the record stays behind.

const job = workerData as PrintJob | PageJob;
const answer: PrintAnswer = { printed: await (job.what === 'page' ? makePage(job) : makePrint(job)) };
parentPort?.postMessage(answer);
