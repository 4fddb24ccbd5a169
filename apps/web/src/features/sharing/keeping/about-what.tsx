import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import type { KeptAbout } from '../../../api/keeping-calls.ts';
import { keys } from '../../../api/keys.ts';
import type { Label } from '../../../api/share-types.ts';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import classes from '../sharing.module.css';
import { sharingText } from '../sharing.text.ts';

/** Names what the page is about: the file, the entry in the record's own words, or the kind of protection. */
export function AboutWhat({ person, about }: { readonly person: string; readonly about: KeptAbout }) {
  if ('source' in about) return <FileName person={person} source={about.source} />;
  if ('fact' in about) return <EntryName person={person} fact={about.fact} />;
  return <p className={classes.sentence}>{sharingText.sentence.labels[about.label]}</p>;
}

function FileName({ person, source }: { readonly person: string; readonly source: string }) {
  const api = useApi();
  const sources = useQuery({ queryKey: keys.sources(person), queryFn: () => api.sources(person), staleTime: 60_000 });
  const name = sources.data?.find(({ id }) => id === source)?.name;
  return name === undefined ? null : (
    <p className={classes.sentence}>
      <bdi>{name}</bdi>
    </p>
  );
}

/** The entry as its holder sees it. */
export function useEntry(person: string, fact: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.fact(person, fact, 'effective'),
    queryFn: () => api.fact(person, fact, 'effective'),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

function EntryName({ person, fact }: { readonly person: string; readonly fact: string }) {
  const entry = useEntry(person, fact);
  if (entry === undefined) return null;
  return (
    <div>
      <p className={classes.sentence}>
        <bdi>{entry.title || typeWords(entry.type)}</bdi>
      </p>
      <p className={classes.quiet}>
        {[typeWords(entry.type), ...entry.labels.map((label) => sharingText.sentence.labels[label as Label])]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}
