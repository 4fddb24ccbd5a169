import type { IssuedInvitation } from '../../../api/invitation-types.ts';
import { Qr } from '../../../ui/qr.tsx';
import { OnceLinkShown } from '../instance/once-link.tsx';
import { custodyText as text } from './custody.text.ts';

/** The link of an invitation, once: to copy, and to scan by whoever stands beside. */
export function InvitationLink({ link, onClose }: { readonly link: IssuedInvitation; readonly onClose: () => void }) {
  return (
    <>
      <Qr text={link.url} label={text.scan} />
      <OnceLinkShown link={link} sent={link.sent} onClose={onClose} />
    </>
  );
}
