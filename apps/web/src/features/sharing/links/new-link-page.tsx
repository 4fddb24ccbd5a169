import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { LinkDraft, LinkWish } from '../../../api/link-types.ts';
import { FIRST_PLAN, type SharePlan } from '../../../api/share-plan.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { showPart } from '../../../ui/focus.ts';
import { Page } from '../../../ui/page.tsx';
import { Problem } from '../../../ui/states.tsx';
import { formatNumber } from '../../../ui/words.ts';
import { momentWords, sliceWords } from '../share-sentence.ts';
import classes from '../sharing.module.css';
import { sharingText } from '../sharing.text.ts';
import { Group, TermsPart, WhatPart } from '../wizard/parts.tsx';
import { missingOf, wishOf } from '../wizard/wish-of.ts';
import { LinkReady } from './link-ready.tsx';
import { linksText } from './links.text.ts';

const text = linksText.form;
/** Somebody without an account takes the place of the wizard's recipient. */
const SOMEBODY = { account: '', name: '' };
const OFTEN = ['', '1', '3', '10'] as const;
const SHORTEST = 6;

/** `/people/$person/links/new`: for whom, what, until when; then exactly what will stand, and making that. */
export function NewLinkPage() {
  const api = useApi();
  const queries = useQueryClient();
  const { person } = useParams({ from: '/session/people/$person' });
  const [plan, setPlan] = useState<SharePlan>({ ...FIRST_PLAN, known: SOMEBODY });
  const [label, setLabel] = useState('');
  const [openings, setOpenings] = useState('');
  const [passcode, setPasscode] = useState('');
  const [tried, setTried] = useState(false);
  const draft = useMutation({
    mutationFn: async (wish: LinkWish) => ({ wish, ...(await api.draftLink(person, wish, passcode)) }),
  });
  const make = useMutation({
    mutationFn: ({ wish, digest }: { readonly wish: LinkWish; readonly digest: string }) =>
      api.makeLink(person, wish, digest, passcode),
    // The link with its key is in this page only, and gone with it.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.shares(person, null).slice(0, 3) }),
  });
  const missing = tried ? missingOf(plan, Date.now()) : null;
  const isShort = passcode !== '' && passcode.length < SHORTEST;
  const anew = () => {
    draft.reset();
    make.reset();
  };
  const change = (part: Partial<SharePlan>) => {
    anew();
    setPlan((before) => ({ ...before, ...part }));
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (label.trim() === '' || isShort || missingOf(plan, Date.now()) !== null) return;
    const { slice, form, until, reason } = wishOf(plan, Date.now());
    draft.mutate({
      kind: 'records',
      label: label.trim(),
      slice,
      form,
      until,
      openings: openings === '' ? null : Number(openings),
      ...(reason === undefined ? {} : { reason }),
    });
  };

  if (make.data)
    return (
      <Page key="ready" title={linksText.ready.title}>
        <div className={classes.page}>
          <LinkReady link={make.data.text} />
          <div className={classes.buttons}>
            <ButtonLink to="/people/$person/links" params={{ person }} variant="default">
              {linksText.toLinks}
            </ButtonLink>
          </div>
        </div>
      </Page>
    );
  const part = { person, plan, change, missing };
  return (
    <Page title={text.title} lead={text.lead}>
      <form className={classes.page} onSubmit={submit} noValidate>
        <Group title={text.nameTitle}>
          <TextInput
            label={text.name}
            description={text.nameHint}
            value={label}
            maxLength={80}
            onChange={(event) => {
              anew();
              setLabel(event.currentTarget.value);
            }}
            error={tried && label.trim() === '' ? text.nameMissing : null}
            autoComplete="off"
            size="md"
          />
          <TextInput
            label={text.passcode}
            description={text.passcodeHint}
            value={passcode}
            maxLength={64}
            onChange={(event) => {
              anew();
              setPasscode(event.currentTarget.value);
            }}
            error={tried && isShort ? text.passcodeShort : null}
            autoComplete="off"
            spellCheck={false}
          />
          <NativeSelect
            label={text.openings}
            value={openings}
            onChange={(event) => {
              anew();
              setOpenings(event.currentTarget.value);
            }}
            data={OFTEN.map((value) => ({ value, label: value === '' ? text.often : text.times(Number(value)) }))}
          />
        </Group>
        <WhatPart {...part} />
        <TermsPart {...part} hidesExtent />
        {draft.error ? <Problem error={draft.error} /> : null}
        {draft.data ? (
          <Review
            draft={draft.data}
            guarded={passcode !== ''}
            busy={make.isPending}
            error={make.error}
            onChange={anew}
            onMake={() => draft.data && make.mutate(draft.data)}
          />
        ) : (
          <div className={classes.buttons}>
            <Button type="submit" size="md" loading={draft.isPending}>
              {text.check}
            </Button>
          </div>
        )}
      </form>
    </Page>
  );
}

interface ReviewProps {
  readonly draft: LinkDraft & { readonly wish: LinkWish };
  readonly guarded: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onChange: () => void;
  readonly onMake: () => void;
}

function Review({ draft, guarded, busy, error, onChange, onMake }: ReviewProps) {
  const { label, slice, form, until, reason } = draft.wish;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => showPart(heading.current), []);
  const { sentence } = sharingText;
  const end = until === null ? sentence.open : sentence.until(momentWords(until));
  return (
    <section className={`${classes.group} ${classes.review}`} aria-labelledby="link-review">
      <h2 className={classes.title} id="link-review" tabIndex={-1} ref={heading}>
        {text.reviewTitle}
      </h2>
      <p className={classes.sentence}>{text.sentence(label, sliceWords(slice), end)}</p>
      {reason ? <p className={classes.quiet}>{sharingText.why(reason)}</p> : null}
      <p>{text.holds(draft.counts.reduce((sum, { count }) => sum + count, 0))}</p>
      <ul className={classes.counts}>
        {draft.counts.map(({ type, count }) => (
          <li key={type}>
            {typeWords(type)} <strong>{formatNumber(count)}</strong>
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>{form === 'metadata_only' ? text.outline : text.identity}</p>
      <p className={classes.quiet}>{text.snapshot}</p>
      <p className={classes.quiet}>{guarded ? text.withPasscode : text.withoutPasscode}</p>
      {error ? <Problem error={error} /> : null}
      <div className={classes.buttons}>
        <Button variant="subtle" color="gray" onClick={onChange}>
          {text.change}
        </Button>
        <Button loading={busy} onClick={onMake}>
          {text.give}
        </Button>
      </div>
      <p className={classes.quiet}>{text.honest}</p>
    </section>
  );
}
