import { createElement, type ReactNode, useMemo } from 'react';
import { Remark } from '../states.tsx';
import { attributesOf, writtenIn } from './attributes.ts';
import { DRAWN_AS, FRAMES, LEFT_OUT, PICTURES, PROGRAMS, SILENT } from './elements.ts';
import { hidingOf } from './hiding.ts';
import { type Element, elementsNamed, textIn, treeOf } from './html-tree.ts';
import { hasUnseen } from './letters.ts';
import { withMarks } from './marked-text.tsx';
import classes from './received.module.css';
import { receivedText as text } from './received.text.ts';
import { decoded } from './references.ts';

const LIMITS = { elements: 20_000, depth: 60 };
const LONGEST = 3_000_000;

/** Whether an element lies in something hidden, and whether that is marked already. */
type Hidden = 'no' | 'to-mark' | 'marked';

/** What was met while drawing, to be said above it. */
interface Met {
  hidden: boolean;
  programs: boolean;
  letters: boolean;
  hasContent: boolean;
}

/**
 * HTML of a source, drawn with elements of ours (ADR 0070). It becomes a tree of plain data: no document ever holds it, so
 * nothing in it runs or loads. No attribute is taken over but the few in `attributesOf`.
 */
export function ReceivedHtml({ html }: { readonly html: string }) {
  const { content, met, isCut } = useMemo(() => drawn(html), [html]);
  return (
    <>
      {met.hidden ? <Remark tone="care">{text.remarks.hidden}</Remark> : null}
      {met.programs ? <Remark>{text.remarks.scripts}</Remark> : null}
      {met.letters ? <Remark>{text.remarks.letters}</Remark> : null}
      <div className={classes.html} data-received="">
        {met.hasContent ? content : <p className={classes.quiet}>{text.empty}</p>}
      </div>
      {isCut ? <p className={classes.quiet}>{text.cut}</p> : null}
    </>
  );
}

function drawn(html: string): { readonly content: ReactNode; readonly met: Met; readonly isCut: boolean } {
  const { root, isCut } = treeOf(html.slice(0, LONGEST), LIMITS);
  const isHidden = hidingOf(root);
  const programs = [...PROGRAMS].some((name) => !elementsNamed(root, name).next().done);
  const met: Met = { hidden: false, programs, letters: false, hasContent: false };

  function words(data: string): ReactNode {
    const shown = decoded(data);
    if (shown.trim() !== '') met.hasContent = true;
    if (hasUnseen(shown)) met.letters = true;
    return withMarks(shown);
  }

  const children = (one: Element, hidden: Hidden): ReactNode[] =>
    one.children.map((child, key) => (typeof child === 'string' ? words(child) : element(child, key, hidden)));

  function aside(key: number, said: string): ReactNode {
    met.hasContent = true;
    return (
      <span key={key} className={classes.aside}>
        {said}
      </span>
    );
  }

  function element(one: Element, key: number, hidden: Hidden): ReactNode {
    const { name } = one;
    if (PROGRAMS.has(name) || SILENT.has(name)) return null;
    if (LEFT_OUT.has(name)) return aside(key, text.leftOut);
    if (PICTURES.has(name)) {
      const alt = decoded(one.attributes.get('alt') ?? '').trim();
      return aside(key, alt ? text.pictureOf(alt) : text.picture);
    }
    // What is inside of something hidden is marked once, around all of it.
    const hides = hidden !== 'marked' && (hidden === 'to-mark' || isHidden(one)) && textIn(one).trim() !== '';
    if (hides) met.hidden = true;
    const isFrame = FRAMES.has(name);
    const inner = children(one, hides ? (isFrame ? 'to-mark' : 'marked') : hidden);
    const written = writtenIn(one);
    if (written !== null) {
      met.hasContent = true;
      inner.push(<span key="written" className={classes.address}>{` ${written}`}</span>);
    }
    const parts = hides && !isFrame ? [<Mark key="hidden" />, ' ', ...inner] : inner;
    const tag = Object.hasOwn(DRAWN_AS, name) ? DRAWN_AS[name] : undefined;
    if (name === 'table')
      return (
        <div key={key} className={classes.scroll}>
          <table>{parts}</table>
        </div>
      );
    if (tag === 'br' || tag === 'hr') return createElement(tag, { key });
    return createElement(tag ?? 'span', { key, ...attributesOf(one, tag) }, ...parts);
  }

  return { content: children(root, 'no'), met, isCut: isCut || html.length > LONGEST };
}

const Mark = () => <span className={classes.mark}>{text.hidden}</span>;
