import { createElement, type ReactNode, useMemo } from 'react';
import { Remark } from '../states.tsx';
import { DRAWN_AS, FRAMES, LEFT_OUT, PICTURES, PROGRAMS, SILENT } from './elements.ts';
import { hidingOf } from './hiding.ts';
import { hasUnseen } from './letters.ts';
import { withMarks } from './marked-text.tsx';
import classes from './received.module.css';
import { receivedText as text } from './received.text.ts';

/** Elements and levels that are drawn at most; what is deeper is drawn as its text. */
const MOST_ELEMENTS = 20_000;
const DEEPEST = 60;
const LONGEST = 3_000_000;
const XHTML = 'http://www.w3.org/1999/xhtml';

/** Whether an element lies in something hidden, and whether that is marked already. */
type Hidden = 'no' | 'to-mark' | 'marked';

/** What was met while drawing, to be said above it. */
interface Met {
  hidden: boolean;
  programs: boolean;
  letters: boolean;
  isCut: boolean;
  hasText: boolean;
}

/**
 * HTML of a source, drawn with elements of ours (ADR 0070). It is parsed into a document that no window shows: nothing in
 * it runs or loads. No attribute is taken over but the few in `attributesOf`, and nothing is turned back into HTML.
 */
export function ReceivedHtml({ html }: { readonly html: string }) {
  const { content, met } = useMemo(() => drawn(html), [html]);
  return (
    <>
      {met.hidden ? <Remark tone="care">{text.remarks.hidden}</Remark> : null}
      {met.programs ? <Remark>{text.remarks.scripts}</Remark> : null}
      {met.letters ? <Remark>{text.remarks.letters}</Remark> : null}
      <div className={classes.html} data-received="">
        {met.hasText ? content : <p className={classes.quiet}>{text.empty}</p>}
      </div>
      {met.isCut ? <p className={classes.quiet}>{text.cut}</p> : null}
    </>
  );
}

function drawn(html: string): { readonly content: ReactNode; readonly met: Met } {
  const document = new DOMParser().parseFromString(html.slice(0, LONGEST), 'text/html');
  const isHidden = hidingOf(document);
  const met: Met = {
    hidden: false,
    programs: document.head.querySelector('script') !== null,
    letters: false,
    isCut: html.length > LONGEST,
    hasText: false,
  };
  let left = MOST_ELEMENTS;

  function children(node: Node, depth: number, hidden: Hidden): ReactNode[] {
    const list: ReactNode[] = [];
    let key = 0;
    for (let one = node.firstChild; one !== null; one = one.nextSibling) {
      if (one instanceof Text) list.push(words(one.data));
      else if (one instanceof Element) list.push(element(one, key, depth, hidden));
      key += 1;
    }
    return list;
  }

  function words(data: string): ReactNode {
    if (data.trim() !== '') met.hasText = true;
    if (hasUnseen(data)) met.letters = true;
    return withMarks(data);
  }

  function element(one: Element, key: number, depth: number, hidden: Hidden): ReactNode {
    const name = one.localName;
    if (PROGRAMS.has(name)) {
      met.programs = true;
      return null;
    }
    if (SILENT.has(name)) return null;
    if (left <= 0) {
      met.isCut = true;
      return null;
    }
    left -= 1;
    if (depth > DEEPEST) return words(one.textContent);
    if (one.namespaceURI !== XHTML || LEFT_OUT.has(name)) return <Aside key={key}>{text.leftOut}</Aside>;
    if (PICTURES.has(name)) {
      const alt = one.getAttribute('alt')?.trim();
      return <Aside key={key}>{alt ? text.pictureOf(alt) : text.picture}</Aside>;
    }
    // What is inside of something hidden is marked once, around all of it.
    const hides = hidden !== 'marked' && one.textContent.trim() !== '' && (hidden === 'to-mark' || isHidden(one));
    if (hides) met.hidden = true;
    const isFrame = FRAMES.has(name);
    const inner = content(one, depth, !hides ? hidden : isFrame ? 'to-mark' : 'marked');
    const parts = hides && !isFrame ? marked(inner) : inner;
    const tag = DRAWN_AS[name];
    if (name === 'table')
      return (
        <div key={key} className={classes.scroll}>
          <table>{parts}</table>
        </div>
      );
    if (tag === 'br' || tag === 'hr') return createElement(tag, { key });
    return createElement(tag ?? 'span', { key, ...attributesOf(one, tag) }, ...parts);
  }

  function content(one: Element, depth: number, hidden: Hidden): ReactNode[] {
    const inner = children(one, depth + 1, hidden);
    const written = one.localName === 'a' ? addressOf(one) : fieldOf(one);
    if (written === null) return inner;
    met.hasText = true;
    return [...inner, <span key="written" className={classes.address}>{` ${written}`}</span>];
  }

  return { content: children(document.body, 0, 'no'), met };
}

const Aside = ({ children }: { readonly children: string }) => <span className={classes.aside}>{children}</span>;

function marked(inner: ReactNode[]): ReactNode[] {
  return [
    <span key="hidden" className={classes.mark}>
      {text.hidden}
    </span>,
    ' ',
    ...inner,
  ];
}

/** The few attributes that say something about text, each within bounds. */
function attributesOf(one: Element, tag: string | undefined): Readonly<Record<string, string | number>> {
  const found: Record<string, string | number> = {};
  const number = (name: string, most: number): number | undefined => {
    const value = Number.parseInt(one.getAttribute(name) ?? '', 10);
    return value > 1 && value <= most ? value : undefined;
  };
  const language = one.getAttribute('lang') ?? '';
  if (/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/.test(language)) found.lang = language;
  const direction = one.getAttribute('dir')?.toLowerCase() ?? '';
  if (/^(?:ltr|rtl|auto)$/.test(direction)) found.dir = direction;
  if (tag === 'td' || tag === 'th') {
    const [columns, rows] = [number('colspan', 50), number('rowspan', 500)];
    if (columns !== undefined) found.colSpan = columns;
    if (rows !== undefined) found.rowSpan = rows;
  }
  const start = tag === 'ol' ? number('start', 1_000_000) : undefined;
  if (start !== undefined) found.start = start;
  return found;
}

const LONGEST_ADDRESS = 300;

/** Where a link leads, when its words do not say so. It is text: nothing is opened from a record. */
function addressOf(link: Element): string | null {
  const address = link.getAttribute('href')?.trim() ?? '';
  if (!/^(?:https?:|mailto:|tel:)/i.test(address)) return null;
  const said = link.textContent.trim();
  const plain = address.replace(/^(?:mailto|tel):/i, '');
  if (said === address || said === plain) return null;
  return `(${plain.length > LONGEST_ADDRESS ? `${plain.slice(0, LONGEST_ADDRESS)} …` : plain})`;
}

/** What is written into or ticked in a field of a form. */
function fieldOf(field: Element): string | null {
  if (field.localName !== 'input') return null;
  const type = field.getAttribute('type')?.toLowerCase() ?? 'text';
  if (type === 'checkbox' || type === 'radio') return field.hasAttribute('checked') ? '☑' : '☐';
  const value = field.getAttribute('value')?.trim() ?? '';
  return value === '' || type === 'hidden' || type === 'password' ? null : value;
}
