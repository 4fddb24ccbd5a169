import { describe, expect, it } from 'vitest';
import { historyPart, readFamilyHistory } from './family-history.ts';
import { coded, factsOf, idsOf, LOINC, only } from './reading.testing.ts';

const read = (...resources: readonly object[]) =>
  readFamilyHistory(factsOf(...resources).flatMap((fact) => historyPart(fact) ?? []));

describe('the family', () => {
  const relative = (more: object) => ({ resourceType: 'FamilyMemberHistory', id: 'm', status: 'completed', ...more });

  it('keeps ages and words as they were written', () => {
    const mother = only(
      read(
        relative({
          relationship: { text: 'Mother' }, deceasedAge: { value: 71, unit: 'a' }, bornDate: '1940',
          condition: [
            { code: { text: 'Diabetes' }, onsetRange: { low: { value: 40 }, high: { value: 50 } }, contributedToDeath: true },
            { code: { text: 'Migraine' }, onsetString: 'as a girl' },
          ],
        }), // biome-ignore format: one resource
      ).relatives,
    );
    expect(mother).toMatchObject({ relation: { words: 'Mother' }, isDead: true, died: '71 a', born: '1940' });
    expect(mother.conditions.map((one) => [one.words, one.onset, one.wasCauseOfDeath])).toEqual([
      ['Diabetes', '40 – 50', true], ['Migraine', 'as a girl', false],
    ]); // biome-ignore format: one list
  });

  it('does not call anybody alive of whom it is not said', () => {
    const isDead = (more: object) => only(read(relative(more)).relatives).isDead;
    expect([isDead({}), isDead({ deceasedBoolean: false }), isDead({ deceasedString: 'in the war' })]).toEqual([
      null, false, true,
    ]); // biome-ignore format: one list
  });
});

describe('how somebody lives', () => {
  const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
  const smoking = (id: string, day: string, words: string, category = 'social-history') => ({
    resourceType: 'Observation', id, status: 'final', code: coded(LOINC, '72166-2', 'Tobacco smoking status'),
    category: [coded(CATEGORY, category)], effectiveDateTime: day, valueCodeableConcept: { text: words },
  }); // biome-ignore format: one resource

  it('is one topic with all that was recorded of it, and nothing of a laboratory', () => {
    const { social } = read(
      smoking('was', '2015-01-01', 'Smoker'),
      smoking('is', '2020-01-01', 'Former smoker'),
      smoking('asked', '2019-01-01', 'Former smoker', 'survey'),
      smoking('lab', '2021-01-01', 'x', 'laboratory'),
    );
    const topic = only(social);
    expect([topic.words, idsOf(topic.entries), topic.entries[0]?.line]).toEqual([
      'Tobacco smoking status', ['is', 'asked', 'was'], 'Former smoker',
    ]); // biome-ignore format: one list
  });
});

it('counts the answers of a questionnaire, those inside of answers too', () => {
  const inner = { linkId: '2', answer: [{ valueString: 'y', item: [{ linkId: '3', answer: [{ valueInteger: 1 }] }] }] };
  const { surveys } = read({
    resourceType: 'QuestionnaireResponse', id: 'q', status: 'completed', questionnaire: 'https://forms.example/phq-9',
    _questionnaire: { extension: [{ url: 'x', valueString: 'PHQ-9' }] },
    item: [{ linkId: '1' }, { linkId: 'g', item: [inner] }],
  }); // biome-ignore format: one resource
  expect(only(surveys)).toMatchObject({ title: 'PHQ-9', answered: 2 });
});
