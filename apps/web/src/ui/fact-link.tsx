import { Link, useLocation, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMayCorrect } from '../api/reach.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The page from which a fact was opened, so that there is a way back to it. */
    cameFrom?: { readonly pathname: string; readonly search: object };
    /** It was opened to say that something in it is wrong. */
    correcting?: boolean;
  }
}

interface FactLinkProps {
  /** Id of the fact. */
  readonly fact: string;
  readonly className?: string | undefined;
  /** What is read out, where the words in it would not say enough. */
  readonly label?: string;
  /** Opens the entry with the question of what is wrong in it. */
  readonly correcting?: boolean;
  readonly children: ReactNode;
}

/** Leads to one fact of the record and, from there, back to this page; to its correction, for whoever may correct. */
export function FactLink(props: FactLinkProps) {
  return props.correcting ? <CorrectingLink {...props} /> : <LinkToFact {...props} />;
}

function CorrectingLink(props: FactLinkProps) {
  const { person } = useParams({ from: '/session/people/$person' });
  return useMayCorrect(person) ? <LinkToFact {...props} /> : null;
}

/** Not preloaded: a look is a line in the log. */
function LinkToFact({ fact, className, label, correcting = false, children }: FactLinkProps) {
  const { person } = useParams({ from: '/session/people/$person' });
  const pathname = useLocation({ select: (location) => location.pathname });
  const search: object = useSearch({ strict: false });
  return (
    <Link
      to="/people/$person/records/$fact"
      params={{ person, fact }}
      state={{ cameFrom: { pathname, search }, ...(correcting ? { correcting } : {}) }}
      className={className}
      aria-label={label}
      preload={false}
    >
      {children}
    </Link>
  );
}
