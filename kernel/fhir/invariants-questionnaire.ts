import { each, type Node } from './index-values.ts';
import { exists, type Invariant, isOneOf } from './invariants-words.ts';

const withOptions = [
  'choice',
  'open-choice',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'quantity',
] as const;
const withLength = ['boolean', 'decimal', 'integer', 'string', 'text', 'url', 'open-choice'] as const;

const isDisplay = ({ type }: Node): boolean => type === 'display';

/** Every linkId once, however deep. */
function areLinkIdsDistinct(questionnaire: Node): boolean {
  const seen = new Set<unknown>();
  const waiting = [...each(questionnaire.item)];
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    if (item.linkId !== undefined && seen.has(item.linkId)) return false;
    seen.add(item.linkId);
    waiting.push(...each(item.item));
  }
  return true;
}

const item: readonly Invariant[] = [
  ['que-1', (n) => (n.type !== 'group' || exists(n, 'item')) && (!isDisplay(n) || !exists(n, 'item'))],
  ['que-3', (n) => !isDisplay(n) || !exists(n, 'code')],
  ['que-4', (n) => !exists(n, 'answerOption') || !exists(n, 'answerValueSet')],
  ['que-5', (n) => isOneOf(n.type, ...withOptions) || (!exists(n, 'answerValueSet') && !exists(n, 'answerOption'))],
  ['que-6', (n) => !isDisplay(n) || (!exists(n, 'required') && !exists(n, 'repeats'))],
  ['que-8', (n) => (n.type !== 'group' && !isDisplay(n)) || !exists(n, 'initial')],
  ['que-9', (n) => !isDisplay(n) || !exists(n, 'readOnly')],
  ['que-10', (n) => isOneOf(n.type, ...withLength) || !exists(n, 'maxLength')],
  ['que-11', (n) => !exists(n, 'answerOption') || !exists(n, 'initial')],
  ['que-12', (n) => !Array.isArray(n.enableWhen) || n.enableWhen.length <= 2 || exists(n, 'enableBehavior')],
  ['que-13', (n) => n.repeats === true || !Array.isArray(n.initial) || n.initial.length <= 1],
];

/** Of Questionnaire and QuestionnaireResponse. */
export const questionnaireInvariants: readonly (readonly [string, readonly Invariant[]])[] = [
  ['Questionnaire', [['que-2', areLinkIdsDistinct]]],
  ['Questionnaire.item', item],
  ['Questionnaire.item.enableWhen', [['que-7', (n) => n.operator !== 'exists' || n.answerBoolean !== undefined]]],
  ['QuestionnaireResponse.item', [['qrs-1', (n) => !exists(n, 'answer') || !exists(n, 'item')]]],
];
