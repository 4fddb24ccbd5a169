import { useQuery } from '@tanstack/react-query';
import type { Coding } from '../../../api/section-types.ts';
import type { Gloss } from '../../../api/types.ts';
import { factText } from '../chart.text.ts';
import { useGlossWords } from '../gloss-words.ts';
import classes from './lists.module.css';
import { listsText as text } from './lists.text.ts';

/** What the code of a thing means, one click away; nothing where there are no words for it. The table comes by itself. */
export function GlossLine({ codings }: { readonly codings: readonly Coding[] }) {
  const table = useQuery({
    queryKey: ['glosses'],
    queryFn: () => import('@chartwarden/glosses'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = codings.flatMap(({ system, code }) => (system === null ? [] : [{ system, code }]));
  const gloss = table.data?.glossOf(known);
  return gloss ? <GlossDetails gloss={gloss} /> : null;
}

function GlossDetails({ gloss }: { readonly gloss: Gloss }) {
  const { name, meaning, language } = useGlossWords(gloss);
  return (
    <details className={classes.more}>
      <summary>{text.plainWords}</summary>
      <p lang={language}>{factText.plainMeaning(name, meaning)}</p>
      <p className={classes.quiet}>
        {factText.plainLimit} {factText.plainSource}{' '}
        <a href={gloss.source.address} target="_blank" rel="noopener noreferrer">
          {gloss.source.name}
        </a>
        .
      </p>
    </details>
  );
}
