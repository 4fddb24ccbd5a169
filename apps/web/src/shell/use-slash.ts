import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { usePreferences } from '../api/preferences.ts';

/** Where a "/" is a letter, or somebody is asked something else. */
const TYPING = 'input, textarea, select, [contenteditable], dialog[open] *';

/**
 * "/" leads to the search of this record and into its field, from every page of it; not for whoever turned it off
 * (WCAG 2.1.4: who dictates or has an unsure hand presses it without meaning to).
 */
export function useSlash(person: string): void {
  const navigate = useNavigate();
  const { slash } = usePreferences();
  useEffect(() => {
    if (slash === 'off') return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(TYPING) !== null) return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>('[data-search-field]');
      if (field !== null) field.select();
      else void navigate({ to: '/people/$person/search', params: { person } });
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [navigate, person, slash]);
}
