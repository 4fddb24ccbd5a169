import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { IdentityLine } from '../../../api/sign-on-types.ts';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { formatWhen } from '../../../ui/words.ts';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import { signOnText } from '../sign-on/sign-on.text.ts';
import classes from './settings.module.css';

const text = signOnText.settings;

/** The accounts elsewhere that open this one. Nothing is drawn where none is linked and none could be. */
export function IdentitiesList() {
  const api = useApi();
  const queries = useQueryClient();
  const list = useQuery({ queryKey: keys.identities, queryFn: api.identities, staleTime: 0 });
  const [asking, setAsking] = useState<IdentityLine | null>(null);
  const link = useMutation({
    mutationFn: async (provider: string) => location.assign(await api.linkIdentity(provider)),
  });
  const unlink = useMutation({
    mutationFn: (identity: IdentityLine) => api.unlinkIdentity(identity.id),
    onSuccess: () => {
      setAsking(null);
      return queries.invalidateQueries({ queryKey: keys.identities });
    },
  });
  if (list.data?.providers.length === 0 && list.data.identities.length === 0) return null;
  return (
    <section className={classes.group} aria-labelledby="settings-identities">
      <h2 className={classes.title} id="settings-identities">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.lead}</p>
      {list.error ? (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Waiting />
      ) : (
        <>
          {list.data.identities.length === 0 ? (
            <p className={classes.quiet}>{text.none}</p>
          ) : (
            <ul className={classes.sessions}>
              {list.data.identities.map((one) => (
                <Linked
                  key={one.id}
                  identity={one}
                  onAsk={() => {
                    unlink.reset();
                    setAsking(one);
                  }}
                />
              ))}
            </ul>
          )}
          {link.error ? <Problem error={link.error} /> : null}
          <div className={classes.actions}>
            {list.data.providers.map(({ id, name }) => (
              <Button
                key={id}
                variant="default"
                loading={link.isPending && link.variables === id}
                onClick={() => link.mutate(id)}
              >
                {text.link(name)}
              </Button>
            ))}
          </div>
        </>
      )}
      {asking ? (
        <ConfirmDialog
          title={text.unlinkTitle}
          confirm={text.unlink}
          keep={text.keep}
          busy={unlink.isPending}
          error={unlink.error}
          onClose={() => setAsking(null)}
          onConfirm={() => unlink.mutate(asking)}
        >
          <p>
            <bdi>{asking.label ?? asking.provider}</bdi>
          </p>
          <p>{text.unlinkWords}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}

function Linked({ identity, onAsk }: { readonly identity: IdentityLine; readonly onAsk: () => void }) {
  const { provider, label, isOffered, createdAt, usedAt } = identity;
  const now = Date.now();
  return (
    <li className={classes.session}>
      <div className={classes.sessionWords}>
        <p className={classes.device}>
          <bdi>{provider}</bdi>
        </p>
        {label === null ? null : (
          <p className={classes.quiet}>
            <bdi>{label}</bdi>
          </p>
        )}
        <p className={classes.quiet}>
          {[
            text.made(formatWhen(createdAt, now)),
            usedAt === null ? text.unused : text.used(formatWhen(usedAt, now)),
            isOffered ? '' : text.notOffered,
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      <Button variant="default" size="xs" onClick={onAsk} aria-label={text.unlinkThis(label ?? provider)}>
        {text.unlink}
      </Button>
    </li>
  );
}
