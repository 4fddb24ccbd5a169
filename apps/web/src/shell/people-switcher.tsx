import { Menu, VisuallyHidden } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { isPatient } from '../api/reach.ts';
import type { Person } from '../api/types.ts';
import { CheckIcon, ChevronIcon } from '../ui/icons.tsx';
import { pages } from '../ui/pages.ts';
import { Avatar } from './avatar.tsx';
import menu from './menu.module.css';
import classes from './people-switcher.module.css';
import { colourOf } from './person-colour.ts';
import { shellText as text } from './shell.text.ts';

/** Says whose record is open, by name, colour and relation, and switches to another. */
export function PeopleSwitcher({ person, people }: { readonly person: Person; readonly people: readonly Person[] }) {
  const navigate = useNavigate();
  // A practice may look after hundreds: they stand on its page, and only the one that is open stands here.
  const listed = people.filter(({ relation, id }) => !isPatient(relation) || id === person.id);
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <Menu
      position="bottom-start"
      width={280}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ dropdown: menu.dropdown ?? '', item: menu.item ?? '', itemLabel: menu.label ?? '' }}
    >
      <Menu.Target>
        <button type="button" className={classes.target}>
          <Avatar name={person.name} colour={colourOf(person, people)} />
          <span className={classes.words}>
            <span className={classes.name}>{person.name || text.unnamed}</span>
            <span className={classes.relation}>{relationWords(person)}</span>
          </span>
          <VisuallyHidden>{text.switchPerson}</VisuallyHidden>
          <ChevronIcon size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text.people}</Menu.Label>
        {listed.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={<Avatar name={one.name} colour={colourOf(one, people)} size="sm" />}
            rightSection={one.id === person.id ? <CheckIcon size={16} /> : null}
            aria-current={one.id === person.id ? 'true' : undefined}
            onClick={() => void navigate({ to: samePage(pathname), params: { person: one.id } })}
          >
            <span className={classes.whole}>{one.name || text.unnamed}</span>
            <span className={classes.relation}>{relationWords(one)}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {people.some(({ relation }) => isPatient(relation)) ? (
          <Menu.Item onClick={() => void navigate({ to: '/organizations' })}>{text.patients}</Menu.Item>
        ) : null}
        <Menu.Item onClick={() => void navigate({ to: '/people/new' })}>{text.addPerson}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/**
 * The page of the same kind in another record: the list, where one thing of this record is open, for that thing is not
 * in the other one.
 */
function samePage(pathname: string): '/people/$person/today' {
  const page = pathname.split('/')[3];
  const found = pages.find(({ to }) => to.split('/')[3] === page);
  // Each of them is an address of one record.
  return (found?.to ?? '/people/$person/today') as '/people/$person/today';
}

function relationWords(person: Person): string {
  if (person.relation === 'self') return text.own;
  if (person.relation === 'custodian') return text.cared;
  if (isPatient(person.relation)) return text.staff;
  return person.relation === 'caregiver' ? text.sharedToAdd : text.shared;
}
