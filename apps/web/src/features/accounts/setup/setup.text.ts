export const setupText = {
  progress: (step: number, of: number) => `Step ${step} of ${of}`,
  next: 'Continue',
  back: 'Back',

  owner: {
    title: 'Welcome. Who are you?',
    lead: 'Chartwarden keeps health records on your own server and nowhere else. You will be its owner.',
    name: 'Your name',
    email: 'Your email address',
    emailHint: 'You log in with it. Nothing is sent to it.',
    code: 'One-time code',
    codeHint: 'The server printed it where it was started. It shows that this machine is yours.',
    nameMissing: 'Please type your name.',
    emailMissing: 'Please type an email address, such as name@example.org.',
    codeMissing: 'Please type the code that the server printed.',
  },

  password: {
    title: 'Choose a password',
    lead: 'Long is what counts. Four or five words that have nothing to do with each other are easy to keep and hard to guess.',
    label: 'Password',
    hint: 'At least 15 characters. Anything goes: spaces, words, signs. Pasting from a password manager is welcome.',
    soFar: (count: number) => (count === 1 ? '1 character so far' : `${count} characters so far`),
    enough: 'Long enough.',
    tooShort: (count: number) => `That is ${count} of at least 15 characters.`,
    show: 'Show the password',
    hide: 'Hide the password',
  },

  witness: {
    title: 'Where should a second place keep watch?',
    lead: 'Chartwarden writes down everyone who looks at a record. Now and then it leaves a short note about that list, a checkpoint, in a second place. If someone quietly rewrote history here, the notes there would no longer match.',
    legend: 'Place for checkpoints',
    advice:
      'Best is a place that does not live and die with this machine: a USB stick, a network drive, a synced folder. The notes hold no health data.',
    suggested: 'The suggested folder',
    other: 'Another folder',
    otherLabel: 'Folder on this machine',
    otherHint: 'The whole path, for example /media/usb/chartwarden',
    otherMissing: 'Please type the whole path of a folder.',
    none: 'No second place',
    noneLoss:
      'Then a person who controls this machine could put an older copy of everything in place, and nothing would show it. Your records are still encrypted, and every look is still written down.',
    finish: 'Set up Chartwarden',
    working: 'Setting up …',
    exists: 'Chartwarden has an owner already. Log in instead.',
    toLogin: 'Go to login',
  },

  kit: {
    title: 'Keep your recovery kit',
    lead: 'This is the key to everything here. It is shown only now.',
    points: [
      'With it, a backup and the sealed keyring (the file of keys written with each backup) you can bring all records back after this machine breaks.',
      'Without it nobody can. There is no second key and nobody to ask.',
      'Whoever finds it together with your files can read them. Keep it like a passport, best on paper.',
    ],
    groups: 'Recovery key',
    publicKey: 'Public key for checkpoints',
    print: 'Print',
    download: 'Download as a file',
    saved: 'I have saved it',
    fileName: 'chartwarden-recovery-kit.txt',
    lostTitle: 'Your recovery kit was shown before',
    lostWords:
      'It is shown once. If you saved it, go on and type its last group. If you did not, run this on the machine itself, and keep the file it writes in a safe place:',
    lostCommand: (email: string) => `npx chartwarden setup --owner ${email} --kit recovery-kit.txt`,
    lostNext: 'I have it now',
  },

  confirm: {
    title: 'Type the last group of your kit',
    lead: 'Read it from the paper or the file you saved. This makes sure that it really is there.',
    label: 'Last group',
    missing: 'Please type the last group of signs from your kit.',
    wrong: 'That is not the last group. Look at the end of the last line of the key.',
    again: 'Show the kit again',
  },
};
