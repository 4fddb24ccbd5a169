import type { MailLanguage } from './mail-texts.ts';

/**
 * What each kind of notice says by mail: that something happened, and what to do when it was not meant. Nothing of a
 * record, no name, no id.
 */
export interface NoticeWords {
  readonly subject: string;
  readonly hello: string;
  readonly kinds: Readonly<Record<string, string>>;
  /** For a kind that has no words of its own. */
  readonly other: string;
  readonly last: (count: number, when: string) => string;
  readonly more: string;
  readonly end: string;
}

const en: NoticeWords = {
  subject: 'Something happened on your Chartwarden',
  hello: 'This is what your Chartwarden has to tell you:',
  kinds: {
    'failed-logins':
      'Somebody failed to log in to your account several times. If that was not you, your password held; change it if you use it elsewhere.',
    'new-device':
      'Your account was used to log in from a place that is new to it. If that was not you, end that login in the settings and change your password.',
    'first-look': 'Somebody saw something of a record that you look after for the first time.',
    export: 'A copy of a record that you look after, or of a part of it, was taken.',
    'mass-read': 'Somebody looked at very many entries of a record that you look after.',
    'break-glass': 'Somebody took access for an emergency to a record that you look after. You can end it.',
    'log-broken':
      'The log of this Chartwarden was checked and is not as it was written. Keep everything as it is, and run "chartwarden doctor" at the server.',
    'clock-back':
      'The clock of the server went backwards. Times in the log did not, but see to it: links and logins end by the clock.',
    'new-password-link':
      "A one-time link to set a new password for your account was made at the server's command line.",
    'new-password-link-by-owner':
      'An owner made a one-time link to set a new password for your account. If you did not ask for it, ask them why.',
    'recovery-code-used':
      'One of your recovery codes was used. If that was not you, change your password and make new codes in the settings.',
    'second-step-on': 'The second step of your login was turned on.',
    'second-step-off':
      'The second step of your login was turned off. If that was not you, change your password and turn it on again.',
    'second-step-taken-away': 'An owner took the second step off your login. If you did not ask for it, ask them why.',
    'passkey-added':
      'A passkey was added to your account. If that was not you, remove it in the settings and change your password.',
    'passkey-removed': 'A passkey of your account was removed.',
    'identity-linked':
      'A sign-in elsewhere was linked to your account. If that was not you, unlink it in the settings and change your password.',
    'identity-unlinked': 'A sign-in elsewhere was unlinked from your account.',
    'record-shared': 'Somebody shared a health record with you.',
    'share-ended': 'Something that was shared with you was ended.',
    'share-given': 'Somebody who looks after a record together with you shared some of it.',
    'share-given-back': 'Somebody gave back what was shared with them.',
    'files-brought': 'Somebody with whom a record is shared added files to it.',
    'link-opened': 'Somebody opened a link to a record that you hold.',
    'link-refused': 'Somebody typed a wrong passcode at a link to a record that you hold.',
    'link-used-up': 'A link to a record that you hold was shut for good, after too many wrong passcodes.',
    'emergency-policy': 'What an organization you manage offers for an emergency was changed.',
    'ownership-offered':
      'An owner of your Chartwarden offers to hand it over to you. Nothing changes unless you take it.',
    'ownership-offer-made':
      'An owner of your Chartwarden, maybe you, offered to hand it over to somebody else. If that was not meant, withdraw the offer under Accounts.',
    'ownership-withdrawn': 'An offer to hand over your Chartwarden was withdrawn.',
    'ownership-declined': 'Whoever your Chartwarden was offered to declined it. Everything stays as it is.',
    'ownership-yours': 'You took your Chartwarden over: you are an owner from now on.',
    'ownership-passed': 'An owner of your Chartwarden handed it over to somebody else, who took it.',
    'organization-manager': 'You were made the manager of an organization.',
    'organization-role': 'What you may do in an organization was changed.',
    'organization-left': 'You were taken off an organization. You do not see the records there any more.',
    'leaving-begun':
      'It was decided that a record in the care of an organization you manage will be erased. Until then you can keep it.',
    'leaving-told':
      'A record that is shared with you, or that you were invited to take over, will be erased unless somebody takes it over before. Ask the organization that looks after it.',
    'leaving-kept': 'A record that is shared with you, or that you were invited to take over, is kept after all.',
    'leaving-cancelled': 'A record in the care of an organization you manage is kept after all.',
    'leaving-lapsed': 'A record that was to be erased was not: it had changed, or whoever decided it may no longer.',
    'leaving-erased': 'A record that an organization you manage let go of was erased.',
    'invitation-waits':
      'Somebody invited you to look after a health record with them, or to take it over. It waits for your answer.',
    'invitation-declined': 'An invitation that you made was declined.',
    'invitation-taken': 'An invitation that you made was taken.',
    'custody-changed': 'Who looks after a record that you hold changed.',
    'custody-ended': 'Somebody who looks after a record let go of you. You do not see it any more.',
    'birth-date-changed': 'The date of birth in a record that you hold was changed.',
    'growing-teen': 'Within 30 days something changes in a record that you hold, because of the age of the person.',
    'growing-adult': 'Within 30 days something changes in a record that you hold, because the person is grown up then.',
  },
  other: 'Something about your account, or about a record that you look after, changed.',
  last: (count, when) => (count === 1 ? when : `${count} times, last ${when}`),
  more: 'Log in to see more:',
  end: 'No message of ours says anything that stands in a record, and none asks for a password or a code. Which of these come by mail is yours to choose, in the settings, under “What you are told about”.',
};

