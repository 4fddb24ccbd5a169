import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../api/api-context.tsx';
import { keys } from '../api/keys.ts';
import { isPractitioner } from '../api/roles.ts';
import { useSession } from '../api/session-context.tsx';
import type { Person } from '../api/types.ts';
import { ActivityIcon } from '../ui/icons.tsx';
import { Problem } from '../ui/states.tsx';
import { formatClock } from '../ui/words.ts';
import classes from './preview-banner.module.css';
import { shellText } from './shell.text.ts';

const text = shellText.emergency;

/**
 * Over everything while access for an emergency is open: for whoever took it, and for whoever holds the record and was
 * told of it. Others are not asked about, because each question is a line of the log.
 */
export function EmergencyBanner({ person: { id, relation } }: { readonly person: Person }) {
  const { account, notices = [] } = useSession();
  const isOutside = relation === 'viewer' || relation === 'caregiver';
  if (isOutside && isPractitioner(account.roles)) return <Taken person={id} />;
  return !isOutside && notices.some(({ kind }) => kind === `break-glass:${id}`) ? <ForHolder person={id} /> : null;
}

function Taken({ person }: { readonly person: string }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const own = useQuery({ queryKey: keys.ownShares(person), queryFn: () => api.ownShares(person), staleTime: 60_000 });
  const end = useMutation({
    mutationFn: async () => {
      for (const { event } of taken) await api.endShare(event);
    },
    onSuccess: async () => {
      await navigate({ to: '/', replace: true });
      queries.removeQueries({ queryKey: keys.person(person) });
      await queries.invalidateQueries({ queryKey: keys.people });
    },
  });
  const taken = (own.data ?? []).filter(({ under }) => under !== null);
  const [first] = taken;
  if (first?.until == null) return null;
  return (
    <Banner words={text.words(formatClock(first.until))}>
      <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
        {text.end}
      </Button>
      {end.error ? <Problem error={end.error} /> : null}
    </Banner>
  );
}

function ForHolder({ person }: { readonly person: string }) {
  const api = useApi();
  const navigate = useNavigate();
  const now = useQuery({ queryKey: keys.emergency(person), queryFn: () => api.emergency(person), staleTime: 60_000 });
  const [first] = now.data?.taken ?? [];
  if (first?.until == null) return null;
  return (
    <Banner words={text.holder(first.recipient?.name ?? text.somebody, formatClock(first.until))}>
      <Button
        size="xs"
        variant="default"
        onClick={() => void navigate({ to: '/people/$person/emergency', params: { person } })}
      >
        {text.see}
      </Button>
    </Banner>
  );
}

function Banner({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <aside className={classes.banner} aria-label={text.label} data-print="no">
      <ActivityIcon size={18} />
      <p className={classes.words}>
        <strong>
          <bdi>{words}</bdi>
        </strong>
      </p>
      {children}
    </aside>
  );
}
