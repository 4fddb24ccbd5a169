import { useEffect, useState } from 'react';
import type { Person } from '../api/types.ts';
import { formatClock, formatDay } from '../ui/words.ts';
import { shellText as text } from './shell.text.ts';

/** On top of a printed page: whose record it is, and when it was printed. */
export function PrintHead({ person }: { readonly person: Person }) {
  const [when, setWhen] = useState(() => Date.now());
  useEffect(() => {
    const now = (): void => setWhen(Date.now());
    window.addEventListener('beforeprint', now);
    return () => window.removeEventListener('beforeprint', now);
  }, []);
  return (
    <div data-print="head">
      <strong>
        <bdi>{person.name}</bdi>
      </strong>
      <br />
      {text.printed(`${formatDay(when)}, ${formatClock(when)}`)}
    </div>
  );
}