const de: NoticeWords = {
  subject: 'Auf Ihrem Chartwarden ist etwas geschehen',
  hello: 'Das hat Ihr Chartwarden Ihnen zu sagen:',
  kinds: {
    'failed-logins':
      'Jemand hat mehrmals vergeblich versucht, sich in Ihrem Konto anzumelden. Waren das nicht Sie, hat Ihr Passwort gehalten; ändern Sie es, wenn Sie es auch anderswo verwenden.',
    'new-device':
      'In Ihrem Konto hat sich jemand von einem Ort aus angemeldet, der für das Konto neu ist. Waren das nicht Sie, beenden Sie diese Anmeldung in den Einstellungen und ändern Sie Ihr Passwort.',
    'first-look': 'Jemand hat zum ersten Mal etwas aus einer Akte gesehen, um die Sie sich kümmern.',
    export: 'Von einer Akte, um die Sie sich kümmern, oder von einem Teil davon wurde eine Kopie gezogen.',
    'mass-read': 'Jemand hat sehr viele Einträge einer Akte angesehen, um die Sie sich kümmern.',
    'break-glass':
      'Jemand hat sich für einen Notfall Zugang zu einer Akte genommen, um die Sie sich kümmern. Sie können ihn beenden.',
    'log-broken':
      'Das Protokoll dieses Chartwarden wurde geprüft und ist nicht so, wie es geschrieben wurde. Lassen Sie alles, wie es ist, und führen Sie am Server „chartwarden doctor“ aus.',
    'clock-back':
      'Die Uhr des Servers ist rückwärts gegangen. Die Zeiten im Protokoll nicht; kümmern Sie sich trotzdem darum: Links und Anmeldungen enden nach der Uhr.',
    'new-password-link':
      'Auf der Befehlszeile des Servers wurde ein einmaliger Link gemacht, mit dem Ihr Konto ein neues Passwort bekommt.',
    'new-password-link-by-owner':
      'Wem dieser Chartwarden gehört, hat einen einmaligen Link für ein neues Passwort Ihres Kontos gemacht. Wenn Sie nicht darum gebeten haben, fragen Sie nach dem Grund.',
    'recovery-code-used':
      'Einer Ihrer Wiederherstellungscodes wurde verwendet. Waren das nicht Sie, ändern Sie Ihr Passwort und machen Sie in den Einstellungen neue Codes.',
    'second-step-on': 'Der zweite Schritt Ihrer Anmeldung wurde eingeschaltet.',
    'second-step-off':
      'Der zweite Schritt Ihrer Anmeldung wurde ausgeschaltet. Waren das nicht Sie, ändern Sie Ihr Passwort und schalten Sie ihn wieder ein.',
    'second-step-taken-away':
      'Wem dieser Chartwarden gehört, hat den zweiten Schritt Ihrer Anmeldung entfernt. Wenn Sie nicht darum gebeten haben, fragen Sie nach dem Grund.',
    'passkey-added':
      'Zu Ihrem Konto kam ein Passkey dazu. Waren das nicht Sie, entfernen Sie ihn in den Einstellungen und ändern Sie Ihr Passwort.',
    'passkey-removed': 'Ein Passkey Ihres Kontos wurde entfernt.',
    'identity-linked':
      'Eine Anmeldung bei einem anderen Dienst wurde mit Ihrem Konto verknüpft. Waren das nicht Sie, lösen Sie sie in den Einstellungen und ändern Sie Ihr Passwort.',
    'identity-unlinked': 'Eine Anmeldung bei einem anderen Dienst wurde von Ihrem Konto gelöst.',
    'record-shared': 'Jemand hat eine Gesundheitsakte mit Ihnen geteilt.',
    'share-ended': 'Etwas, das mit Ihnen geteilt war, wurde beendet.',
    'share-given': 'Jemand, der sich mit Ihnen um eine Akte kümmert, hat etwas daraus geteilt.',
    'share-given-back': 'Jemand hat zurückgegeben, was mit ihm geteilt war.',
    'files-brought': 'Jemand, mit dem eine Akte geteilt ist, hat Dateien hinzugefügt.',
    'link-opened': 'Jemand hat einen Link zu einer Akte geöffnet, die Sie führen.',
    'link-refused': 'Jemand hat bei einem Link zu einer Akte, die Sie führen, einen falschen Code eingegeben.',
    'link-used-up':
      'Ein Link zu einer Akte, die Sie führen, wurde nach zu vielen falschen Codes für immer geschlossen.',
    'emergency-policy': 'Was eine Organisation, die Sie leiten, für den Notfall anbietet, wurde geändert.',
    'ownership-offered':
      'Wem dieser Chartwarden gehört, bietet Ihnen an, ihn zu übernehmen. Es ändert sich nichts, bevor Sie zustimmen.',
    'ownership-offer-made':
      'Jemand, dem dieser Chartwarden gehört, vielleicht Sie selbst, hat angeboten, ihn zu übergeben. War das nicht gewollt, ziehen Sie das Angebot unter Konten zurück.',
    'ownership-withdrawn': 'Ein Angebot, diesen Chartwarden zu übernehmen, wurde zurückgezogen.',
    'ownership-declined': 'Wem dieser Chartwarden angeboten war, hat abgelehnt. Alles bleibt, wie es ist.',
    'ownership-yours': 'Sie haben diesen Chartwarden übernommen: Er gehört ab jetzt Ihnen.',
    'ownership-passed': 'Jemand, dem dieser Chartwarden gehörte, hat ihn an jemand anderen übergeben.',
    'organization-manager': 'Ihnen wurde die Leitung einer Organisation übertragen.',
    'organization-role': 'Was Sie in einer Organisation dürfen, wurde geändert.',
    'organization-left': 'Sie gehören einer Organisation nicht mehr an. Die Akten dort sehen Sie nicht mehr.',
    'leaving-begun':
      'Es wurde entschieden, dass eine Akte in der Obhut einer Organisation, die Sie leiten, gelöscht wird. Bis dahin können Sie sie behalten.',
    'leaving-told':
      'Eine Akte, die mit Ihnen geteilt ist oder die Sie übernehmen können, wird gelöscht, wenn sie vorher niemand übernimmt. Fragen Sie die Organisation, die sich um sie kümmert.',
    'leaving-kept': 'Eine Akte, die mit Ihnen geteilt ist oder die Sie übernehmen können, bleibt nun doch erhalten.',
    'leaving-cancelled': 'Eine Akte in der Obhut einer Organisation, die Sie leiten, bleibt nun doch.',
    'leaving-lapsed':
      'Eine Akte, die gelöscht werden sollte, wurde es nicht: Sie hatte sich geändert, oder wer es entschieden hat, darf das nicht mehr.',
    'leaving-erased': 'Eine Akte, die eine von Ihnen geleitete Organisation abgegeben hat, wurde gelöscht.',
    'invitation-waits':
      'Jemand lädt Sie ein, sich mit um eine Gesundheitsakte zu kümmern oder sie zu übernehmen. Die Einladung wartet auf Ihre Antwort.',
    'invitation-declined': 'Eine Einladung von Ihnen wurde abgelehnt.',
    'invitation-taken': 'Eine Einladung von Ihnen wurde angenommen.',
    'custody-changed': 'Wer sich um eine Akte kümmert, die Sie führen, hat sich geändert.',
    'custody-ended': 'Jemand, der sich um eine Akte kümmert, hat Sie davon entbunden. Sie sehen sie nicht mehr.',
    'birth-date-changed': 'Das Geburtsdatum in einer Akte, die Sie führen, wurde geändert.',
    'growing-teen':
      'In den nächsten 30 Tagen ändert sich etwas an einer Akte, die Sie führen, weil die Person älter wird.',
    'growing-adult':
      'In den nächsten 30 Tagen ändert sich etwas an einer Akte, die Sie führen, weil die Person dann erwachsen ist.',
  },
  other: 'An Ihrem Konto, oder an einer Akte, um die Sie sich kümmern, hat sich etwas geändert.',
  last: (count, when) => (count === 1 ? when : `${count}-mal, zuletzt ${when}`),
  more: 'Melden Sie sich an, um mehr zu sehen:',
  end: 'Keine unserer Nachrichten sagt etwas, das in einer Akte steht, und keine fragt nach einem Passwort oder einem Code. Was davon per E-Mail kommt, wählen Sie in den Einstellungen unter „Worüber Sie benachrichtigt werden“.',
};

