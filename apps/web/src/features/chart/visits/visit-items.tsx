import { valueLineWords } from '@chartwarden/fhir/units';
import { FactLink } from '../../../ui/fact-link.tsx';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { chartText } from '../chart.text.ts';
import { kindsText } from '../kinds.text.ts';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { ListPart } from '../lists/list-part.tsx';
import { dayWords } from '../lists/when-words.ts';
import { type Held, itemsByKind } from './in-visit.ts';
import type { VisitItem } from './visit-types.ts';
import classes from './visits.module.css';
import { visitsText as text } from './visits.text.ts';

/** What happened, by kind; each leads to its entry. */
export function VisitItems({ items }: { readonly items: readonly VisitItem[] }) {
  if (items.length === 0) return <p className={classes.nothing}>{text.nothing}</p>;
  return itemsByKind(items).map(({ kind, held }) => (
    <ListPart key={kind} title={kindsText[kind]} count={held.reduce((sum, one) => sum + 1 + one.members.length, 0)}>
      {held.map((one) => (
        <HeldItem key={one.item.id} held={one} under={kindsText[kind]} />
      ))}
    </ListPart>
  ));
}

function HeldItem({ held: { item, members }, under }: { readonly held: Held; readonly under: string }) {
  return (
    <li className={classes.item}>
      <ItemLine item={item} under={under} />
      {members.length === 0 ? null : (
        <ul className={classes.members} aria-label={text.holds(members.length)}>
          {members.map((one) => (
            <li key={one.id}>
              <ItemLine item={one} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface ItemLineProps {
  readonly item: VisitItem;
  /** The heading that it stands under by itself; absent for what belongs to another line. */
  readonly under?: string;
}

function ItemLine({ item, under }: ItemLineProps) {
  const type = typeWords(item.type);
  return (
    <div className={classes.itemLine}>
      <FactLink fact={item.id} className={classes.itemName}>
        <bdi>{item.title || chartText.untitled}</bdi>
      </FactLink>
      {item.value === null ? null : <bdi className={classes.value}>{valueLineWords(item.value)}</bdi>}
      {under === undefined ? null : (
        <span className={classes.itemAbout}>
          {type === under ? null : <span>{type}</span>}
          {item.when === null ? null : <span>{dayWords(item.when)}</span>}
        </span>
      )}
      <EntryMarks labels={item.labels} corrected={item.corrected} />
    </div>
  );
}
