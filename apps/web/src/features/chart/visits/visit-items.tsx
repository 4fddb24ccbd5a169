import { FactLink } from '../../../ui/fact-link.tsx';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { valueLineWords } from '../../../ui/units.ts';
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
        <HeldItem key={one.item.id} held={one} />
      ))}
    </ListPart>
  ));
}

function HeldItem({ held: { item, members } }: { readonly held: Held }) {
  return (
    <li className={classes.item}>
      <ItemLine item={item} isHead />
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

function ItemLine({ item, isHead = false }: { readonly item: VisitItem; readonly isHead?: boolean }) {
  return (
    <div className={classes.itemLine}>
      <FactLink fact={item.id} className={classes.itemName}>
        <bdi>{item.title || chartText.untitled}</bdi>
      </FactLink>
      {item.value === null ? null : <bdi className={classes.value}>{valueLineWords(item.value)}</bdi>}
      {isHead ? (
        <span className={classes.itemAbout}>
          <span>{typeWords(item.type)}</span>
          {item.when === null ? null : <span>{dayWords(item.when)}</span>}
        </span>
      ) : null}
      <EntryMarks labels={item.labels} corrected={item.corrected} />
    </div>
  );
}
