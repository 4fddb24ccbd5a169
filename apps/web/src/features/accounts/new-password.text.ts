export const newPasswordText = {
  title: 'Choose a new password',
  lead: 'Your link works once. Your records are as they were; every open session was ended.',
  label: 'New password',
  hint: 'At least 15 characters. Anything goes: spaces, words, signs. Pasting from a password manager is welcome.',
  tooShort: (count: number) => `That is ${count} of at least 15 characters.`,
  show: 'Show the password',
  hide: 'Hide the password',
  submit: 'Save and log in',
  noLink:
    'This address belongs to a one-time link, and the link is not complete. Copy the whole line that the server printed.',
};
