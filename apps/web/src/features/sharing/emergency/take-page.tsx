import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { isPractitioner } from '../../../api/roles.ts';
import { useSession } from '../../../api/session-context.tsx';
import { InstanceFrame } from '../../../shell/instance-frame.tsx';
import { Page } from '../../../ui/page.tsx';
import { Problem, Remark } from '../../../ui/states.tsx';
import classes from '../sharing.module.css';
import { emergencyText } from './emergency.text.ts';

const text = emergencyText.take;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LEAST = 10;

/** `/emergency`: opening, for four hours, the record of somebody who offered it for an emergency. */
export function TakePage() {
  const { account } = useSession();
  return (
    <InstanceFrame narrow>
      <Page title={text.title} lead={text.lead}>
        {isPractitioner(account.roles) ? <Take /> : <Remark>{text.notYours}</Remark>}
      </Page>
    </InstanceFrame>
  );
}

function Take() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [wish, setWish] = useState({ name: '', birthDate: '', reason: '' });
  const [tried, setTried] = useState(false);
  const take = useMutation({
    mutationFn: () =>
      api.takeEmergency({ name: wish.name.trim(), birthDate: wish.birthDate, reason: wish.reason.trim() }),
    onSuccess: async ({ person, others }) => {
      await queries.invalidateQueries({ queryKey: keys.people });
      if (others.length === 0) await navigate({ to: '/people/$person', params: { person } });
    },
  });
  const wrong = {
    name: wish.name.trim() === '',
    birthDate: !DAY.test(wish.birthDate),
    reason: wish.reason.trim().length < LEAST,
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (!take.isPending && !wrong.name && !wrong.birthDate && !wrong.reason) take.mutate();
  };
  const set = (part: Partial<typeof wish>) => setWish((before) => ({ ...before, ...part }));
  if (take.data && take.data.others.length > 0) return <Several people={[take.data.person, ...take.data.others]} />;
  return (
    <form onSubmit={submit} noValidate className={classes.page}>
      <TextInput
        label={text.name}
        autoComplete="off"
        value={wish.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={tried && wrong.name ? text.missing : null}
      />
      <TextInput
        label={text.birthDate}
        type="date"
        autoComplete="off"
        value={wish.birthDate}
        onChange={(event) => set({ birthDate: event.currentTarget.value })}
        error={tried && wrong.birthDate ? text.missing : null}
      />
      <Textarea
        label={text.reason}
        description={text.reasonHint}
        rows={3}
        value={wish.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
        error={tried && wrong.reason ? text.reasonHint : null}
      />
      {take.error ? <Problem error={take.error} /> : null}
      <Button type="submit" loading={take.isPending}>
        {text.submit}
      </Button>
    </form>
  );
}

/** Whoever is in a hurry must not take the first of two for the only one. */
function Several({ people }: { readonly people: readonly string[] }) {
  return (
    <div className={classes.page} role="status">
      <Remark tone="care">{text.several(people.length)}</Remark>
      <ul>
        {people.map((person, place) => (
          <li key={person}>
            <Link to="/people/$person" params={{ person }}>
              {text.oneOf(place + 1)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
