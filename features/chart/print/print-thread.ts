import { parentPort, workerData } from 'node:worker_threads';
import type { PrintAnswer } from './in-thread.ts';
import type { PrintJob } from './job.ts';
import { makePrint } from './make-print.ts';

// Makes one print without holding the event loop of the process, and ends: nothing of the record stays behind.

const answer: PrintAnswer = { printed: await makePrint(workerData as PrintJob) };
parentPort?.postMessage(answer);
