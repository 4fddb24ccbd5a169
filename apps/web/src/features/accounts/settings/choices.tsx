import { NativeSelect } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type PreferenceChange, useLastChange, usePreferences, useSavePreferences } from '../../../api/preferences.ts';
import { i18n } from '../../../i18n/i18n.ts';
import { type LanguageTag, languages } from '../../../i18n/languages.ts';
import { Problem } from '../../../ui/states.tsx';
import classes from './settings.module.css';
import { settingsText } from './settings.text.ts';
import { zoneGroups } from './zones.ts';

/** A change is told for as long as this after it made the page be drawn anew; milliseconds. */
const JUST_NOW = 3_000;

/** The choices that are kept as soon as they are made. */
export function Choices() {
  const save = useSavePreferences();
  const last = useLastChange();
  const change = (preferences: PreferenceChange) => save.mutate(preferences);
  const choices = useRef<HTMLDivElement>(null);
  const [openedAt] = useState(() => Date.now());
  const isFresh = last !== null && last.at > openedAt - JUST_NOW;
  useEffect(() => {
    // The page was drawn anew under the hands of somebody who changed this: the focus goes back to where it was.
    const name = isFresh ? last.names[0] : undefined;
    if (document.activeElement === document.body && name !== undefined)
      choices.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
  }, [isFresh, last]);
  return (
    <div className={classes.groups} ref={choices}>
      <ViewChoices change={change} />
      <UnitChoices change={change} />
      <KeyboardChoices change={change} />
      <p className={classes.saved} role="status">
        {isFresh && !save.isPending ? settingsText.saved : ''}
      </p>
      {save.error ? <Problem error={save.error} /> : null}
    </div>
  );
}

interface ChoicesProps {
  readonly change: (preferences: PreferenceChange) => void;
}

function ViewChoices({ change }: ChoicesProps) {
  const text = settingsText.view;
  const { theme = 'system' } = usePreferences();
  return (
    <section className={classes.group} aria-labelledby="settings-view">
      <h2 className={classes.title} id="settings-view">
        {text.title}
      </h2>
      <NativeSelect
        name="language"
        label={text.language}
        description={text.languageHint}
        value={i18n.language}
        onChange={(event) => change({ language: event.currentTarget.value as LanguageTag })}
        data={Object.entries(languages).map(([value, { name }]) => ({ value, label: name }))}
      />
      <NativeSelect
        name="theme"
        label={text.theme}
        value={theme}
        onChange={(event) => change({ theme: event.currentTarget.value as typeof theme })}
        data={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: text.themes[value] }))}
      />
    </section>
  );
}

function KeyboardChoices({ change }: ChoicesProps) {
  const text = settingsText.keyboard;
  const { slash = 'on' } = usePreferences();
  return (
    <section className={classes.group} aria-labelledby="settings-keyboard">
      <h2 className={classes.title} id="settings-keyboard">
        {text.title}
      </h2>
      <NativeSelect
        name="slash"
        label={text.slash}
        description={text.slashHint}
        value={slash}
        onChange={(event) => change({ slash: event.currentTarget.value as typeof slash })}
        data={(['on', 'off'] as const).map((value) => ({ value, label: text.states[value] }))}
      />
    </section>
  );
}

/** No choice is a choice, too: what the record says, the zone of the device. */
const orNone = <T extends string>(value: string): T | undefined => (value === '' ? undefined : (value as T));

function UnitChoices({ change }: ChoicesProps) {
  const text = settingsText.units;
  const { measures = '', amounts = '', zone = '' } = usePreferences();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <section className={classes.group} aria-labelledby="settings-units">
      <h2 className={classes.title} id="settings-units">
        {text.title}
      </h2>
      <NativeSelect
        name="measures"
        label={text.measures}
        value={measures}
        onChange={(event) => change({ measures: orNone(event.currentTarget.value) })}
        data={[
          { value: '', label: text.asReceived },
          { value: 'metric', label: text.metric },
          { value: 'us', label: text.us },
        ]}
      />
      <NativeSelect
        name="amounts"
        label={text.amounts}
        description={text.amountsHint}
        value={amounts}
        onChange={(event) => change({ amounts: orNone(event.currentTarget.value) })}
        data={[
          { value: '', label: text.asReceived },
          { value: 'mass', label: text.mass },
          { value: 'molar', label: text.molar },
        ]}
      />
      <p className={classes.quiet}>{text.note}</p>
      <NativeSelect
        name="zone"
        label={text.zone}
        description={text.zoneHint}
        value={zone}
        onChange={(event) => change({ zone: orNone(event.currentTarget.value) })}
        data={[{ value: '', label: text.deviceZone(here) }, ...zoneGroups(text.otherZones)]}
      />
    </section>
  );
}
