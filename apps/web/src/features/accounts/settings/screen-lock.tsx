import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { usePreferences, useSavePreferences } from '../../../api/preferences.ts';
import { sessionQuery } from '../../../api/queries.ts';
import type { Preferences } from '../../../api/types.ts';
import { Problem } from '../../../ui/states.tsx';
import { securityText } from './security.text.ts';
import classes from './settings.module.css';

/** When this account wants its screens locked. */
export function ScreenLock() {
  const text = securityText.lock;
  const api = useApi();
  const queries = useQueryClient();
  const { lock = '' } = usePreferences();
  const save = useSavePreferences();
  const lockNow = useMutation({
    mutationFn: api.lockSession,
    onSuccess: () => queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 }),
  });
  const failed = save.error ?? lockNow.error;
  return (
    <section className={classes.group} aria-labelledby="settings-lock">
      <h2 className={classes.title} id="settings-lock">
        {text.title}
      </h2>
      <NativeSelect
        name="lock"
        label={text.label}
        description={text.hint}
        value={lock}
        onChange={({ currentTarget: { value } }) =>
          save.mutate({ lock: value === '' ? undefined : (value as NonNullable<Preferences['lock']>) })
        }
        data={[
          { value: '', label: text.never },
          ...(['5', '15', '60'] as const).map((value) => ({ value, label: text.after(Number(value)) })),
        ]}
      />
      <div>
        <Button variant="default" loading={lockNow.isPending} onClick={() => lockNow.mutate()}>
          {text.now}
        </Button>
      </div>
      {failed ? <Problem error={failed} /> : null}
    </section>
  );
}
