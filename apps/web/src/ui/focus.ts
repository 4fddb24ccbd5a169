/** Takes the focus to the heading of a part that has just come, and all of that part onto the screen: the heading alone would stand at the lower edge. */
export function showPart(heading: HTMLElement | null | undefined): void {
  heading?.focus({ preventScroll: true });
  heading?.closest('section')?.scrollIntoView({ block: 'start' });
}

/** After something went that may have had the focus: to the heading of the page, so that whoever does not see it is not lost. */
export function findFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
  });
}
