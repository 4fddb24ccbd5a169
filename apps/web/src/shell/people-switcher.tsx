import { Menu, VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Person } from '../api/types.ts';
import { CheckIcon, ChevronIcon } from '../ui/icons.tsx';
import { Avatar } from './avatar.tsx';
import menu from './menu.module.css';
import classes from './people-switcher.module.css';
import { colourOf } from './person-colour.ts';
import { shellText as text } from './shell.text.ts';

/** Says whose record is open, by name, colour and relation, and switches to another. */
export function PeopleSwitcher({ person, people }: { readonly person: Person; readonly people: readonly Person[] }) {
  const navigate = useNavigate();
  return (
    <Menu
      position="bottom-start"
      width={280}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ item: menu.item ?? '', itemLabel: menu.label ?? '' }}
    >
      <Menu.Target>
        <button type="button" className={classes.target}>
          <Avatar name={person.name} colour={colourOf(person, people)} />
          <span className={classes.words}>
            <span className={classes.name}>{person.name}</span>
            <span className={classes.relation}>{relationWords(person)}</span>
          </span>
          <VisuallyHidden>{text.switchPerson}</VisuallyHidden>
          <ChevronIcon size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text.people}</Menu.Label>
        {people.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={<Avatar name={one.name} colour={colourOf(one, people)} size="sm" />}
            rightSection={one.id === person.id ? <CheckIcon size={16} /> : null}
            aria-current={one.id === person.id ? 'true' : undefined}
            onClick={() => void navigate({ to: '/people/$person/records', params: { person: one.id } })}
          >
            <span className={classes.whole}>{one.name}</span>
            <span className={classes.relation}>{relationWords(one)}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void navigate({ to: '/people/new' })}>{text.addPerson}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function relationWords(person: Person): string {
  if (person.relation === 'self') return text.own;
  return person.relation === 'custodian' ? text.cared : text.shared;
}
