import type { Gloss } from '../../api/types.ts';
import { PanelPart } from '../../ui/panel.tsx';
import { factText as text } from './chart.text.ts';
import classes from './fact-panel.module.css';
import { useGlossWords } from './gloss-words.ts';

/** What the code of an entry means. The source is another website: nothing of it loads until somebody follows the link. */
export function GlossPart({ gloss }: { readonly gloss: Gloss }) {
  const { name, meaning, language } = useGlossWords(gloss);
  return (
    <PanelPart title={text.plainWords}>
      <p className={classes.gloss} lang={language}>
        {text.plainMeaning(name, meaning)}
      </p>
      <p className={classes.quiet}>
        {text.plainLimit} {text.plainSource}{' '}
        <a href={gloss.source.address} target="_blank" rel="noopener noreferrer">
          {gloss.source.name}
        </a>
        .
      </p>
    </PanelPart>
  );
}
