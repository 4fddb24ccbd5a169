import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Problem, Remark } from '../../../ui/states.tsx';
import { addressText as text } from '../address.text.ts';
import classes from './settings.module.css';

/** Only for whoever registered with an address that nobody has shown to be theirs. */
export function UnprovenAddress() {
  const api = useApi();
  const { account, addressProven } = useSession();
  const setup = useQuery({ queryKey: keys.setup, queryFn: api.setupState, enabled: !addressProven });
  const again = useMutation({ mutationFn: api.mailAddressLink });
  if (addressProven) return null;
  return (
    <section className={classes.group} aria-labelledby="settings-address">
      <h2 className={classes.title} id="settings-address">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.lead(account.email)}</p>
      {setup.data === undefined ? null : setup.data.mail ? (
        <>
          <p className={classes.quiet}>{text.byMail}</p>
          <div>
            <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
              {text.again}
            </Button>
          </div>
          {again.error ? <Problem error={again.error} /> : null}
          <div role="status">{again.isSuccess ? <Remark tone="good">{text.sent}</Remark> : null}</div>
        </>
      ) : (
        <p className={classes.quiet}>{text.withoutMail}</p>
      )}
    </section>
  );
}
