import type uPlot from 'uplot';
import type { TimeWindow } from './types.ts';
import { moved, zoomed } from './windows.ts';

interface Moving {
  readonly window: TimeWindow;
  readonly whole: TimeWindow;
  readonly onWindow: (window: TimeWindow) => void;
}

/**
 * Wheel with Ctrl (or while the chart has the focus) zooms around the pointer, sideways wheel and Shift move, one finger
 * moves, two fingers zoom. A plain wheel scrolls the page. Returns what stops it.
 */
export function followGestures(u: uPlot, drawn: () => Moving): () => void {
  const { over } = u;
  // Several events come before the next drawing: each goes on from the one before it.
  let seen: TimeWindow | null = null;
  let ahead: TimeWindow | null = null;
  const now = (): Moving => {
    const { window, whole, onWindow } = drawn();
    if (seen !== window) ahead = window;
    seen = window;
    return {
      whole,
      window: ahead ?? window,
      onWindow(next) {
        ahead = next;
        onWindow(next);
      },
    };
  };
  const wheel = (event: WheelEvent) => {
    const { window, whole, onWindow } = now();
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? event.deltaX : event.deltaY)) {
      event.preventDefault();
      onWindow(moved(window, whole, sideways / 600));
      return;
    }
    const hasFocus = over.closest('[data-chart-focus]')?.contains(document.activeElement) ?? false;
    if (!event.ctrlKey && !event.metaKey && !hasFocus) return;
    event.preventDefault();
    onWindow(zoomed(window, whole, Math.exp(event.deltaY / 400), u.posToVal(event.offsetX, 'x')));
  };

  const fingers = new Map<number, number>();
  const down = (event: PointerEvent) => {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientX);
  };
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const { window, whole, onWindow } = now();
    const width = over.clientWidth || 1;
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, x]) => x);
    fingers.set(event.pointerId, event.clientX);
    const [other] = others;
    if (other === undefined) {
      onWindow(moved(window, whole, (before - event.clientX) / width));
      return;
    }
    const [was, is] = [Math.abs(before - other), Math.abs(event.clientX - other)];
    const middle = (event.clientX + other) / 2 - over.getBoundingClientRect().left;
    if (was > 8 && is > 8) onWindow(zoomed(window, whole, was / is, u.posToVal(middle, 'x')));
  };
  const up = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
  };
  over.addEventListener('wheel', wheel, { passive: false });
  over.addEventListener('pointerdown', down);
  over.addEventListener('pointermove', move);
  over.addEventListener('pointerup', up);
  over.addEventListener('pointercancel', up);
  return () => {
    over.removeEventListener('wheel', wheel);
    over.removeEventListener('pointerdown', down);
    over.removeEventListener('pointermove', move);
    over.removeEventListener('pointerup', up);
    over.removeEventListener('pointercancel', up);
  };
}
