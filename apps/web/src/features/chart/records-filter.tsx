import { NativeSelect, Switch } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { View } from '../../api/types.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { chartText as text } from './chart.text.ts';
import classes from './records-page.module.css';

interface RecordsFilterProps {
  readonly types: readonly { type: string; count: number }[] | undefined;
  readonly type: string | undefined;
  readonly view: View;
}

/** Which kind of entry, and with or without the person's corrections. Kept in the address, so that back works. */
export function RecordsFilter({ types, type, view }: RecordsFilterProps) {
  const navigate = useNavigate({ from: '/people/$person/records' });
  const total = types?.reduce((sum, one) => sum + one.count, 0);
  const sorted = sortByWords(types ?? (type ? [{ type, count: 0 }] : []));
  const go = (next: { type?: string | undefined; view?: View }) => {
    const nextType = 'type' in next ? next.type : type;
    const nextView = next.view ?? view;
    void navigate({
      to: '/people/$person/records',
      search: { ...(nextType ? { type: nextType } : {}), ...(nextView === 'received' ? { view: 'received' } : {}) },
    });
  };

  return (
    <div className={classes.filter}>
      <NativeSelect
        className={classes.select ?? ''}
        aria-label={text.filter}
        data={[
          { value: '', label: text.everything(total) },
          ...sorted.map((one) => ({ value: one.type, label: text.withCount(typeWords(one.type), one.count) })),
        ]}
        value={type ?? ''}
        onChange={(event) => go({ type: event.currentTarget.value || undefined })}
      />
      <Switch
        label={text.asReceived}
        checked={view === 'received'}
        onChange={(event) => go({ view: event.currentTarget.checked ? 'received' : 'effective' })}
      />
    </div>
  );
}

export function sortByWords<T extends { readonly type: string }>(types: readonly T[]): readonly T[] {
  return types.toSorted((one, other) => typeWords(one.type).localeCompare(typeWords(other.type), 'en'));
}
