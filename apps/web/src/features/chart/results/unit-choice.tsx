import { NativeSelect } from '@mantine/core';
import { trendText as text } from './results.text.ts';
import type { Shown } from './trend-lines.ts';

interface UnitChoiceProps {
  readonly units: readonly Shown[];
  readonly value: string;
  readonly onChange: (key: string) => void;
}

/** In which unit the numbers stand; converted ones are called so. Nothing when there is no choice. */
export function UnitChoice({ units, value, onChange }: UnitChoiceProps) {
  if (units.length < 2) return null;
  return (
    <NativeSelect
      label={text.unit}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={units.map(({ key, words, rule }) => {
        const name = words === '' ? text.noUnit : words;
        return { value: key, label: rule === null ? text.asReceived(name) : text.converted(name) };
      })}
    />
  );
}
