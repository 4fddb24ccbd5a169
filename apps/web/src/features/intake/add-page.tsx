import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { importsQuery } from '../../api/queries.ts';
import { useReach } from '../../api/reach.ts';
import type { ImportState } from '../../api/types.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem, Remark } from '../../ui/states.tsx';
import { formatWhen } from '../../ui/words.ts';
import classes from './add-page.module.css';
import { DropZone } from './drop-zone.tsx';
import type { Gathered } from './dropped-files.ts';
import { intakeText } from './intake.text.ts';
import { useUploads } from './uploads-context.tsx';

const text = intakeText.add;

/** `/people/$person/add`: drop files; unfinished imports are found again here. */
export function AddPage() {
  const api = useApi();
  const uploads = useUploads();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { person } = useParams({ from: '/session/people/$person/add' });
  const isPart = useReach(person) === 'part';
  const [remark, setRemark] = useState('');

  const start = useMutation({
    mutationFn: (_: Gathered) => api.startImport(person),
    onSuccess: async ({ id }, gathered) => {
      uploads.start(id, gathered.files);
      void queries.invalidateQueries({ queryKey: keys.imports(person) });
      await navigate({ to: '/people/$person/add/$import', params: { person, import: id } });
    },
  });
  const take = (gathered: Gathered) => {
    setRemark(gathered.files.length === 0 ? text.empty : '');
    if (gathered.files.length > 0) start.mutate(gathered);
  };

  return (
    <Page title={text.title} lead={text.lead}>
      <div className={classes.stack}>
        <DropZone busy={start.isPending} onFiles={take} />
        <p className={classes.private}>{isPart ? text.brought : text.private}</p>
        <div aria-live="polite">{remark ? <Remark tone="care">{remark}</Remark> : null}</div>
        {start.error ? <Problem error={start.error} /> : null}
        <Unfinished person={person} />
      </div>
    </Page>
  );
}

function Unfinished({ person }: { readonly person: string }) {
  const api = useApi();
  const imports = useQuery(importsQuery(api, person));
  const open = imports.data?.imports.filter(isUnfinished) ?? [];
  if (open.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>{text.unfinished}</h2>
      <ul className={classes.list}>
        {open.map((one) => (
          <li key={one.id} className={classes.row}>
            <div>
              <p className={classes.state}>{text.unfinishedWords[one.state]}</p>
              <p className={classes.when}>{text.startedAt(formatWhen(one.startedAt, Date.now()))}</p>
            </div>
            <ButtonLink to="/people/$person/add/$import" params={{ person, import: one.id }} variant="default">
              {text.open}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Unfinished = ImportState & { readonly state: keyof typeof text.unfinishedWords };

const isUnfinished = (one: ImportState): one is Unfinished => one.state in text.unfinishedWords;
