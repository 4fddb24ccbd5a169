import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { usePreview } from '../api/preview-context.tsx';
import { useHolds, useMayCorrect, useReach } from '../api/reach.ts';
import { Dialog } from '../ui/dialog.tsx';
import { MoreIcon } from '../ui/page-icons.tsx';
import { pagesText } from '../ui/pages.text.ts';
import { type PageEntry, type PageGroup, pageNameOf, pages } from '../ui/pages.ts';
import classes from './navigation.module.css';
import { navigationText as text } from './navigation.text.ts';

const GROUPS: readonly PageGroup[] = ['everyday', 'record', 'trust'];
/** Pages of the account at the screen, not of the record. */
const ACTING: ReadonlySet<string> = new Set(['sharing', 'settings', 'copy']);
/** As many as a narrow screen has room for beside "More". */
const IN_BAR = 4;

/** The pages of a record: beside the page where there is room; else the first ones in a bar below it, and all behind "More". */
export function Navigation({ person }: { readonly person: string }) {
  const known = useRouter().routesByPath as Readonly<Record<string, unknown>>;
  const isPart = useReach(person) === 'part';
  const holds = useHolds(person);
  const mayAdd = useMayCorrect(person);
  const { preview } = usePreview();
  // What is about the whole of a record is its holder's; in somebody else's eyes there is nothing to set or to share.
  const isTheirs = ({ holder, whole, brings, name }: PageEntry) =>
    !(holder && !holds) &&
    !(isPart && ((whole && !(brings && mayAdd)) || (preview && ACTING.has(name)))) &&
    (name !== 'add' || mayAdd);
  const shown = pages
    .filter((page) => Object.hasOwn(known, page.to) && isTheirs(page))
    .map((page) => (page.name === 'copy' && !holds ? { ...page, name: 'copyPart' as const } : page));
  return (
    <>
      <nav className={classes.side} aria-label={text.label}>
        <PageGroups person={person} shown={shown} />
      </nav>
      <Bar person={person} shown={shown} />
    </>
  );
}

interface ShownProps {
  readonly person: string;
  readonly shown: readonly PageEntry[];
}

function Bar({ person, shown }: ShownProps) {
  const [open, setOpen] = useState(false);
  const inBar = shown.slice(0, IN_BAR);
  const here = useLocation({ select: ({ pathname }) => pageNameOf(pathname) });
  const isElsewhere = here !== null && !inBar.some(({ name }) => pagesText[name] === here);
  return (
    <nav className={classes.bar} aria-label={text.label}>
      {inBar.map((page) => (
        <PageLink key={page.to} person={person} page={page} />
      ))}
      <button
        type="button"
        className={classes.link}
        aria-haspopup="dialog"
        data-status={isElsewhere ? 'active' : undefined}
        onClick={() => setOpen(true)}
      >
        <MoreIcon />
        <span>{text.more}</span>
      </button>
      <Dialog title={text.all} open={open} onClose={() => setOpen(false)} sheet>
        <PageGroups person={person} shown={shown} onGo={() => setOpen(false)} />
        <button type="button" className={classes.close} onClick={() => setOpen(false)}>
          {text.close}
        </button>
      </Dialog>
    </nav>
  );
}

function PageGroups({ person, shown, onGo }: ShownProps & { readonly onGo?: () => void }) {
  return GROUPS.map((group) => {
    const inGroup = shown.filter((page) => page.group === group);
    if (inGroup.length === 0) return null;
    return (
      <div key={group} className={classes.group}>
        <p className={classes.groupName} aria-hidden="true">
          {text.groups[group]}
        </p>
        <ul className={classes.list} aria-label={text.groups[group]}>
          {inGroup.map((page) => (
            <li key={page.to}>
              <PageLink person={person} page={page} {...(onGo ? { onGo } : {})} />
            </li>
          ))}
        </ul>
      </div>
    );
  });
}

interface PageLinkProps {
  readonly person: string;
  readonly page: PageEntry;
  readonly onGo?: () => void;
}

function PageLink({ person, page: { to, name, Icon }, onGo }: PageLinkProps) {
  return (
    <Link
      // The router knows this address: others are not drawn.
      to={to as '/people/$person/records'}
      params={{ person }}
      className={classes.link}
      activeOptions={{ includeSearch: false }}
      {...(onGo ? { onClick: onGo } : {})}
    >
      <Icon />
      <span>{pagesText[name]}</span>
    </Link>
  );
}
