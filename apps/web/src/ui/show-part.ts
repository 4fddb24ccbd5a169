/** Takes the focus to the heading of a part that has just come, and all of that part onto the screen: the heading alone would stand at the lower edge. */
export function showPart(heading: HTMLElement | null | undefined): void {
  heading?.focus({ preventScroll: true });
  heading?.closest('section')?.scrollIntoView({ block: 'start' });
}
