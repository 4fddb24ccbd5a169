import { Link } from '@tanstack/react-router';
import { ActivityIcon, AddIcon, RecordsIcon, SourcesIcon } from '../ui/icons.tsx';
import classes from './navigation.module.css';
import { shellText as text } from './shell.text.ts';

/** The pages that exist, and no others. */
const PAGES = [
  { to: '/people/$person/records', label: () => text.records, Icon: RecordsIcon },
  { to: '/people/$person/add', label: () => text.add, Icon: AddIcon },
  { to: '/people/$person/sources', label: () => text.sources, Icon: SourcesIcon },
  { to: '/people/$person/activity', label: () => text.activity, Icon: ActivityIcon },
] as const;

export function Navigation({ person }: { readonly person: string }) {
  return (
    <nav className={classes.nav} aria-label={text.navigation}>
      {PAGES.map(({ to, label, Icon }) => (
        <Link key={to} to={to} params={{ person }} className={classes.link} activeOptions={{ includeSearch: false }}>
          <Icon />
          <span>{label()}</span>
        </Link>
      ))}
    </nav>
  );
}
