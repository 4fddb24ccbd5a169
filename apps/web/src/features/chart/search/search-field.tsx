import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { usePreferences } from '../../../api/preferences.ts';
import classes from './search.module.css';
import { searchText as text } from './search.text.ts';

interface SearchFieldProps {
  readonly person: string;
  /** What stood in it before. */
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly onSearch: (words: string) => void;
  /** Down from the field leads to the results. */
  readonly onLeave: () => void;
}

/** Typing rests this long before names are asked for: each question is a line in the log. */
const REST = 300;
const SHORTEST = 2;
const SHOWN = 8;

/** The field with names of the record that hold what was typed (the combobox of the ARIA practices, 1.2). */
export function SearchField({ person, words: before, onWords, onSearch, onLeave }: SearchFieldProps) {
  const id = useId();
  const { slash } = usePreferences();
  // The cache tells of a change a moment later; a field cannot wait for it.
  const [words, setWords] = useState(before);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const names = useNames(person, open ? words : '');
  const isOpen = open && names.length > 0;

  const search = (wanted: string) => {
    setOpen(false);
    setAt(-1);
    setWords(wanted);
    onSearch(wanted);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (isOpen) setAt(((at + 1 + step + names.length + 1) % (names.length + 1)) - 1);
      else if (step === 1) onLeave();
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      setOpen(false);
      setAt(-1);
    }
  };
  return (
    <search>
      <form
        className={classes.form}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          search(isOpen ? (names[at]?.text ?? words) : words);
        }}
      >
        <label htmlFor={`${id}-words`} className={classes.label}>
          {text.label}
        </label>
        <div className={classes.row}>
          <input
            id={`${id}-words`}
            className={classes.input}
            type="text"
            inputMode="search"
            enterKeyHint="search"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={400}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={`${id}-names`}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && at >= 0 ? `${id}-${at}` : undefined}
            aria-describedby={`${id}-hint`}
            data-search-field=""
            data-focus-here=""
            // Whoever comes back with "/" types new words over the old ones.
            onFocus={(event) => event.currentTarget.select()}
            value={words}
            onChange={(event) => {
              setWords(event.currentTarget.value);
              onWords(event.currentTarget.value);
              setOpen(true);
              setAt(-1);
            }}
            onKeyDown={onKeyDown}
            onBlur={() => setOpen(false)}
          />
          <Button type="submit">{text.go}</Button>
          <div
            id={`${id}-names`}
            className={classes.names}
            role="listbox"
            aria-label={text.suggestions}
            hidden={!isOpen}
          >
            {names.map(({ text: name, count }, place) => (
              // The field keeps the focus and moves through them itself.
              <div
                key={name}
                id={`${id}-${place}`}
                role="option"
                tabIndex={-1}
                aria-selected={place === at}
                className={classes.nameOption}
                onPointerDown={(event) => {
                  event.preventDefault();
                  search(name);
                }}
              >
                <bdi>{name}</bdi> <span className={classes.quiet}>{text.times(count)}</span>
              </div>
            ))}
          </div>
        </div>
        <p id={`${id}-hint`} className={classes.hint}>
          {slash === 'off' ? text.hintWithoutKey : text.hint}
        </p>
      </form>
    </search>
  );
}

function useNames(person: string, words: string) {
  const api = useApi();
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(words), REST);
    return () => clearTimeout(timer);
  }, [words]);
  const asked = rested.trim();
  const { data } = useQuery({
    queryKey: keys.suggestions(person, asked),
    queryFn: () => api.searchSuggestions(person, asked),
    enabled: asked.length >= SHORTEST && words !== '',
    staleTime: Number.POSITIVE_INFINITY,
    // A field that cannot suggest is a field all the same.
    retry: false,
  });
  return asked.length >= SHORTEST && words !== '' ? (data?.suggestions.slice(0, SHOWN) ?? []) : [];
}
