import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { usePreview } from '../../api/preview-context.tsx';
import { useBeginShare } from '../../api/share-plan.ts';
import type { ShareLine, SharesNow } from '../../api/share-types.ts';
import { printChoices } from '../../ui/prints.ts';
import { saveFile } from '../../ui/save-file.ts';
import { Problem, Remark } from '../../ui/states.tsx';
import { formatDay } from '../../ui/words.ts';
import { ShareCard } from './share-card.tsx';
import { momentWords } from './share-sentence.ts';
import classes from './sharing.module.css';
import { sharingText as text } from './sharing.text.ts';
import { useEndShare } from './use-end-share.ts';

interface SharesAtProps {
  readonly person: string;
  readonly shares: SharesNow;
  readonly isPast: boolean;
}

/** Holders, shares and exceptions as they stand, or stood; what stands now can be ended, and looked at with other eyes. */
export function SharesAt({ person, shares, isPast }: SharesAtProps) {
  const { end, done } = useEndShare(person);
  const sources = useSourceNames(person, [...shares.inForce, ...shares.later]);
  const permits = shares.inForce.filter((one) => one.effect === 'permit' && !isOffer(one));
  const kept = shares.inForce.filter(({ effect }) => effect === 'deny');
  const card = (share: ShareLine, actions: ReactNode = null) => (
    <ShareCard
      key={share.event}
      share={share}
      sources={sources}
      {...(isPast
        ? {}
        : {
            end: {
              words: text.end,
              isBusy: end.isPending && end.variables.event === share.event,
              now: () => end.mutate(share),
            },
          })}
    >
      {actions}
      <Receipt person={person} event={share.event} />
    </ShareCard>
  );
  return (
    <>
      <div role="status">
        {done ? <Remark tone="good">{done(shares)}</Remark> : null}
        {isPast ? <Remark>{text.moment.words(momentWords(shares.at))}</Remark> : null}
      </div>
      {end.error ? <Problem error={end.error} /> : null}
      <Part title={isPast ? text.earlier(momentWords(shares.at)) : text.now}>
        {permits.length === 0 ? (
          <p className={classes.quiet}>{isPast ? text.nobodyThen : text.nobody}</p>
        ) : (
          <ul className={classes.cards}>
            {permits.map((share) => card(share, isPast ? null : <Actions person={person} share={share} />))}
          </ul>
        )}
      </Part>
      {kept.length > 0 ? (
        <Part title={text.kept}>
          <ul className={classes.cards}>{kept.map((share) => card(share))}</ul>
        </Part>
      ) : null}
      {shares.later.length > 0 ? (
        <Part title={text.later}>
          <ul className={classes.cards}>{shares.later.map((share) => card(share))}</ul>
        </Part>
      ) : null}
      <Part title={text.holders}>
        <ul className={classes.lines}>
          {shares.holders.map((holder) => (
            <li key={holder.id}>{holderWords(holder)}</li>
          ))}
        </ul>
      </Part>
    </>
  );
}

/** Offered for an emergency: it opens nothing by itself, and has a page of its own. */
const isOffer = ({ under, purposes }: ShareLine): boolean =>
  under === null && purposes?.length === 1 && purposes[0] === 'emergency';

function Receipt({ person, event }: { readonly person: string; readonly event: string }) {
  const api = useApi();
  const paper = useMutation({
    mutationFn: () => api.shareReceiptOnPaper(person, event, printChoices()),
    onSuccess: (pdf) => saveFile(text.receiptPdf, pdf, 'application/pdf'),
  });
  const data = useMutation({
    mutationFn: () => api.shareReceipt(person, event),
    onSuccess: (answer) => saveFile(text.receiptFile, `${JSON.stringify(answer, null, 2)}\n`, 'application/json'),
  });
  const fhir = useMutation({
    mutationFn: () => api.shareAsFhir(person, event),
    onSuccess: (answer) => saveFile(text.fhirFile, `${JSON.stringify(answer, null, 2)}\n`, 'application/fhir+json'),
  });
  // What was tried last is what is said.
  const error = [paper, data, fhir].sort((a, b) => b.submittedAt - a.submittedAt)[0]?.error;
  return (
    <>
      <Button size="sm" variant="subtle" color="gray" loading={paper.isPending} onClick={() => paper.mutate()}>
        {text.receipt}
      </Button>
      <Button size="sm" variant="subtle" color="gray" loading={data.isPending} onClick={() => data.mutate()}>
        {text.receiptData}
      </Button>
      <Button size="sm" variant="subtle" color="gray" loading={fhir.isPending} onClick={() => fhir.mutate()}>
        {text.receiptFhir}
      </Button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}

/** What else can be done with a share: look as they do, and keep something back from them. */
function Actions({ person, share }: { readonly person: string; readonly share: ShareLine }) {
  const { look } = usePreview();
  const begin = useBeginShare(person);
  const navigate = useNavigate();
  const { recipient } = share;
  if (recipient?.kind !== 'account' || recipient.id === '*' || recipient.you) return null;
  const who = recipient.name ?? text.sentence.unnamed('account');
  const lookAs = () => {
    look({ person, who, as: { account: recipient.id }, back: 'sharing' });
    void navigate({ to: '/people/$person/today', params: { person } });
  };
  const keepBack = () => {
    begin({ effect: 'deny', known: { account: recipient.id, name: who }, what: 'kinds', until: 'open' });
    void navigate({ to: '/people/$person/sharing/new', params: { person } });
  };
  return (
    <>
      <Button size="sm" variant="default" onClick={lookAs}>
        {text.lookAs(who)}
      </Button>
      <Button size="sm" variant="subtle" color="gray" onClick={keepBack}>
        {text.keepBack(who)}
      </Button>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}

function holderWords({ you, name, kind, relation, since }: SharesNow['holders'][number]): string {
  const from = formatDay(since);
  if (you) return text.holderYou(from);
  const who = name ?? text.sentence.unnamed(kind);
  return relation === 'self' ? text.holderSelf(who, from) : text.holderOther(who, from);
}

/** Names of the files that shares name; asked for only when one does, for it is a look at the record. */
function useSourceNames(person: string, shares: readonly ShareLine[]): ReadonlyMap<string, string> {
  const api = useApi();
  const enabled = shares.some(({ slice }) => slice?.sources !== undefined);
  const { data = [] } = useQuery({ queryKey: keys.sources(person), queryFn: () => api.sources(person), enabled });
  return new Map(data.map(({ id, name }) => [id, name]));
}
