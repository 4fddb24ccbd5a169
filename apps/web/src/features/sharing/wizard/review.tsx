import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { usePreview } from '../../../api/preview-context.tsx';
import type { ShareDraft } from '../../../api/share-types.ts';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { Problem } from '../../../ui/states.tsx';
import { formatNumber } from '../../../ui/words.ts';
import { shareSentence } from '../share-sentence.ts';
import classes from '../sharing.module.css';
import { sharingText } from '../sharing.text.ts';
import { wizardText } from './wizard.text.ts';

const text = wizardText.review;

interface ReviewProps {
  readonly person: string;
  /** As the person at the screen named them; null: everybody, from whom something is kept. */
  readonly who: string | null;
  readonly draft: ShareDraft;
  readonly give: { readonly isPending: boolean; readonly error: unknown; readonly now: () => void };
  readonly onChange: () => void;
}

/** The consent as it will stand, what its recipient will see and what stays out, and the button that gives exactly that. */
export function Review({ person, who, draft, give, onChange }: ReviewProps) {
  const { look } = usePreview();
  const navigate = useNavigate();
  const { consent, sees, leftOut } = draft;
  const { effect, slice, form, actions, until } = consent;
  const looks = actions.filter((action) => action === 'read' || action === 'search');
  const lookAs = () => {
    // Somebody known sees it beside what they have, and without what is kept from them.
    const known = 'account' in consent.recipient ? { account: consent.recipient.account } : {};
    look({ person, who: who ?? '', as: { ...known, slice, form, actions: looks }, back: 'wizard' });
    void navigate({ to: '/people/$person/today', params: { person } });
  };
  const sum = sees?.reduce((total, { count }) => total + count, 0) ?? 0;
  return (
    <section className={`${classes.group} ${classes.review}`} aria-labelledby="share-review">
      <h2 className={classes.title} id="share-review" tabIndex={-1} data-focus-here="">
        {text.title}
      </h2>
      <p className={classes.sentence}>
        {shareSentence({
          effect,
          recipient: who === null ? null : { kind: 'account', id: '', name: who, you: false },
          extent: effect === 'permit' && actions.includes('create') ? 'add' : 'look',
          slice,
          until,
          ...(consent.lasting === undefined ? {} : { lasting: consent.lasting }),
        })}
      </p>
      {consent.reason ? <p className={classes.quiet}>{sharingText.why(consent.reason)}</p> : null}
      {form === 'metadata_only' ? <p className={classes.quiet}>{sharingText.onlyOutline}</p> : null}
      {effect === 'permit' && actions.includes('export') ? <p>{sharingText.takesCopy}</p> : null}
      {sees ? (
        <>
          <p>{sum === 0 ? text.seesNone : text.sees(sum)}</p>
          <ul className={classes.counts}>
            {sees.map(({ type, count }) => (
              <li key={type}>
                {typeWords(type)} <strong>{formatNumber(count)}</strong>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {leftOut ? (
        <p className={classes.quiet}>
          {leftOut.count > 0 ? text.leftOut(leftOut.count) : null}{' '}
          {leftOut.labelled > 0 ? text.labelled(leftOut.labelled) : null} {text.later}
        </p>
      ) : null}
      {give.error ? <Problem error={give.error} /> : null}
      <div className={classes.buttons}>
        {sees ? (
          <Button variant="default" onClick={lookAs}>
            {text.look}
          </Button>
        ) : null}
        <Button variant="subtle" color="gray" onClick={onChange}>
          {text.change}
        </Button>
        <Button loading={give.isPending} onClick={give.now}>
          {effect === 'deny' ? text.keep : 'invite' in consent.recipient ? text.invite : text.give}
        </Button>
      </div>
      {effect === 'permit' ? <p className={classes.quiet}>{text.honest}</p> : null}
    </section>
  );
}
