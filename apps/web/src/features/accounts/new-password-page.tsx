import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import type { SecondStepWanted } from '../../api/factor-types.ts';
import { sessionQuery } from '../../api/queries.ts';
import { Plain } from '../../shell/plain.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Problem, Remark } from '../../ui/states.tsx';
import { forgetFragment, fragmentValue } from './fragment.ts';
import { newPasswordText as text } from './new-password.text.ts';
import classes from './setup/setup.module.css';
import { lengthOf, PASSWORD_LENGTH } from './setup/setup-draft.ts';

const SecondStep = lazyPart(() => import('./confirm/second-step.tsx').then((module) => module.SecondStep));

/** `/new-password#link=...`: a forgotten password is replaced with the one-time link that the operator printed. */
export function NewPasswordPage() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [link] = useState(() => fragmentValue('link'));
  const [password, setPassword] = useState('');
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);
  const [wanted, setWanted] = useState<SecondStepWanted | null>(null);
  const count = lengthOf(password);
  usePageTitle(text.title);
  useEffect(forgetFragment, []);

  const enter = async () => {
    await queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 });
    await navigate({ to: '/', replace: true });
  };
  const save = useMutation({
    mutationFn: (token: string) => api.newPassword(token, password),
    onSuccess: (answer) => ('second' in answer ? setWanted(answer.second) : enter()),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (link && count >= PASSWORD_LENGTH && !save.isPending) save.mutate(link);
  };

  if (wanted !== null) {
    return (
      <Plain>
        <SecondStep
          wanted={wanted}
          onDone={() => void enter()}
          onStartOver={() => void navigate({ to: '/', replace: true })}
        />
      </Plain>
    );
  }
  return (
    <Plain>
      <section className={classes.step}>
        <h1 className={classes.title} tabIndex={-1} data-focus-here="">
          {text.title}
        </h1>
        {link ? (
          <>
            <p className={classes.lead}>{text.lead}</p>
            <form className={classes.form} onSubmit={submit} noValidate>
              <PasswordInput
                label={text.label}
                description={text.hint}
                autoComplete="new-password"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                visible={visible}
                onVisibilityChange={setVisible}
                visibilityToggleButtonProps={{ 'aria-label': visible ? text.hide : text.show, tabIndex: 0 }}
                error={tried && count < PASSWORD_LENGTH ? text.tooShort(count) : null}
                size="md"
              />
              {save.error ? <Problem error={save.error} /> : null}
              <Button type="submit" size="md" loading={save.isPending}>
                {text.submit}
              </Button>
            </form>
          </>
        ) : (
          <Remark tone="care">{text.noLink}</Remark>
        )}
      </section>
    </Plain>
  );
}
