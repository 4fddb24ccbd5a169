import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Value } from '../types.ts';
import { openForWriting } from './connection.ts';
import { createPacker, Unpacker } from './packed-statements.ts';
import { createWriteCore } from './write-core.ts';
import { createWriteScheduler } from './write-scheduler.ts';
import type { Answer, FromWriter, ToWriter, WriterSettings } from './writer-messages.ts';

// The writer thread of one SQLite database (design, section 3). The only place that holds its writing connection.

/** Pages that the writer takes over itself once the checkpoint thread has moved the others. */
const FINISHED_PAGES = 1500;
/** Times the long log at which the writer does it all itself: the checkpoint thread is gone or cannot keep up. */
const OWN_WORK = 10;

function serve(port: MessagePort, settings: WriterSettings): void {
  const core = createWriteCore(openForWriting(settings));
  const packer = createPacker();
  let answers: Answer[] = [];
  let closing: number | undefined;

  const send = (message: FromWriter): void => port.postMessage(message);
  const flush = (): void => {
    if (answers.length === 0) return;
    send({ answers });
    answers = [];
  };

  const takeArrivals = (): void => {
    flush();
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
      take(next.message);
  };

  const scheduler = createWriteScheduler({
    core,
    transactionTimeLimit: settings.transactionTimeLimit,
    slowWriteLimit: settings.slowWriteLimit,
    onSlowWrite: (slow) => send({ slow }),
    takeArrivals,
    afterCommit: () => watchLog(),
  });

  let told = false;
  const watchLog = (): void => {
    const pages = core.logPages();
    if (pages > settings.longLogPages * OWN_WORK) scheduler.checkpoint(Number.POSITIVE_INFINITY);
    else if (pages > settings.longLogPages && !told) {
      told = true;
      send({ logIsLong: true });
    }
  };

  const take = (message: ToWriter): void => {
    const { id } = message;
    switch (message.t) {
      case 'batch':
        if (message.texts !== undefined) core.learn(message.texts);
        scheduler.batch(message.priority, message.packed, (answer) => {
          answers.push(answer.ok ? { id, changes: answer.value } : { id, failure: answer.failure });
        });
        break;
      case 'begin':
        scheduler.begin(message.priority, message.transaction, (answer) => {
          answers.push(answer.ok ? { id, done: true } : { id, failure: answer.failure });
        });
        break;
      case 'run': {
        const unpacker = new Unpacker(message.packed);
        unpacker.count();
        const parameters = unpacker.row(new Array<Value>(message.columns).fill(null));
        scheduler.statement(message.transaction, message.sql, parameters, (answer) => {
          if (!answer.ok) return answers.push({ id, failure: answer.failure });
          const { columns, rows, changes, insertId } = answer.value;
          return answers.push({ id, columns, packed: packer.packRows(rows, columns.length), changes, insertId });
        });
        break;
      }
      case 'end':
        scheduler.end(message.transaction, message.keep, (answer) => {
          answers.push(answer.ok ? { id, done: true } : { id, failure: answer.failure });
        });
        break;
      case 'checkpoint':
        told = false;
        // More than a little: the checkpoint thread is asked once more, by the next commit.
        scheduler.checkpoint(FINISHED_PAGES);
        break;
      case 'stop':
        core.stop();
        break;
      case 'close':
        closing = id;
    }
  };

  port.on('message', (message: ToWriter) => {
    take(message);
    scheduler.run();
    if (closing !== undefined) {
      core.close();
      answers.push({ id: closing, done: true });
    }
    flush();
    if (closing !== undefined) port.close();
  });
  send({ ready: true });
}

if (parentPort === null) throw new Error('writer-thread.ts runs as a worker thread only');
serve(parentPort, workerData as WriterSettings);
