import { useHolds } from '../api/reach.ts';
import { useBeginShare } from '../api/share-plan.ts';
import { ButtonLink } from './button-link.tsx';

/** What one share names at most (the server's bound). */
const MOST = 200;

interface ShareThisProps {
  readonly person: string;
  /** Ids of the entries. */
  readonly entries: readonly string[];
  readonly children: string;
}

/** Leads to sharing exactly these entries, for whoever holds the record. */
export function ShareThis({ person, entries, children }: ShareThisProps) {
  const begin = useBeginShare(person);
  if (!useHolds(person) || entries.length === 0 || entries.length > MOST) return null;
  return (
    <ButtonLink
      to="/people/$person/sharing/new"
      params={{ person }}
      variant="default"
      size="sm"
      onClick={() => begin({ what: 'entries', entries })}
    >
      {children}
    </ButtonLink>
  );
}
