import { useParams } from '@tanstack/react-router';
import { useHolds, useReach } from '../../api/reach.ts';
import { Page } from '../../ui/page.tsx';
import { EraseRecord } from './erase-record.tsx';
import classes from './rights.module.css';
import { rightsText as text } from './rights.text.ts';
import { TakeAlong } from './take-along.tsx';

/** `/people/$person/copy`: everything about a person as one file, and having the record destroyed. */
export function RightsPage() {
  const { person } = useParams({ from: '/session/people/$person' });
  const reach = useReach(person);
  const holds = useHolds(person);
  return (
    <Page title={text.title} lead={text.lead}>
      <div className={classes.page}>
        <TakeAlong person={person} reach={reach} key={`copy ${person}`} />
        {holds ? <EraseRecord person={person} key={`erase ${person}`} /> : null}
      </div>
    </Page>
  );
}
