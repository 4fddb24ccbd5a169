import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { useHolds, useMayCorrect, useReach } from '../../api/reach.ts';
import { Page } from '../../ui/page.tsx';
import { InPlaceOf } from '../../ui/section-page.tsx';
import { Remark } from '../../ui/states.tsx';
import { EraseRecord } from './erase-record.tsx';
import classes from './rights.module.css';
import { rightsText as text } from './rights.text.ts';
import { TakeAlong } from './take-along.tsx';

/** Whoever was granted a part takes it along where that was granted, too; else they are told that they may not. */
function GrantedCopy({ person }: { readonly person: string }) {
  const api = useApi();
  const brings = useMayCorrect(person);
  const own = useQuery({ queryKey: keys.ownShares(person), queryFn: () => api.ownShares(person) });
  if (own.data === undefined) return <InPlaceOf error={own.error} onRetry={() => void own.refetch()} />;
  const may = own.data.some(({ effect, actions }) => effect === 'permit' && actions.includes('export'));
  return (
    <>
      {may ? <TakeAlong person={person} reach="part" /> : <Remark>{text.notGranted}</Remark>}
      {brings ? (
        <p>
          {text.brought}{' '}
          <Link to="/people/$person/sources" params={{ person }}>
            {text.toBrought}
          </Link>
        </p>
      ) : null}
    </>
  );
}

/** `/people/$person/copy`: everything about a person as one file, and having the record destroyed; or the part that was granted. */
export function RightsPage() {
  const { person } = useParams({ from: '/session/people/$person' });
  const reach = useReach(person);
  const holds = useHolds(person);
  return (
    <Page title={holds ? text.title : text.titleOthers} lead={holds ? text.lead : text.leadOthers}>
      <div className={classes.page}>
        {holds ? (
          <>
            <TakeAlong person={person} reach={reach} key={`copy ${person}`} />
            <EraseRecord person={person} key={`erase ${person}`} />
          </>
        ) : reach === 'whole' ? (
          <Remark>{text.notYours}</Remark>
        ) : (
          <GrantedCopy person={person} key={`copy ${person}`} />
        )}
      </div>
    </Page>
  );
}
