import type { OnceLink } from '../../../api/account-types.ts';
import { ShownOnce } from '../shown-once.tsx';
import { instanceText } from './instance.text.ts';
import { momentOf } from './moment.ts';

interface OnceLinkShownProps {
  readonly link: OnceLink;
  /** It is also on its way by mail. */
  readonly sent?: boolean;
  readonly onClose: () => void;
}

/** A link that works once and is shown once. */
export function OnceLinkShown({ link, sent = false, onClose }: OnceLinkShownProps) {
  const text = instanceText.once;
  return (
    <>
      {sent ? <p>{text.sent}</p> : null}
      <ShownOnce
        label={text.label}
        words={text.words(momentOf(link.expires))}
        value={link.url}
        text={text}
        qr={text.qr}
        onClose={onClose}
      />
    </>
  );
}
