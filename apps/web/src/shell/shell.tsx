import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useApi } from '../api/api-context.tsx';
import { keys } from '../api/keys.ts';
import { usePreview } from '../api/preview-context.tsx';
import { peopleQuery } from '../api/queries.ts';
import { ButtonLink } from '../ui/button-link.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { Empty, Problem, Waiting } from '../ui/states.tsx';
import { AccountMenu } from './account-menu.tsx';
import { CompletenessStrip } from './completeness-strip.tsx';
import { useLeaving } from './leaving.ts';
import { LogoMark } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { PeopleSwitcher } from './people-switcher.tsx';
import { colourOf } from './person-colour.ts';
import { Plain } from './plain.tsx';
import { PreviewBanner, useEndPreview } from './preview-banner.tsx';
import { PrintHead } from './print-head.tsx';
import classes from './shell.module.css';
import { shellText as text } from './shell.text.ts';
import { useSlash } from './use-slash.ts';

/** Most records are in no emergency. */
const EmergencyBanner = lazyPart(() => import('./emergency-banner.tsx').then((module) => module.EmergencyBanner));

/** The frame around one person's record: it always says whose, and lets in only pages that exist. */
export function Shell() {
  const api = useApi();
  const { person: id } = useParams({ from: '/session/people/$person' });
  const people = useQuery(peopleQuery(api));
  const leave = useLeaving(id);
  const { preview } = usePreview();
  const person = people.data?.find((one) => one.id === id);
  useEndPreview(id);
  useSlash(id);

  if (!people.data) {
    return (
      <Plain>
        {people.error ? <Problem error={people.error} onRetry={() => void people.refetch()} /> : <Waiting />}
      </Plain>
    );
  }
  if (!person) {
    return (
      <Plain>
        <Forget person={id} />
        <Empty title={text.noPerson} whole>
          <p>{text.noPersonWords}</p>
          <ButtonLink to="/" variant="default">
            {text.toStart}
          </ButtonLink>
        </Empty>
      </Plain>
    );
  }
  const shown = preview?.person === id ? `${id} as somebody else` : id;
  return (
    <div
      className={classes.shell}
      data-preview={preview?.person === id || undefined}
      data-print="whole"
      data-person-colour={colourOf(person, people.data)}
    >
      <header className={classes.top} data-print="no">
        <Link to="/" className={classes.brand} aria-label="Chartwarden">
          <LogoMark size={26} />
          <span className={classes.brandName}>Chartwarden</span>
        </Link>
        <PeopleSwitcher person={person} people={people.data} />
        <AccountMenu onLeave={leave} />
      </header>
      <Navigation person={id} />
      <div className={classes.body} data-print="whole">
        <PrintHead person={person} />
        <PreviewBanner person={id} />
        {preview?.person === id ? null : <EmergencyBanner person={person} />}
        <Notices />
        <CompletenessStrip key={shown} person={id} />
        <main className={classes.main} data-print="whole" id="main" tabIndex={-1}>
          {/* A change of person, or of the eyes it is seen through, starts every page afresh. */}
          <Outlet key={shown} />
        </main>
      </div>
    </div>
  );
}

/** Nothing of a record that is not this account's to see, or not any more, stays in the browser's memory. */
function Forget({ person }: { readonly person: string }) {
  const queries = useQueryClient();
  useEffect(() => queries.removeQueries({ queryKey: keys.person(person) }), [queries, person]);
  return null;
}
