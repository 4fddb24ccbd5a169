import type { SharePlan } from '../../../api/share-plan.ts';
import type { ShareWish, Slice } from '../../../api/share-types.ts';
import { LABORATORY, SHARE_KINDS, type ShareKind, VITAL_SIGNS } from '../share-kinds.ts';

const DAY = 86_400_000;

/** The first and the last moment of a day as a date field has it, in this device's zone; undefined for an empty one. */
const beginOf = (day: string): number | undefined => timeOf(`${day}T00:00:00.000`);
const endOf = (day: string): number | undefined => timeOf(`${day}T23:59:59.999`);
function timeOf(text: string): number | undefined {
  const time = new Date(text).getTime();
  return Number.isFinite(time) ? time : undefined;
}

const typesOf = (kinds: readonly string[]): readonly string[] => [
  ...new Set(kinds.flatMap((kind): readonly string[] => SHARE_KINDS[kind as ShareKind])),
];

function whatOf({ what, kinds, sources, entries }: SharePlan): Slice {
  switch (what) {
    case 'kinds':
      return { types: typesOf(kinds) };
    case 'laboratory':
      return { types: ['Observation', 'DiagnosticReport'], categories: LABORATORY };
    case 'vital-signs':
      return { types: ['Observation'], categories: VITAL_SIGNS };
    case 'sources':
      return { sources };
    // With the labels below, for somebody who may see nothing else.
    case 'protected':
      return { labelled: true };
    case 'entries':
      return { facts: entries };
    default:
      return {};
  }
}

/** What a plan covers. Clinical dates are compared as days in this device's zone. */
export function sliceOf(plan: SharePlan): Slice {
  const from = beginOf(plan.from);
  const to = endOf(plan.to);
  return {
    ...whatOf(plan),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(plan.effect === 'permit' && plan.labels.length > 0 ? { labels: plan.labels } : {}),
  };
}

const isAddress = (text: string): boolean => /^\S+@\S+$/.test(text.trim());

function isSomebody({ whom, address, inviteEmail, organization }: SharePlan): boolean {
  if (whom === 'organization') return organization !== null;
  return whom === 'address' ? isAddress(address) : inviteEmail.trim() === '' || isAddress(inviteEmail);
}

/** What is still missing before it can be looked at; null when nothing is. */
export type Missing = 'who' | 'what' | 'until';

export function missingOf(plan: SharePlan, now: number): Missing | null {
  if (plan.known === null && !plan.everybody && !isSomebody(plan)) return 'who';
  const isNothing =
    (plan.what === 'kinds' && plan.kinds.length === 0) ||
    (plan.what === 'sources' && plan.sources.length === 0) ||
    (plan.what === 'protected' && plan.effect === 'permit' && plan.labels.length === 0) ||
    (plan.what === 'entries' && plan.entries.length === 0);
  if (isNothing) return 'what';
  return plan.until === 'day' && !((endOf(plan.untilDay) ?? 0) > now) ? 'until' : null;
}

function untilOf({ until, untilDay }: SharePlan, now: number): number | null {
  if (until === 'open') return null;
  if (until === 'day') return endOf(untilDay) ?? now;
  return now + (until === '24-hours' ? DAY : 30 * DAY);
}

/** An invitation can be accepted for so many days. */
const INVITED_DAYS = 7;

function recipientOf(plan: SharePlan): ShareWish['recipient'] {
  const { everybody, known, whom, address, inviteEmail, organization } = plan;
  if (everybody) return { everybody: true };
  if (known) return { account: known.account };
  if (whom === 'organization' && organization) return { organization: organization.id };
  if (whom === 'invite') return { invite: { email: inviteEmail.trim() || null, days: INVITED_DAYS } };
  return { address: address.trim() };
}

/** Hours and days of a share count from its acceptance, when it has to be accepted first. */
function termsOf(plan: SharePlan, now: number): Pick<ShareWish, 'until' | 'lasting'> {
  const isInvited = plan.whom === 'invite' && plan.known === null && !plan.everybody;
  if (!isInvited || plan.until === 'open' || plan.until === 'day') return { until: untilOf(plan, now) };
  return { until: null, lasting: plan.until === '24-hours' ? DAY : 30 * DAY };
}

/** What the server is asked for; of a plan in which nothing is missing. `now`: milliseconds. */
export function wishOf(plan: SharePlan, now: number): ShareWish {
  const reason = plan.reason.trim();
  return {
    effect: plan.effect,
    recipient: recipientOf(plan),
    slice: sliceOf(plan),
    extent: plan.effect === 'deny' ? 'look' : plan.extent,
    ...(plan.effect === 'permit' && plan.takesCopy ? { takesCopy: true } : {}),
    form: plan.form,
    ...(reason === '' ? {} : { reason }),
    ...termsOf(plan, now),
  };
}
