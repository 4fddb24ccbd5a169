import { afterAll, beforeAll, describe } from 'vitest';
import { type Cast, openCast } from '../support/cast.ts';
import { attackAsAdministrator } from './attacks/administrator.ts';
import { attackAsCaregiver } from './attacks/caregiver.ts';
import { attackFields } from './attacks/fields.ts';
import { attackPasskeys } from './attacks/passkeys.ts';
import { attackSession } from './attacks/session.ts';
import { attackByAsking } from './attacks/telling.ts';

/** The attack list of docs/threat-model.md, over one application with everybody in it. Each leaves it as it was. */
describe('attacks', { timeout: 60_000 }, () => {
  let cast: Cast;
  beforeAll(async () => {
    cast = await openCast();
  }, 60_000);
  afterAll(() => cast.close());

  describe('by asking what there is', () => attackByAsking(() => cast));
  describe('of a hostile caregiver', () => attackAsCaregiver(() => cast));
  describe('of a curious administrator', () => attackAsAdministrator(() => cast));
  describe('with a stolen session', () => attackSession(() => cast));
  describe('at passkeys', () => attackPasskeys(() => cast));
  describe('by names in a request', () => attackFields(() => cast));
});
