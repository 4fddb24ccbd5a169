import { readFileSync } from 'node:fs';
import type { Accounts, MailPort } from '@chartwarden/accounts';
import type { Config } from '@chartwarden/config';
import type { JobKind, Jobs } from '@chartwarden/jobs';
import { createMailer } from '@chartwarden/mail';

/** Sends one message; the job carries its id. */
const SEND = 'accounts.mail';
/** Over the waits of the queue: about an hour and a half. */
const ATTEMPTS = 16;

/** Ties mail to the queue: what waits is sealed in a table of accounts, and sent from here. */
export function createMailJobs({ mail, server }: Pick<Config, 'mail' | 'server'>) {
  let queue: Jobs | undefined;
  const { host, from, ca } = mail;
  const mailer =
    host === undefined || from === undefined
      ? null
      : createMailer({
          host,
          port: mail.port,
          security: mail.security,
          user: mail.user,
          password: mail.password?.reveal(),
          from,
          ca: ca === undefined ? undefined : readFileSync(ca, 'utf8'),
          name: new URL(server.publicUrl).hostname,
        });
  const jobs = (): Jobs => {
    if (queue === undefined) throw new Error('the queue is not open yet');
    return queue;
  };
  const port: MailPort | null =
    mailer === null
      ? null
      : {
          send: (message) => mailer.send(message),
          job: (id) => jobs().statement(SEND, { mail: id }, { maxAttempts: ATTEMPTS }).statement,
          wake: () => jobs().wake(),
        };
  return {
    port,
    kinds: (accounts: Pick<Accounts, 'deliver'>): Readonly<Record<string, JobKind>> => ({
      [SEND]: { maxAttempts: ATTEMPTS, run: ({ ids }) => accounts.deliver(ids.mail ?? '') },
    }),
    use(made: Jobs): void {
      queue = made;
    },
  };
}
