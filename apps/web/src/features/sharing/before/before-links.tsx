import { Link } from '@tanstack/react-router';
import { useImports } from '../../../api/reach.ts';
import classes from '../sharing.module.css';
import { beforeText as text } from './before.text.ts';

/** Leads to what archives that were added say of the time before; nothing where none was. */
export function BeforeLinks({ person }: { readonly person: string }) {
  const imports = useImports(person);
  const archives = (imports.data?.imports ?? [])
    .filter(({ state }) => state === 'committed')
    .flatMap(({ files }) => files.filter(({ archive }) => archive === true));
  if (archives.length === 0) return null;
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{text.title}</h2>
      <p className={classes.quiet}>{text.linkWords}</p>
      <ul className={classes.names}>
        {archives.map(({ source, name }) => (
          <li key={source}>
            <Link to="/people/$person/sharing/before/$source" params={{ person, source }}>
              {text.link}: <bdi>{name}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
