import './find.css';
import { type RefObject, useEffect, useState } from 'react';
import { placesIn } from './places.ts';

const MOST = 2_000;
/** Typing and pages that are still drawn come in bursts. */
const PAUSE = 120;

/**
 * Places of a text in what is drawn, marked by the browser itself (CSS Custom Highlight API): nothing of the document
 * changes. A browser without it selects the place that is shown.
 */
export function useFind(within: RefObject<HTMLElement | null>, query: string) {
  const [ranges, setRanges] = useState<readonly Range[]>([]);
  const [at, setAt] = useState(0);

  useEffect(() => {
    const root = within.current;
    if (root === null || query === '') {
      setRanges([]);
      return;
    }
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setRanges(rangesIn(root, query)), PAUSE);
    };
    look();
    const watch = new MutationObserver(look);
    watch.observe(root, { childList: true, subtree: true });
    return () => {
      clearTimeout(timer);
      watch.disconnect();
    };
  }, [within, query]);

  // Another text begins at its first place; pages that are drawn meanwhile do not move the reader.
  useEffect(() => setAt(0), [query]);

  useEffect(() => {
    mark('cw-found', ranges);
    return () => mark('cw-found', []);
  }, [ranges]);

  const shown = ranges[Math.min(at, ranges.length - 1)];
  useEffect(() => {
    mark('cw-found-here', shown ? [shown] : []);
    shown?.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    return () => mark('cw-found-here', []);
  }, [shown]);

  return {
    count: ranges.length,
    at: Math.min(at, Math.max(0, ranges.length - 1)),
    /** To the next place or the one before, around the end. */
    step: (by: 1 | -1) => setAt((now) => (ranges.length === 0 ? 0 : (now + by + ranges.length) % ranges.length)),
  };
}

function rangesIn(root: HTMLElement, query: string): readonly Range[] {
  const nodes: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  return placesIn(
    nodes.map((node) => node.data),
    query,
    MOST,
  ).map(({ from, to }) => {
    const range = document.createRange();
    range.setStart(nodes[from.part] as Text, from.offset);
    range.setEnd(nodes[to.part] as Text, to.offset);
    return range;
  });
}

function mark(name: 'cw-found' | 'cw-found-here', ranges: readonly Range[]): void {
  if (!('highlights' in CSS)) {
    if (name === 'cw-found-here' && ranges[0]) getSelection()?.setBaseAndExtent(...endsOf(ranges[0]));
    return;
  }
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

const endsOf = (range: Range): [Node, number, Node, number] => [
  range.startContainer,
  range.startOffset,
  range.endContainer,
  range.endOffset,
];
