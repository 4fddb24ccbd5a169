import type { PrintOutline } from '../../../api/print.ts';
import { Remark } from '../../../ui/states.tsx';
import classes from './summary.module.css';
import { summaryText as text } from './summary.text.ts';

/** What stands on the page, section by section, and what does not. */
export function OnIt({ outline }: { readonly outline: PrintOutline }) {
  const { sections, missing, boxes } = outline;
  const cut = sections.filter((one) => one.shown < one.count);
  return (
    <>
      <div role="status">
        <Remark tone={cut.length > 0 ? 'care' : 'good'}>
          <p>{cut.length > 0 ? text.cut : text.fits}</p>
        </Remark>
      </div>
      <table className={classes.sections}>
        <caption>{text.onIt}</caption>
        <tbody>
          {sections.map(({ name, shown, count }) => (
            <tr key={name}>
              <th scope="row">{sectionName(name)}</th>
              <td>{count === 0 ? text.none : shown < count ? text.some(shown, count) : text.all(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 ? <p>{text.missing(missing.map(sectionName).join(', '))}</p> : null}
      {boxes > 0 ? <p>{text.boxes(boxes)}</p> : null}
      <p className={classes.quiet}>{text.logged}</p>
    </>
  );
}

const sectionName = (name: string): string => text.sections[name as keyof typeof text.sections] ?? name;
