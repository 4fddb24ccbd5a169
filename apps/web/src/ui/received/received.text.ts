import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** What is said about what a source wrote, in the middle of it. */
export const receivedText = lookedUp({
  hidden: () => i18n.t('Hidden in the source'),
  picture: () => i18n.t('A picture is left out here'),
  pictureOf: (words: string) => i18n.t('A picture is left out here: {words}', { words }),
  leftOut: () => i18n.t('Something that is no text is left out here'),
  unseen: (count: number) =>
    i18n.t('{count, plural, one {# letter that cannot be seen} other {# letters that cannot be seen}}', { count }),
  direction: () => i18n.t('A letter that turns the order of others around'),
  cut: () => i18n.t('It goes on. What is too long to show is in the download.'),
  empty: () => i18n.t('There is no text in it.'),
  remarks: {
    hidden: () =>
      i18n.t('The source hides some of this text from its own readers. It is shown here, and marked where it stands.'),
    letters: () =>
      i18n.t('This text holds letters that cannot be seen, or that turn the order of others. They are marked.'),
    scripts: () => i18n.t('The source put a program into this. It was taken out and did not run.'),
  },
});
