import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import type { OfferedTo } from '../api/emergency-calls.ts';
import { keys } from '../api/keys.ts';
import { offeredToText as text } from './offered-to.text.ts';

interface OfferedToProps {
  readonly value: OfferedTo;
  readonly onChange: (to: OfferedTo) => void;
  /** An organization that is no choice: the one that offers. */
  readonly but?: string;
}

/** Who may take access in an emergency: every practitioner here, or those of one organization that wants to be found. */
export function OfferedToChoice({ value, onChange, but }: OfferedToProps) {
  const api = useApi();
  const list = useQuery({ queryKey: keys.directory, queryFn: api.organizationDirectory, staleTime: 60_000 });
  const found = (list.data ?? []).filter(({ id }) => id !== but);
  return (
    <NativeSelect
      label={text.label}
      description={text.hint}
      value={value === 'practitioners' ? '' : value.organization}
      onChange={(event) => {
        const organization = event.currentTarget.value;
        onChange(organization === '' ? 'practitioners' : { organization });
      }}
      data={[
        { value: '', label: text.practitioners },
        ...found.map(({ id, name }) => ({ value: id, label: text.organization(name) })),
      ]}
    />
  );
}
