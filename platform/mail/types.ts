/** One message, plain text only. */
export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /**
   * Resolves when the configured server has taken the message. Throws CW-MAIL-001 when it could not be reached or could not
   * take it now, CW-MAIL-002 when it refuses this message or address for good, CW-MAIL-003 when the connection is not
   * safe or the login is refused. None of them says what was to be sent, or to whom.
   */
  send(mail: Mail): Promise<void>;
}

/** The operator's mail server. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte; `starttls` before anything is said (RFC 3207); `none` on this machine only. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The sender's address. */
  readonly from: string;
  /** PEM of an authority of one's own; otherwise those that the runtime trusts. */
  readonly ca?: string | undefined;
  /** The name under which this server greets the other; a host, nothing personal. */
  readonly name: string;
}
