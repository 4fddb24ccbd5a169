import { CodedError } from '@chartwarden/errors';
import { type Core, channelOf, deciding } from '@chartwarden/gate';
import { isId, type RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import { type Caller, noteOf } from '../notes.ts';
import type { Session } from '../sessions.ts';

export type PatientsParts = Pick<Core, 'gate' | 'organizations' | 'people' | 'vault'> & { readonly clock: Clock };

/** A record in the custody of an organization. */
export interface PatientLine {
  readonly id: RecordId;
  readonly name: string;
  /** Since when the organization holds it; milliseconds since the epoch. */
  readonly since: number;
}

export interface PatientToBe {
  readonly name: string;
  readonly birthDate?: string | undefined;
}

/** As many names are read at once: each is a line in the log of the person whose it is. */
const PAGE = 50;

/** Patients whom an organization made and holds until they, or whoever looks after them, claim their record. */
export function createPatients({ gate, organizations, people, vault, clock }: PatientsParts) {
  /** What the caller is there; 404 for everybody else, as if it were not there. */
  async function enter(session: Session, id: string, caller: Caller) {
    if (!isId(id)) throw new CodedError('CW-GEN-002');
    const record = id as RecordId;
    const asked = { actor: session.actor, record, actions: ['read'] as const, purpose: 'self' as const };
    await gate.permit({ ...asked, channel: channelOf(session.actor), request: caller.facts });
    const own = organizations.of(session.account).find(({ organization }) => organization === id);
    if (own === undefined) throw new CodedError('CW-GEN-002');
    return own;
  }

  const line = async (session: Session, record: RecordId, since: number, caller: Caller): Promise<PatientLine> => {
    const permit = await gate.open({
      actor: session.actor,
      record,
      actions: ['read'],
      purpose: 'care',
      channel: channelOf(session.actor),
      request: caller.facts,
    });
    // What was kept from the caller by name leaves the name out, and is still the organization's to look after.
    const profile = 'refused' in permit ? null : await vault.records.profile(permit);
    return { id: record, since, name: profile?.name ?? '' };
  };

  return {
    /** Newest first; `before`: the place in that order after which to go on. */
    list: (session: Session, id: string, from: number, caller: Caller) =>
      deciding(async () => {
        const { organization } = await enter(session, id, caller);
        const held = organizations.heldBy(organization).toReversed();
        const shown = held.slice(from, from + PAGE);
        return {
          people: await Promise.all(shown.map(({ record, since }) => line(session, record, since, caller))),
          next: from + PAGE < held.length ? from + PAGE : null,
          total: held.length,
        };
      }),

    /** Makes a patient and gives the custody to the organization. Throws CW-GATE-003 for whoever only looks there. */
    create: (session: Session, id: string, { name, birthDate }: PatientToBe, caller: Caller) =>
      deciding(async () => {
        const { organization, role } = await enter(session, id, caller);
        // Asked before the record comes into being: one that nobody may take would be nobody's.
        const code =
          role === 'viewer' ? 'CW-GATE-003' : gate.isFor(session.actor, 'make-person') ? null : 'CW-GATE-007';
        if (code !== null) {
          await gate.note({ ...noteOf(session.actor, 'organizations', caller, { code }), outcome: 'refused' });
          throw new CodedError(code);
        }
        if (birthDate !== undefined && Date.parse(birthDate) > clock.now())
          throw new CodedError('CW-GEN-003', 'birthDate: is to come');
        // As for everybody's record; a year of two digits would make a child somebody of a hundred.
        if (birthDate !== undefined && birthDate < '1850')
          throw new CodedError('CW-GEN-003', 'birthDate: too long ago');
        const person = { name, ...(birthDate === undefined ? {} : { birthDate }), relation: 'custodian' as const };
        const record = await people.create(session.actor, { ...person, holder: organization }, caller.facts);
        return { id: record, name };
      }),
  };
}

export type Patients = ReturnType<typeof createPatients>;
