import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { isAdministrator } from '../../../api/roles.ts';
import { useSession } from '../../../api/session-context.tsx';
import { InstanceFrame } from '../../../shell/instance-frame.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Problem, Waiting } from '../../../ui/states.tsx';
import classes from '../rights.module.css';
import { retentionText as text } from './retention.text.ts';
import { RulesForm } from './rules-form.tsx';

/** `/instance/retention`: what is kept how long, for owners and admins. */
export function RetentionPage() {
  const { account } = useSession();
  return (
    <InstanceFrame>
      {isAdministrator(account.roles) ? (
        <Kept />
      ) : (
        <Empty title={text.notYours} whole>
          <Back />
        </Empty>
      )}
    </InstanceFrame>
  );
}

const Back = () => (
  <ButtonLink to="/" variant="default">
    {text.back}
  </ButtonLink>
);

function Kept() {
  const api = useApi();
  const shown = useQuery({ queryKey: keys.retention, queryFn: api.retention, staleTime: 0 });
  return (
    <Page title={text.title} lead={text.lead} actions={<Back />}>
      <div className={classes.page}>
        {shown.error ? (
          <Problem error={shown.error} onRetry={() => void shown.refetch()} />
        ) : shown.data === undefined ? (
          <Waiting />
        ) : (
          <RulesForm shown={shown.data} />
        )}
        <section className={classes.part} aria-labelledby="kept-fixed">
          <h2 className={classes.title} id="kept-fixed">
            {text.fixedTitle}
          </h2>
          <ul className={classes.list}>
            {text.fixed.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      </div>
    </Page>
  );
}
