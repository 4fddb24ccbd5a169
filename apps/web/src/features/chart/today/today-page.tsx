import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useApi } from '../../../api/api-context.tsx';
import { todayQuery } from '../../../api/queries.ts';
import { useImports, useReach } from '../../../api/reach.ts';
import type { Today } from '../../../api/today-types.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { TodayIcon } from '../../../ui/page-icons.tsx';
import { HowComplete, InPlaceOf } from '../../../ui/section-page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { formatWeekday } from '../../../ui/words.ts';
import { Missing } from './missing.tsx';
import { News } from './news.tsx';
import { NextAppointments } from './next-appointments.tsx';
import { PinnedValues } from './pinned-values.tsx';
import { todayText as text } from './today.text.ts';
import { Waiting } from './waiting.tsx';

/** `/people/$person/today`: what is new, what waits, what is missing, and the values somebody keeps an eye on. */
export function TodayPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const today = useQuery(todayQuery(api, person));
  return (
    <Page title={text.title} lead={formatWeekday(today.data?.at ?? Date.now())}>
      {today.data ? (
        <Content person={person} today={today.data} />
      ) : (
        <InPlaceOf error={today.error} onRetry={() => void today.refetch()} />
      )}
    </Page>
  );
}

function Content({ person, today }: { readonly person: string; readonly today: Today }) {
  const isPart = useReach(person) === 'part';
  const { data } = useImports(person);
  const imports = data?.imports ?? [];
  const isEmpty = data !== undefined && !imports.some((one) => one.state === 'committed');
  return (
    <>
      <HowComplete answer={today} />
      {isPart ? null : <Waiting person={person} imports={imports} />}
      {isEmpty ? (
        <Empty icon={<TodayIcon size={26} />} title={text.empty}>
          <p>{text.emptyWords}</p>
          <ButtonLink to="/people/$person/add" params={{ person }}>
            {text.add}
          </ButtonLink>
        </Empty>
      ) : (
        <>
          <News person={person} today={today} imports={imports} />
          <NextAppointments appointments={today.appointments} />
          <PinnedValues person={person} pinned={today.pinned} />
          {isPart ? null : <Missing person={person} imports={data === undefined ? null : imports} />}
        </>
      )}
    </>
  );
}
