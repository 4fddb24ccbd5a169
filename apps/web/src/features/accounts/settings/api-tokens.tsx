import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { ApiTokenLine, Role } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { formatWhen } from '../../../ui/words.ts';
import { instanceText } from '../instance/instance.text.ts';
import { momentOf } from '../instance/moment.ts';
import { ShownOnce } from '../shown-once.tsx';
import classes from './settings.module.css';
import { settingsText } from './settings.text.ts';
import { TokenRoles } from './token-roles.tsx';

/** The tokens with which programs act as this account; each can be ended, and a new one is shown once. */
export function ApiTokens() {
  const text = settingsText.tokens;
  const api = useApi();
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [tried, setTried] = useState(false);
  const [only, setOnly] = useState<readonly Role[] | null>(null);
  const tokens = useQuery({ queryKey: keys.apiTokens, queryFn: api.apiTokens, staleTime: 0 });
  const again = () => queries.invalidateQueries({ queryKey: keys.apiTokens });
  const make = useMutation({ mutationFn: () => api.makeApiToken(label.trim(), only), onSuccess: again });
  const end = useMutation({ mutationFn: api.endApiToken, onSettled: again });
  const missing = label.trim() === '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing && only?.length !== 0 && !make.isPending) make.mutate();
  };
  const close = () => {
    make.reset();
    setLabel('');
    setOnly(null);
    setTried(false);
  };

  return (
    <section className={classes.group} aria-labelledby="settings-tokens">
      <h2 className={classes.title} id="settings-tokens">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.lead}</p>
      {tokens.error ? (
        <Problem error={tokens.error} onRetry={() => void tokens.refetch()} />
      ) : tokens.data === undefined ? (
        <Waiting />
      ) : tokens.data.tokens.length === 0 ? (
        <p className={classes.quiet}>{text.none}</p>
      ) : (
        <ul className={classes.sessions}>
          {tokens.data.tokens.map((one) => (
            <Token key={one.id} token={one} busy={end.isPending} onEnd={() => end.mutate(one.id)} />
          ))}
        </ul>
      )}
      {end.error ? <Problem error={end.error} /> : null}
      {make.data ? (
        <ShownOnce
          label={text.token}
          words={text.tokenHint(momentOf(make.data.expires))}
          value={make.data.token}
          text={text}
          onClose={close}
        />
      ) : (
        <form className={classes.form} onSubmit={submit} noValidate>
          <TextInput
            label={text.label}
            autoComplete="off"
            maxLength={100}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            error={tried && missing ? text.labelMissing : null}
          />
          {tokens.data && tokens.data.roles.length > 1 ? (
            <TokenRoles roles={tokens.data.roles} only={only} tried={tried} onChange={setOnly} />
          ) : null}
          {make.error ? <Problem error={make.error} /> : null}
          <div>
            <Button type="submit" variant="default" loading={make.isPending}>
              {text.make}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

interface TokenProps {
  readonly token: ApiTokenLine;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function Token({ token, busy, onEnd }: TokenProps) {
  const text = settingsText.tokens;
  const now = Date.now();
  return (
    <li className={classes.session}>
      <div className={classes.sessionWords}>
        <p className={classes.device}>
          <bdi>{token.label}</bdi>
        </p>
        <p className={classes.quiet}>
          {[
            text.made(formatWhen(token.createdAt, now)),
            token.roles === null ? '' : text.as(token.roles.map((role) => instanceText.roles[role]).join(', ')),
            token.usedAt === null ? text.unused : text.used(formatWhen(token.usedAt, now)),
            text.until(momentOf(token.expires)),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      <Button variant="default" size="xs" disabled={busy} onClick={onEnd} aria-label={text.endThis(token.label)}>
        {text.end}
      </Button>
    </li>
  );
}
