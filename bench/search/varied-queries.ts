import type { SearchInput } from '@chartwarden/chart';
import { numbersFrom } from '../../tests/support/random.ts';

/** Queries as people type them, from words that stand in the facts: whole, begun, mistyped, several, codes, and none. */
export function variedQueries(facts: readonly SearchInput[], count: number): string[] {
  const next = numbersFrom(7);
  const some = (): SearchInput | undefined => facts[next(facts.length)];
  const word = (): string => {
    for (let tries = 0; tries < 100; tries += 1) {
      const texts = some()?.texts ?? [];
      const words = (texts[next(texts.length)]?.text ?? '').match(/\p{L}{4,}/gu) ?? [];
      const found = words[next(words.length)];
      if (found !== undefined) return found;
    }
    return 'record';
  };
  const mistyped = (): string => {
    const right = word();
    const at = 1 + next(right.length - 2);
    return [
      `${right.slice(0, at)}${right.slice(at + 1)}`,
      `${right.slice(0, at)}q${right.slice(at)}`,
      `${right.slice(0, at)}q${right.slice(at + 1)}`,
      `${right.slice(0, at)}${right[at + 1] ?? ''}${right[at] ?? ''}${right.slice(at + 2)}`,
    ][next(4)] as string;
  };
  const code = (): string => some()?.texts.find(({ field }) => field === 'code')?.text ?? '4548-4';
  const kinds: readonly (() => string)[] = [
    word,
    () => word().slice(0, 1 + next(4)),
    mistyped,
    () => `${word()} ${word().slice(0, 3)}`,
    code,
    () => `${code().slice(0, 3)}`,
    () => `${word()} zzqxv${next(1000)}`,
    () => `${word()} ${mistyped()} ${word()}`,
  ];
  return Array.from({ length: count }, (_, index) => (kinds[index % kinds.length] as () => string)());
}
