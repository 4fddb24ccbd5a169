import type { KeptAbout } from '../../../api/keeping-calls.ts';
import { type SharePlan, useBeginShare } from '../../../api/share-plan.ts';
import type { Label, Named } from '../../../api/share-types.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import classes from '../sharing.module.css';
import { sharingText } from '../sharing.text.ts';
import { useEntry } from './about-what.tsx';
import { keepingText as text } from './keeping.text.ts';

interface LetSeeProps {
  readonly person: string;
  readonly about: KeptAbout;
  /** Somebody with access; null: whoever is named then. */
  readonly to: Named | null;
}

/** Leads to a share of exactly this: an exception is given like anything else, after a look at it. */
export function LetSee(props: LetSeeProps) {
  const { about } = props;
  if ('fact' in about) return <LetSeeEntry {...props} fact={about.fact} />;
  if ('source' in about) return <Begin {...props} plan={{ what: 'sources', sources: [about.source] }} />;
  return <Begin {...props} plan={{ what: 'protected', labels: [about.label] }} />;
}

/** With the labels that the entry carries: without them it would stay out. */
function LetSeeEntry({ fact, ...props }: LetSeeProps & { readonly fact: string }) {
  const entry = useEntry(props.person, fact);
  if (entry === undefined) return null;
  return <Begin {...props} plan={{ what: 'entries', entries: [fact], labels: entry.labels as readonly Label[] }} />;
}

function Begin({ person, to, plan }: LetSeeProps & { readonly plan: Partial<SharePlan> }) {
  const begin = useBeginShare(person);
  const who = to?.name ?? sharingText.sentence.unnamed('account');
  const known = to === null ? {} : { known: { account: to.id, name: who } };
  return (
    <div className={classes.buttons}>
      <ButtonLink
        to="/people/$person/sharing/new"
        params={{ person }}
        variant="default"
        size="sm"
        onClick={() => begin({ ...plan, ...known })}
      >
        {to === null ? text.letSomebody : text.let(who)}
      </ButtonLink>
    </div>
  );
}
