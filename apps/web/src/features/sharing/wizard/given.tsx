import type { IssuedInvitation } from '../../../api/invitation-types.ts';
import type { ShareLine } from '../../../api/share-types.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Remark } from '../../../ui/states.tsx';
import { LinkReady } from '../links/link-ready.tsx';
import { momentWords, shareSentence } from '../share-sentence.ts';
import classes from '../sharing.module.css';
import { wizardText as text } from './wizard.text.ts';

function ToSharing({ person }: { readonly person: string }) {
  return (
    <div className={classes.buttons}>
      <ButtonLink to="/people/$person/sharing" params={{ person }}>
        {text.given.toSharing}
      </ButtonLink>
    </div>
  );
}

/** What stands now. */
export function GivenPage({ person, share }: { readonly person: string; readonly share: ShareLine }) {
  const isKept = share.effect === 'deny';
  return (
    <Page key="given" title={isKept ? text.given.keptTitle : text.given.title}>
      <div className={classes.page}>
        <Remark tone="good">
          <p>{shareSentence(share)}</p>
          {isKept ? null : <p>{text.given.words}</p>}
        </Remark>
        <ToSharing person={person} />
      </div>
    </Page>
  );
}

/** The link of an invitation, the only time that it is shown; nothing stands yet. */
export function Invited({ person, invitation }: { readonly person: string; readonly invitation: IssuedInvitation }) {
  return (
    <Page key="invited" title={text.invited.title}>
      <div className={classes.page}>
        <Remark tone="good">
          <p>{text.invited.words(momentWords(invitation.expires))}</p>
          {invitation.sent ? <p>{text.invited.sent}</p> : null}
        </Remark>
        <LinkReady link={invitation.url} text={text.invited} />
        <ToSharing person={person} />
      </div>
    </Page>
  );
}