const es: NoticeWords = {
  subject: 'Ha ocurrido algo en su Chartwarden',
  hello: 'Esto es lo que su Chartwarden tiene que decirle:',
  kinds: {
    'failed-logins':
      'Alguien ha intentado varias veces, sin éxito, entrar en su cuenta. Si no fue usted, su contraseña ha resistido; cámbiela si la usa también en otro sitio.',
    'new-device':
      'Se ha entrado en su cuenta desde un lugar nuevo para ella. Si no fue usted, termine esa sesión en los ajustes y cambie su contraseña.',
    'first-look': 'Alguien ha visto por primera vez algo de un historial del que usted se ocupa.',
    export: 'Se ha sacado una copia de un historial del que usted se ocupa, o de una parte.',
    'mass-read': 'Alguien ha mirado muchísimas entradas de un historial del que usted se ocupa.',
    'break-glass':
      'Alguien ha tomado acceso por una emergencia a un historial del que usted se ocupa. Usted puede terminarlo.',
    'log-broken':
      'Se ha comprobado el registro de este Chartwarden y no está como se escribió. Deje todo como está y ejecute "chartwarden doctor" en el servidor.',
    'clock-back':
      'El reloj del servidor ha ido hacia atrás. Las horas del registro no, pero ocúpese de ello: los enlaces y las sesiones terminan según el reloj.',
    'new-password-link':
      'En la línea de órdenes del servidor se ha hecho un enlace de un solo uso para poner una contraseña nueva en su cuenta.',
    'new-password-link-by-owner':
      'Un propietario ha hecho un enlace de un solo uso para poner una contraseña nueva en su cuenta. Si usted no lo pidió, pregúntele por qué.',
    'recovery-code-used':
      'Se ha usado uno de sus códigos de recuperación. Si no fue usted, cambie su contraseña y haga códigos nuevos en los ajustes.',
    'second-step-on': 'Se ha activado el segundo paso de su inicio de sesión.',
    'second-step-off':
      'Se ha desactivado el segundo paso de su inicio de sesión. Si no fue usted, cambie su contraseña y vuelva a activarlo.',
    'second-step-taken-away':
      'Un propietario ha quitado el segundo paso de su inicio de sesión. Si usted no lo pidió, pregúntele por qué.',
    'passkey-added':
      'Se ha añadido una llave de acceso a su cuenta. Si no fue usted, quítela en los ajustes y cambie su contraseña.',
    'passkey-removed': 'Se ha quitado una llave de acceso de su cuenta.',
    'identity-linked':
      'Un acceso de otro servicio se ha vinculado a su cuenta. Si no fue usted, desvincúlelo en los ajustes y cambie su contraseña.',
    'identity-unlinked': 'Un acceso de otro servicio se ha desvinculado de su cuenta.',
    'record-shared': 'Alguien ha compartido con usted un historial de salud.',
    'share-ended': 'Ha terminado algo que se compartía con usted.',
    'share-given': 'Alguien que se ocupa con usted de un historial ha compartido una parte de él.',
    'share-given-back': 'Alguien ha devuelto lo que se compartía con él.',
    'files-brought': 'Alguien con quien se comparte un historial ha añadido archivos.',
    'link-opened': 'Alguien ha abierto un enlace a un historial que usted lleva.',
    'link-refused': 'Alguien ha escrito un código equivocado en un enlace a un historial que usted lleva.',
    'link-used-up':
      'Un enlace a un historial que usted lleva se ha cerrado para siempre, después de demasiados códigos equivocados.',
    'emergency-policy': 'Ha cambiado lo que ofrece para una emergencia una organización que usted dirige.',
    'ownership-offered': 'Un propietario de su Chartwarden le ofrece cedérselo. No cambia nada si usted no lo acepta.',
    'ownership-offer-made':
      'Un propietario de su Chartwarden, quizá usted, ha ofrecido cederlo a otra persona. Si no era su intención, retire la oferta en Cuentas.',
    'ownership-withdrawn': 'Se ha retirado una oferta de ceder su Chartwarden.',
    'ownership-declined': 'La persona a la que se ofreció su Chartwarden lo ha rechazado. Todo sigue igual.',
    'ownership-yours': 'Usted se ha hecho cargo de su Chartwarden: desde ahora es su propietario.',
    'ownership-passed': 'Un propietario de su Chartwarden lo ha cedido a otra persona, que lo ha aceptado.',
    'organization-manager': 'Ahora dirige usted una organización.',
    'organization-role': 'Ha cambiado lo que usted puede hacer en una organización.',
    'organization-left': 'Usted ya no pertenece a una organización. Ya no ve los historiales de allí.',
    'leaving-begun':
      'Se ha decidido borrar un historial a cargo de una organización que usted dirige. Hasta entonces puede conservarlo.',
    'leaving-told':
      'Un historial que se comparte con usted, o del que puede hacerse cargo, se borrará si nadie se hace cargo antes. Pregunte a la organización que lo lleva.',
    'leaving-kept': 'Un historial que se comparte con usted, o del que puede hacerse cargo, al final se conserva.',
    'leaving-cancelled': 'Un historial a cargo de una organización que usted dirige se conserva al final.',
    'leaving-lapsed':
      'Un historial que iba a borrarse no se ha borrado: había cambiado, o quien lo decidió ya no puede hacerlo.',
    'leaving-erased': 'Se ha borrado un historial que dejó una organización que usted dirige.',
    'invitation-waits':
      'Alguien le invita a ocuparse con él de un historial de salud, o a hacerse cargo de él. La invitación espera su respuesta.',
    'invitation-declined': 'Se ha rechazado una invitación que usted hizo.',
    'invitation-taken': 'Se ha aceptado una invitación que usted hizo.',
    'custody-changed': 'Ha cambiado quién cuida de un historial que usted lleva.',
    'custody-ended': 'Alguien que cuida de un historial prescindió de usted. Ya no lo ve.',
    'birth-date-changed': 'Se cambió la fecha de nacimiento en un historial que usted lleva.',
    'growing-teen': 'En los próximos 30 días algo cambia en un historial que usted lleva, por la edad de la persona.',
    'growing-adult':
      'En los próximos 30 días algo cambia en un historial que usted lleva, porque la persona será entonces adulta.',
  },
  other: 'Ha cambiado algo de su cuenta, o de un historial del que usted se ocupa.',
  last: (count, when) => (count === 1 ? when : `${count} veces, la última ${when}`),
  more: 'Inicie sesión para ver más:',
  end: 'Ninguno de nuestros mensajes dice nada de lo que hay en un historial, y ninguno pide una contraseña ni un código. Usted elige cuáles llegan por correo, en los ajustes, en «De qué se le avisa».',
};

export const NOTICE_WORDS: Readonly<Record<MailLanguage, NoticeWords>> = { en, de, es };
