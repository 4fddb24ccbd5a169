import { defineErrors } from '../define.ts';

export const accountErrors = defineErrors({
  'CW-ACC-001': {
    status: 401,
    issue: 'login',
    message: 'You are not logged in, or your session has ended. Log in and try again.',
  },
  // One sentence for a wrong address and for a wrong password (ASVS 6.3.8).
  'CW-ACC-002': {
    status: 401,
    issue: 'login',
    message: 'The e-mail address or the password is not right. Nothing was changed. Try again.',
  },
  'CW-ACC-003': {
    status: 409,
    issue: 'conflict',
    message:
      'This Chartwarden is set up already. Nothing was changed. Log in; if the password is lost, run "chartwarden setup --owner EMAIL" on the server.',
  },
  'CW-ACC-004': {
    status: 403,
    issue: 'security',
    message:
      'The set-up code is missing or wrong. Nothing was changed. The code stands in the output of the running server.',
  },
  'CW-ACC-005': {
    status: 429,
    issue: 'throttled',
    message:
      'Too many attempts. Nothing was changed. Wait the shown time and try again; open sessions are not affected.',
  },
  'CW-ACC-006': {
    status: 400,
    issue: 'value',
    message: 'The password is too short or too long. Use 15 to 1024 characters; a few unrelated words are good.',
  },
  'CW-ACC-007': {
    status: 400,
    issue: 'value',
    message:
      'This password is easy to guess: it is a common one, a pattern, or made of your name, your address or the name of this program. Choose another.',
  },
  'CW-ACC-008': {
    status: 400,
    issue: 'value',
    message: 'The last group of the recovery kit does not match. Look at the kit and type its last group again.',
  },
  'CW-ACC-009': {
    status: 410,
    issue: 'expired',
    message:
      'This link was used already or is too old. Nothing was changed. Ask whoever gave it to you for another one; on the server, "chartwarden setup --owner EMAIL" makes one.',
  },
  'CW-ACC-010': {
    status: 404,
    issue: 'not-found',
    message: 'The recovery kit is shown only until it is confirmed, and only to the owner. Look at the copy you kept.',
  },
  'CW-ACC-011': {
    status: 404,
    issue: 'not-found',
    message: 'No owner of this Chartwarden has that e-mail address. Nothing was changed. Look for a typing mistake.',
  },
  'CW-ACC-012': {
    status: 503,
    issue: 'transient',
    message: 'Too many people are logging in at this moment. Nothing was changed. Try again in a few seconds.',
  },
  'CW-ACC-013': {
    status: 409,
    issue: 'conflict',
    message:
      'This is the last owner, and a Chartwarden needs one. Nothing was changed. Make somebody else an owner first.',
  },
  'CW-ACC-014': {
    status: 409,
    issue: 'conflict',
    message: 'This account is disabled. Nothing was changed. Enable it first.',
  },
  'CW-ACC-015': {
    status: 410,
    issue: 'expired',
    message:
      'This invitation was taken, cancelled or renewed, or is too old. Nothing was changed. Ask whoever invited you for another one.',
  },
  'CW-ACC-016': {
    status: 403,
    issue: 'forbidden',
    message: 'This invitation is for another e-mail address. Nothing was changed. Use the address it was made for.',
  },
  'CW-ACC-017': {
    status: 409,
    issue: 'conflict',
    message: 'This e-mail address has an account here already. Nothing was changed. Log in, or use another address.',
  },
  'CW-ACC-018': {
    status: 403,
    issue: 'forbidden',
    message: 'Accounts are made by invitation here. Nothing was changed. Ask an owner to invite you.',
  },
  'CW-ACC-019': {
    status: 400,
    issue: 'security',
    message:
      'This request carries two logins, a cookie and an Authorization header. Nothing was done. Send one of them.',
  },
  'CW-ACC-020': {
    status: 403,
    issue: 'forbidden',
    message: 'A token can have fewer roles than its account, and no others. Nothing was made.',
  },
  'CW-ACC-021': {
    status: 400,
    issue: 'value',
    message: 'Tokens do not live that long here. Nothing was made. Ask for fewer hours.',
  },
  'CW-ACC-022': {
    status: 403,
    issue: 'forbidden',
    message: 'A token cannot make another one. Nothing was made. Log in, or send the address and the password.',
  },
  'CW-ACC-023': {
    status: 409,
    issue: 'not-supported',
    message:
      'No mail is sent from here. Nothing was changed. Ask an owner for a link with which you choose a new password.',
  },
  'CW-ACC-029': {
    status: 401,
    issue: 'login',
    message:
      'The password is right, and this account wants a code as well. Send the code of your authenticator app, too.',
  },
  'CW-ACC-030': {
    status: 403,
    issue: 'security',
    message:
      'This needs a fresh proof of who you are, and the last one is too long ago. Nothing was done. Confirm with your password, a code or a passkey; on the command line, log in again.',
  },
  'CW-ACC-031': {
    status: 403,
    issue: 'security',
    message:
      'This code is not right, is too old, or was used already. Nothing was changed. Wait for the next code of your app, or use a recovery code.',
  },
  'CW-ACC-032': {
    status: 410,
    issue: 'expired',
    message: 'That took too long, or was begun somewhere else. Nothing was changed. Begin again with your password.',
  },
  'CW-ACC-033': {
    status: 409,
    issue: 'conflict',
    message: 'The second step of the login is not as this page believed. Nothing was changed. Load the page again.',
  },
  'CW-ACC-034': {
    status: 409,
    issue: 'conflict',
    message:
      'This password is too short to stand without a code. Nothing was changed. Choose one of at least 15 characters first; if you cannot log in any more, ask an owner for a link.',
  },
  'CW-ACC-035': {
    status: 403,
    issue: 'security',
    message: 'This passkey was not accepted. Nothing was changed. Try again, or use your password.',
  },
  'CW-ACC-036': {
    status: 403,
    issue: 'security',
    message: 'This login is locked. Nothing was done. Open it with your password, a code or a passkey.',
  },
  'CW-ACC-037': {
    status: 400,
    issue: 'value',
    message: 'The password is too short or too long. Beside a code, use 8 to 1024 characters.',
  },
  'CW-ACC-050': {
    status: 409,
    issue: 'too-costly',
    message: 'Twenty invitations of yours wait already. Nothing was made. Cancel one of them first.',
  },
  'CW-ACC-051': {
    status: 409,
    issue: 'conflict',
    message:
      'This is your own record: you cannot hand it over, but somebody can look after it beside you. Nothing was made.',
  },
  'CW-ACC-052': {
    status: 409,
    issue: 'conflict',
    message: 'This invitation is your own, or you hold this record already. Nothing was changed.',
  },
  'CW-ACC-053': {
    status: 403,
    issue: 'forbidden',
    message:
      'Here only owners and admins bring in people who have no account. Nothing was changed. Log in with an account of this Chartwarden, or ask an owner to invite you.',
  },
  'CW-ACC-070': {
    status: 404,
    issue: 'not-found',
    message: 'Nobody signs in that way here. Nothing was changed. Go back to the login and look at what is offered.',
  },
  'CW-ACC-071': {
    status: 503,
    issue: 'transient',
    message:
      'The place where you sign in cannot be reached, or did not answer as it should. Nothing was changed. Try again later, or log in another way.',
  },
  'CW-ACC-072': {
    status: 403,
    issue: 'security',
    message:
      'The place where you sign in did not let you through, or you cancelled there. Nothing was changed. Try again, or log in another way.',
  },
  'CW-ACC-073': {
    status: 410,
    issue: 'expired',
    message:
      'This sign-in was not begun in this browser, took too long, or was used already. Nothing was changed. Begin again.',
  },
  'CW-ACC-074': {
    status: 403,
    issue: 'login',
    message:
      'You signed in there, but no account here is linked to it. Nothing was changed. If you have an account, log in and link it in the settings; if you were invited, open your invitation.',
  },
  'CW-ACC-075': {
    status: 403,
    issue: 'forbidden',
    message: 'The account that is linked to this sign-in is disabled. Nothing was changed. Ask an owner.',
  },
  'CW-ACC-076': {
    status: 409,
    issue: 'conflict',
    message: 'This sign-in is linked to an account here already. Nothing was changed. Sign in there as somebody else.',
  },
  'CW-ACC-077': {
    status: 409,
    issue: 'conflict',
    message:
      'This is the last way into your account. Nothing was changed. Choose a password, add a passkey or link another sign-in first.',
  },
  'CW-ACC-079': {
    status: 403,
    issue: 'forbidden',
    message: 'Nobody changes their own roles. Nothing was changed. Ask another owner or admin.',
  },
  'CW-ACC-080': {
    status: 403,
    issue: 'forbidden',
    message: 'This account is for looking around: it changes nothing, also not itself. Nothing was changed.',
  },
  'CW-ACC-081': {
    status: 409,
    issue: 'conflict',
    message: 'An offer to hand over this Chartwarden waits already. Nothing was changed. Withdraw that one first.',
  },
  'CW-ACC-082': {
    status: 404,
    issue: 'not-found',
    message:
      'There is no such offer for you, or it was withdrawn, taken, is too old, or somebody is not what they were when it was made. Nothing was changed. Ask for a new one.',
  },
  'CW-ACC-083': {
    status: 409,
    issue: 'conflict',
    message: 'This is not what was shown, or something changed since. Nothing was changed. Look at it again.',
  },
  'CW-ACC-084': {
    status: 409,
    issue: 'conflict',
    message:
      'This Chartwarden cannot be handed over to that account: it is your own, an owner already, disabled, for looking around, or gone. Nothing was changed. Choose another one.',
  },
  'CW-ACC-078': {
    status: 403,
    issue: 'security',
    message:
      'That did not show that you signed in just now, as the account that is at the screen. Nothing was done. Try again, or confirm another way.',
  },
  'CW-ACC-054': {
    status: 409,
    issue: 'conflict',
    message:
      'Nobody else who could look after this record would be left. Nothing was changed. Invite somebody first, or erase the record.',
  },
});
