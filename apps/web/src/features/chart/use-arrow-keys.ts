import type { Virtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Up and down move the focus between the links of a virtual list, drawing rows as they are needed. */
export function useArrowKeys(rows: Virtualizer<HTMLDivElement, Element>): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const step = STEPS[event.key];
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (!step || !item) return;
    event.preventDefault();
    const list = event.currentTarget;
    // A heading between two entries has no link: one row further then.
    const tryAt = (index: number, tries: number) => {
      if (index < 0 || index >= rows.options.count || tries === 0) return;
      rows.scrollToIndex(index, { align: 'auto' });
      requestAnimationFrame(() => {
        const link = list.querySelector<HTMLElement>(`[data-index="${index}"] :is(a, button)`);
        if (link) link.focus();
        else tryAt(index + step, tries - 1);
      });
    };
    tryAt(Number(item.dataset.index) + step, 3);
  };
}
