import { describe, expect, it } from 'vitest';
import { readProblems } from './problems.ts';
import { coded, factsOf, idsOf, NOW, only, SCT } from './reading.testing.ts';

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const condition = (id: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  code: coded(SCT, '195967001', 'Asthma'),
  ...more,
});
const is = (clinical: string) => ({ clinicalStatus: coded(CLINICAL, clinical) });
const verified = (code: string) => ({ verificationStatus: coded(VERIFICATION, code) });
const read = (...resources: object[]) => readProblems(factsOf(...resources), NOW);
const stateOf = (more: object) => only(read(condition('c', more)).problems).state;

describe('problems', () => {
  it.each([
    ['active', 'active'],
    ['recurrence', 'active'],
    ['relapse', 'active'],
    ['inactive', 'past'],
    ['remission', 'past'],
    ['resolved', 'past'],
  ])('that are %s are %s', (clinical, state) => expect(stateOf(is(clinical))).toBe(state));

  it('whose state nobody says stay unknown, unless they have ended', () => {
    expect(stateOf({})).toBe('unknown');
    expect(stateOf({ clinicalStatus: coded('http://example.org/own', 'active') })).toBe('unknown');
    expect(stateOf({ abatementString: 'still there' })).toBe('unknown');
    expect(stateOf({ abatementDateTime: '2027' })).toBe('unknown');
    expect(stateOf({ abatementDateTime: '2020' })).toBe('past');
    expect(stateOf({ abatementPeriod: { start: '2020' } })).toBe('unknown');
    expect(stateOf({ abatementPeriod: { start: '2020', end: '2021' } })).toBe('past');
  });

  it('that were ruled out are said so; those recorded by mistake are left out', () => {
    expect(stateOf({ ...is('active'), ...verified('refuted') })).toBe('refuted');
    expect(read(condition('c', { ...is('active'), ...verified('entered-in-error') })).problems).toEqual([]);
    expect(stateOf({ ...is('active'), ...verified('provisional') })).toBe('active');
  });

  it('that are called active and have ended are shown active, with the contradiction', () => {
    const problem = only(read(condition('c', { ...is('active'), abatementDateTime: '2020-01-01' })).problems);
    expect(problem.state).toBe('active');
    expect(only(problem.entries).contradictsItself).toBe(true);
  });

  it('of one code are one problem, and active when one of them is', () => {
    const { problems } = read(
      condition('old', { ...is('resolved'), onsetDateTime: '2010', abatementDateTime: '2011' }),
      condition('new', { ...is('active'), onsetDateTime: '2020', code: { ...coded(SCT, '195967001'), text: 'Bronchial asthma' } }),
      condition('other', { ...is('active'), onsetDateTime: '2019', code: coded(SCT, '38341003', 'Asthma') }),
    ); // biome-ignore format: one line each
    expect(problems.map((one) => [one.words, one.state, one.disagrees, idsOf(one.entries)])).toEqual([
      ['Bronchial asthma', 'active', false, ['new', 'old']],
      ['Asthma', 'active', false, ['other']],
    ]);
  });

  it('over in one place and active in another at the same time: that is said, and not decided', () => {
    const one = condition('a', { ...is('active'), onsetDateTime: '2018-03' });
    const over = { ...is('resolved'), onsetDateTime: '2015', abatementDateTime: '2019' };
    expect(only(read(one, condition('b', over)).problems)).toMatchObject({ state: 'active', disagrees: true });
    expect(only(read(one, condition('b', is('resolved'))).problems).disagrees).toBe(true);
    expect(only(read(one, condition('b', { ...over, abatementDateTime: '2017' })).problems).disagrees).toBe(false);
    expect(only(read(one, condition('b')).problems).disagrees).toBe(false);
  });

  it('that say that there are none are no problems', () => {
    const { problems, absences } = read(
      condition('none', { ...is('active'), code: coded(SCT, '160245001', 'No current problems') }),
    );
    expect(problems).toEqual([]);
    expect(only(absences)).toMatchObject({ id: 'none', says: 'none-known' });
  });

  it('that became active again come before those that are over', () => {
    const { problems } = read(
      condition('over', { ...is('resolved'), onsetDateTime: '2025', code: coded(SCT, '1') }),
      condition('now', { ...is('relapse'), onsetDateTime: '2001', code: coded(SCT, '2') }),
    );
    expect(problems.map((one) => one.state)).toEqual(['active', 'past']);
  });
});
