import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** The page of who may see one file, one entry, or what carries one label. */
export const keepingText = lookedUp({
  titles: {
    source: () => i18n.t('Who may see this file'),
    fact: () => i18n.t('Who may see this entry'),
    label: () => i18n.t('Who may see what is specially protected'),
  },
  leads: {
    source: () =>
      i18n.t('What you keep back here, with everything that came in with the file, stays out of what you share.'),
    fact: () => i18n.t('What you keep back here stays out of what you share, now and later.'),
    label: () => i18n.t('It stays out of everything you share, unless you let somebody see it.'),
  },
  nothing: () => i18n.t('This address leads to nothing. Choose a file, an entry or a kind of protection again.'),
  toSharing: () => i18n.t('To Sharing'),
  switches: () => i18n.t('Keep it back'),
  everybody: () => i18n.t('From everybody'),
  everybodyHint: () =>
    i18n.t('Nobody with whom this record is shared sees it. You and whoever looks after the record still do.'),
  models: () => i18n.t('From every language model'),
  modelsHint: () => i18n.t('It is never sent to one, also when somebody with whom you share asks.'),
  people: () => i18n.t('People with access'),
  nobody: () => i18n.t('Nobody has access to this record through a share.'),
  from: (who: string) => i18n.t('Keep it from {who}', { who }),
  sees: (count: number) =>
    i18n.t('{count, plural, one {They see # entry of it now.} other {They see # entries of it now.}}', { count }),
  seesIt: () => i18n.t('They see it now.'),
  seesNot: () => i18n.t('They do not see it now.'),
  given: () => i18n.t('You let them see it by name.'),
  organization: () => i18n.t('What a whole organization sees depends on who works there.'),
  let: (who: string) => i18n.t('Let {who} see it', { who }),
  letSomebody: () => i18n.t('Let somebody see it'),
  done: {
    everybody: () => i18n.t('Kept back from everybody.'),
    models: () => i18n.t('Kept back from every language model.'),
    person: (who: string) => i18n.t('Kept back from {who}.', { who }),
    links: () =>
      i18n.t('Links that were made before open again after they were renewed: nothing can be taken out of them.'),
    open: () => i18n.t('No longer kept back. Whoever was granted it sees it again.'),
    seen: () => i18n.t('What was seen, kept or printed before cannot be taken back.'),
    undo: () => i18n.t('Undo'),
  },
  changes: () => i18n.t('Changes'),
  noChanges: () => i18n.t('Nothing was ever changed here.'),
  labelsTitle: () => i18n.t('Specially protected'),
  labelsLead: () =>
    i18n.t('Entries of these kinds stay out of everything you share. See who may see them, and change that.'),
});
