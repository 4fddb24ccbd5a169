import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { peopleQuery } from '../../api/queries.ts';
import { useSession } from '../../api/session-context.tsx';
import { InstanceFrame } from '../../shell/instance-frame.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Problem, Waiting } from '../../ui/states.tsx';
import { personText as text } from './person.text.ts';
import { isWholeDraft, type PersonDraft, PersonFields } from './person-fields.tsx';
import classes from './setup/setup.module.css';
import { useAddPerson } from './use-add-person.ts';

/** `/people/new`: a further person, or the first when the first run stopped before it. */
export function AddPersonPage() {
  const api = useApi();
  const people = useQuery(peopleQuery(api));
  return (
    <InstanceFrame narrow>
      {people.data ? (
        <AddPerson
          first={people.data.length === 0}
          mayBeMine={!people.data.some((person) => person.relation === 'self')}
        />
      ) : people.error ? (
        <Problem error={people.error} onRetry={() => void people.refetch()} />
      ) : (
        <Waiting />
      )}
    </InstanceFrame>
  );
}

function AddPerson({ first, mayBeMine }: { readonly first: boolean; readonly mayBeMine: boolean }) {
  const { account } = useSession();
  const router = useRouter();
  const [draft, setDraft] = useState<PersonDraft>(
    mayBeMine && first
      ? { relation: 'self', name: account.name, birthDate: '' }
      : { relation: 'custodian', name: '', birthDate: '' },
  );
  const [tried, setTried] = useState(false);
  const add = useAddPerson();
  const title = first ? text.firstTitle : text.addTitle;
  usePageTitle(title);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWholeDraft(draft) && !add.isPending) add.mutate(draft);
  };

  return (
    <section className={classes.step}>
      <h1 className={classes.title} tabIndex={-1} data-focus-here="">
        {title}
      </h1>
      <p className={classes.lead}>{first ? text.firstLead : text.addLead}</p>
      {first && !account.roles.includes('owner') ? <p className={classes.lead}>{text.invited}</p> : null}
      <form className={classes.form} onSubmit={submit} noValidate>
        <PersonFields draft={draft} ownName={account.name} mayBeMine={mayBeMine} tried={tried} onChange={setDraft} />
        {add.error ? <Problem error={add.error} /> : null}
        <div className={classes.buttons}>
          {first ? null : (
            <Button variant="subtle" color="gray" onClick={() => router.history.back()}>
              {text.back}
            </Button>
          )}
          <Button type="submit" size="md" loading={add.isPending}>
            {text.create}
          </Button>
        </div>
      </form>
    </section>
  );
}
