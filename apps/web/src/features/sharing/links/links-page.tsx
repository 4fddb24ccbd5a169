import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { LinkLine } from '../../../api/link-types.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { LinksIcon } from '../../../ui/page-icons.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { Empty, Problem, Remark } from '../../../ui/states.tsx';
import { formatWhen } from '../../../ui/words.ts';
import { momentWords } from '../share-sentence.ts';
import classes from '../sharing.module.css';
import { linksText as text } from './links.text.ts';
import { RenewLink } from './renew-link.tsx';
import { useEndLink, useLinks } from './use-links.ts';

/** `/people/$person/links`: what can be opened without an account, by whoever has the link. */
export function LinksPage() {
  const { person } = useParams({ from: '/session/people/$person' });
  const links = useLinks(person);
  const end = useEndLink(person);
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        <ButtonLink to="/people/$person/links/new" params={{ person }}>
          {text.make}
        </ButtonLink>
      }
    >
      <div className={classes.page}>
        <div role="status">{end.isSuccess ? <Remark tone="good">{text.ended}</Remark> : null}</div>
        {end.error ? <Problem error={end.error} /> : null}
        {links.data === undefined ? (
          <InPlaceOf error={links.error} onRetry={() => void links.refetch()} />
        ) : links.data.length === 0 ? (
          <Empty icon={<LinksIcon size={26} />} title={text.none}>
            <p>{text.noneWords}</p>
          </Empty>
        ) : (
          <ul className={classes.cards}>
            {links.data.map((link) => (
              <LinkCard
                key={link.id}
                person={person}
                link={link}
                busy={end.isPending && end.variables === link.id}
                onEnd={() => end.mutate(link.id)}
              />
            ))}
          </ul>
        )}
      </div>
    </Page>
  );
}

interface LinkCardProps {
  readonly person: string;
  readonly link: LinkLine;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function LinkCard({ person, link, busy, onEnd }: LinkCardProps) {
  const [renewing, setRenewing] = useState(false);
  const { label, until, opened, openingsLeft, passcode, triesLeft, contentAt, own, made } = link;
  const isUsable = triesLeft > 0 && openingsLeft !== 0;
  const name = `link-${link.id}`;
  const when = formatWhen(made, Date.now());
  return (
    <li className={classes.card}>
      <h2 className={classes.title} id={name}>
        {text.label(label)}
      </h2>
      <p className={classes.sentence}>{until === null ? text.open : text.until(momentWords(until))}</p>
      <p className={classes.quiet}>
        {text.opened(opened)} {openingsLeft === null ? null : text.left(openingsLeft)}
      </p>
      <p className={classes.quiet}>{passcode ? text.passcode(triesLeft) : text.noPasscode}</p>
      <p className={classes.quiet}>
        {contentAt === null ? text.holdsNothing : text.contentAt(formatWhen(contentAt, Date.now()))}
      </p>
      <p className={classes.quiet}>{own ? text.made(when) : text.madeByOther(when)}</p>
      <div className={classes.buttons} data-print="no">
        {own && isUsable ? (
          <Button size="sm" variant="default" onClick={() => setRenewing(true)} aria-describedby={name}>
            {text.renew.start}
          </Button>
        ) : null}
        <Button size="sm" variant="default" loading={busy} onClick={onEnd} aria-describedby={name}>
          {text.end}
        </Button>
      </div>
      <RenewLink person={person} link={link} open={renewing} onClose={() => setRenewing(false)} />
    </li>
  );
}
