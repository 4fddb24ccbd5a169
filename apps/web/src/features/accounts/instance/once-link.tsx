import type { OnceLink } from '../../../api/account-types.ts';
import { ShownOnce } from '../shown-once.tsx';
import { instanceText } from './instance.text.ts';
import { momentOf } from './moment.ts';

/** A link that works once and is shown once. */
export function OnceLinkShown({ link, onClose }: { readonly link: OnceLink; readonly onClose: () => void }) {
  const text = instanceText.once;
  return (
    <ShownOnce
      label={text.label}
      words={text.words(momentOf(link.expires))}
      value={link.url}
      text={text}
      onClose={onClose}
    />
  );
}
