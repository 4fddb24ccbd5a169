import { TextInput } from '@mantine/core';
import { custodyText as text } from './custody/custody.text.ts';

/** A year, a month or a day that there is, and that is not to come. */
export function isBirthDate(value: string): boolean {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value) ?? [];
  if (year === undefined || year < '1850') return false;
  const time = Date.parse(`${year}-${month}-${day}`);
  // The engine takes 31 February for March.
  return (
    !Number.isNaN(time) && new Date(time).toISOString().startsWith(`${year}-${month}-${day}`) && time <= Date.now()
  );
}

const YEAR = 365.25 * 86_400_000;
/** Whom the ages of young people concern, now or later; what this server set them to is shown once there is a record. */
const isYoung = (birthDate: string): boolean =>
  isBirthDate(birthDate) && Date.now() - Date.parse(birthDate) < 18 * YEAR;

interface BirthDateFieldProps {
  readonly value: string;
  readonly tried: boolean;
  readonly size?: 'md';
  readonly onChange: (value: string) => void;
}

/** As far as it is known: a browser's own date field cannot hold a year alone. */
export function BirthDateField({ value, tried, size, onChange }: BirthDateFieldProps) {
  const wrong = value.trim() !== '' && !isBirthDate(value.trim());
  return (
    <TextInput
      label={text.birthDate}
      description={isYoung(value.trim()) ? `${text.birthDateHint} ${text.young}` : text.birthDateHint}
      inputMode="numeric"
      autoComplete="off"
      {...(size ? { size } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={tried && wrong ? text.birthDateWrong : null}
    />
  );
}
