import { type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './dialog.module.css';
import { findFocus } from './focus.ts';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** It comes up from the lower edge: a menu on a narrow screen. A click beside it closes it, too. */
  readonly sheet?: boolean;
  readonly children: ReactNode;
}

/**
 * A question that waits for an answer: the browser's own modal dialog, which keeps the focus inside, closes with
 * Escape, and gives the focus back. Its content is only there while it is open.
 */
export function Dialog({ title, open, onClose, sheet = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) {
      opener.current = document.activeElement;
      element.showModal();
    }
    if (!open && element?.open) element.close();
  }, [open]);

  useEffect(() => {
    const element = dialog.current;
    return () => giveBack(element, opener.current);
  }, []);

  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={heading}
      onClose={onClose}
      data-sheet={sheet || undefined}
      // Newer than the types; a browser that does not know it has Escape and the button.
      {...(sheet ? { closedby: 'any' } : {})}
    >
      {open ? (
        <>
          <h2 id={heading} className={classes.title}>
            {title}
          </h2>
          {children}
        </>
      ) : null}
    </dialog>
  );
}

/**
 * A browser gives the focus back when a dialog is closed, not when it is taken away. At once, so that a dialog that comes
 * in its place knows what asked; to the heading, when that is gone.
 */
function giveBack(dialog: Element | null, opener: Element | null): void {
  if (dialog?.isConnected || document.activeElement !== document.body) return;
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  findFocus();
}

/** The row of buttons at the end of a dialog. */
export function DialogButtons({ children }: { readonly children: ReactNode }) {
  return <div className={classes.buttons}>{children}</div>;
}
