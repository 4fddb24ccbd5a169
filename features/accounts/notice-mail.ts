import { ConflictError } from '@chartwarden/db';
import type { AccountId } from '@chartwarden/ids';
import { z } from 'zod';
import type { AccountNotes } from './account-notes.ts';
import type { Identities } from './identity.ts';
import type { NoticeMailStore, WaitingNotice } from './notice-mail.store.ts';
import { noticeMail } from './notice-mail-texts.ts';
import { APART, baseOf, FIXED, TOPICS, type Topic, topicOf } from './notice-topics.ts';
import type { Outbox, Waiting } from './outbox.ts';
import type { AccountsPorts, AccountsSettings, Message } from './ports.ts';
import type { PreferencesOf } from './preferences.ts';

/** What comes by mail besides standing above every page. */
export type MailChoices = Readonly<Record<Topic, boolean>>;

export interface MailView {
  /** Whether this server sends mail at all. */
  readonly open: boolean;
  readonly choices: MailChoices;
  /** These cannot be turned off. */
  readonly fixed: readonly Topic[];
}

/**
 * Notices by mail: that something happened, never what, whose or where in a record. Several in one message, so that nobody
 * is flooded ({@link APART}).
 */
export interface NoticeMail {
  /** Puts what is due on its way; resolves with how many messages. Does nothing without a mail server. */
  run(): Promise<number>;
  view(account: AccountId): Promise<MailView>;
  /** Replaces the choices; what is fixed stays on. */
  choose(account: AccountId, choices: MailChoices): Promise<MailView>;
  /** For the job: the message, or null when the account is not there any more. */
  message(waiting: Extract<Waiting, { readonly kind: 'notices' }>): Promise<Message | null>;
  sweep(): Promise<void>;
}

const NOTE = 'accounts.mail';
const KEPT = z.object({ off: z.array(z.enum(TOPICS).or(z.string())) });
const DAY = 24 * 3600_000;
/** What is older stands above the pages only; longer than what waits for the day's message. */
const STALE = 3 * DAY;
const MOST = 2000;

export function createNoticeMail(parts: {
  readonly store: NoticeMailStore;
  readonly outbox: Outbox;
  readonly notes: AccountNotes;
  readonly identities: Identities;
  readonly preferences: PreferencesOf;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
  readonly settings: Pick<AccountsSettings, 'publicUrl'>;
}): NoticeMail {
  const { store, outbox, notes, identities, preferences, ports, settings } = parts;
  const { clock, gate } = ports;

  async function choicesOf(account: AccountId): Promise<MailChoices> {
    const kept = KEPT.safeParse(await notes.get(account, NOTE));
    const off: readonly string[] = kept.success ? kept.data.off : [];
    return Object.fromEntries(
      TOPICS.map((topic) => [topic, FIXED.includes(topic) || !off.includes(topic)]),
    ) as MailChoices;
  }
  const view = async (account: AccountId): Promise<MailView> => ({
    open: outbox.isOpen,
    choices: await choicesOf(account),
    fixed: FIXED,
  });

  /** True when a message was put on its way. */
  async function tell(account: AccountId, all: readonly WaitingNotice[]): Promise<boolean> {
    const now = clock.now();
    const choices = await choicesOf(account);
    const isActive = gate.account(account).status === 'active';
    const wanted = isActive ? all.filter(({ kind }) => choices[topicOf(kind)]) : [];
    await store.letGo(all.filter((notice) => !wanted.includes(notice)).map(({ id }) => id));
    const toldAt = wanted[0]?.toldAt ?? 0;
    if (!wanted.some(({ kind }) => toldAt + APART[topicOf(kind)] <= now)) return false;
    const ids = wanted.map(({ id }) => id);
    // Without the record's id that a kind may carry: nothing of it is needed to say that something happened.
    const told = wanted.map(({ kind, at }) => ({ kind: baseOf(kind), at }));
    try {
      await outbox.put({ kind: 'notices', account, notices: told }, store.telling(account, toldAt, now, ids));
      return true;
    } catch (error) {
      // Another process on the database told it.
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }

  return {
    async run() {
      if (!outbox.isOpen) return 0;
      const since = clock.now() - STALE;
      let sent = 0;
      // Account by account: what strangers cause for one holds up nobody else's.
      for (const account of await store.accounts(since))
        if (await tell(account, await store.waiting(account, since, MOST))) sent += 1;
      return sent;
    },
    view,
    async choose(account, choices) {
      await notes.put(account, NOTE, { off: TOPICS.filter((topic) => !choices[topic] && !FIXED.includes(topic)) });
      return view(account);
    },
    async message({ account, notices }) {
      const row = await identities.byId(account);
      // An address that nobody vouches for may be a stranger's.
      if (row === null || !identities.isProven(row) || gate.account(account).status !== 'active') return null;
      const { language = 'en', zone = 'UTC' } = await preferences.get(account);
      return { to: identities.profile(row).email, ...noticeMail({ language, zone }, settings.publicUrl, notices) };
    },
    sweep: () => store.sweep(clock.now() - STALE),
  };
}
