import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';
export const setupText = lookedUp({
  progress: (step: number, of: number) => i18n.t('Step {step} of {of}', { step, of }),
  next: () => i18n.t('Continue'),
  back: () => i18n.t('Back'),

  owner: {
    title: () => i18n.t('Welcome. Who are you?'),
    lead: () => i18n.t('Chartwarden keeps health records on your own server and nowhere else. You will be its owner.'),
    name: () => i18n.t('Your name'),
    email: () => i18n.t('Your email address'),
    emailHint: () => i18n.t('You log in with it. Nothing is sent to it.'),
    code: () => i18n.t('One-time code'),
    codeHint: () => i18n.t('The server printed it where it was started. It shows that this machine is yours.'),
    nameMissing: () => i18n.t('Please type your name.'),
    emailMissing: () => i18n.t('Please type an email address, such as name@example.org.'),
    codeMissing: () => i18n.t('Please type the code that the server printed.'),
  },

  password: {
    title: () => i18n.t('Choose a password'),
    lead: () =>
      i18n.t(
        'Long is what counts. Four or five words that have nothing to do with each other are easy to keep and hard to guess.',
      ),
    label: () => i18n.t('Password'),
    hint: () =>
      i18n.t(
        'At least 15 characters. Anything goes: spaces, words, signs. Pasting from a password manager is welcome.',
      ),
    soFar: (count: number) => i18n.t('{count, plural, one {# character} other {# characters}} so far', { count }),
    enough: () => i18n.t('Long enough.'),
    tooShort: (count: number) => i18n.t('That is {count} of at least 15 characters.', { count }),
    show: () => i18n.t('Show the password'),
    hide: () => i18n.t('Hide the password'),
  },

  witness: {
    title: () => i18n.t('Where should a second place keep watch?'),
    lead: () =>
      i18n.t(
        'Chartwarden writes down everyone who looks at a record. Now and then it leaves a short note about that list, a checkpoint, in a second place. If someone quietly rewrote history here, the notes there would no longer match.',
      ),
    legend: () => i18n.t('Place for checkpoints'),
    advice: () =>
      i18n.t(
        'Best is a place that does not live and die with this machine: a USB stick, a network drive, a synced folder. The notes hold no health data.',
      ),
    suggested: () => i18n.t('The suggested folder'),
    other: () => i18n.t('Another folder'),
    otherLabel: () => i18n.t('Folder on this machine'),
    otherHint: () => i18n.t('The whole path, for example /media/usb/chartwarden'),
    otherMissing: () => i18n.t('Please type the whole path of a folder.'),
    none: () => i18n.t('No second place'),
    noneLoss: () =>
      i18n.t(
        'Then a person who controls this machine could put an older copy of everything in place, and nothing would show it. Your records are still encrypted, and every look is still written down.',
      ),
    finish: () => i18n.t('Set up Chartwarden'),
    working: () => i18n.t('Setting up …'),
    exists: () => i18n.t('Chartwarden has an owner already. Log in instead.'),
    toLogin: () => i18n.t('Go to login'),
  },

  kit: {
    title: () => i18n.t('Keep your recovery kit'),
    lead: () => i18n.t('This is the key to everything here. It is shown only now.'),
    points: () => [
      i18n.t(
        'With it, a backup and the sealed keyring (the file of keys written with each backup) you can bring all records back after this machine breaks.',
      ),
      i18n.t('Without it nobody can. There is no second key and nobody to ask.'),
      i18n.t('Whoever finds it together with your files can read them. Keep it like a passport, best on paper.'),
    ],
    groups: () => i18n.t('Recovery key'),
    publicKey: () => i18n.t('Public key for checkpoints'),
    print: () => i18n.t('Print'),
    download: () => i18n.t('Download as a file'),
    saved: () => i18n.t('I have saved it'),
    fileName: 'chartwarden-recovery-kit.txt',
    lostTitle: () => i18n.t('Your recovery kit was shown before'),
    lostWords: () =>
      i18n.t(
        'It is shown once. If you saved it, go on and type its last group. If you did not, run this on the machine itself, and keep the file it writes in a safe place:',
      ),
    lostCommand: (email: string) => `npx chartwarden setup --owner ${email} --kit recovery-kit.txt`,
    lostNext: () => i18n.t('I have it now'),
  },

  confirm: {
    title: () => i18n.t('Type the last group of your kit'),
    lead: () => i18n.t('Read it from the paper or the file you saved. This makes sure that it really is there.'),
    label: () => i18n.t('Last group'),
    missing: () => i18n.t('Please type the last group of signs from your kit.'),
    wrong: () => i18n.t('That is not the last group. Look at the end of the last line of the key.'),
    again: () => i18n.t('Show the kit again'),
  },
});
