import type { ComparedField, Side } from '../../../api/duplicate-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { formatRecordDate } from '../../../ui/words.ts';
import classes from './duplicates.module.css';
import { fieldText, duplicatesText as text } from './duplicates.text.ts';

interface ComparedTableProps {
  readonly one: Side;
  readonly other: Side;
  readonly fields: readonly ComparedField[];
}

/** Two entries side by side; every line says in words whether they differ. What differs stands first. */
export function ComparedTable({ one, other, fields }: ComparedTableProps) {
  const rows = fields.toSorted((a, b) => Number(b.here !== b.there) - Number(a.here !== a.there));
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{text.what}</th>
          <SideHead side={one} name={text.first} />
          <SideHead side={other} name={text.second} />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, here, there }) => (
          <tr key={field} data-differs={here !== there}>
            <th scope="row">
              {fieldName(field)} <span className={classes.mark}>{here === there ? text.same : text.differs}</span>
            </th>
            <td>{valueWords(field, here, there)}</td>
            <td>{valueWords(field, there, here)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SideHead({ side, name }: { readonly side: Side; readonly name: string }) {
  return (
    <th scope="col">
      {name}
      <span className={classes.from}>{side.from === null ? text.unknownPlace : <bdi>{side.from}</bdi>}</span>
      <FactLink fact={side.id} className={classes.open} label={text.openOf(`${name}, ${side.title}`)}>
        {text.open}
      </FactLink>
    </th>
  );
}

export const fieldName = (field: string): string => (fieldText as Readonly<Record<string, string>>)[field] ?? field;

/** The record's own words; a date in ours, unless that would hide the difference. */
export function valueWords(field: string, value: string | null, beside: string | null) {
  if (value === null) return <span className={classes.unsaid}>{text.unsaid}</span>;
  if (field !== 'date' && field !== 'end') return <bdi>{value}</bdi>;
  const words = formatRecordDate(value);
  const isHidden = beside !== null && beside !== value && formatRecordDate(beside) === words;
  return <bdi>{isHidden ? value : words}</bdi>;
}
