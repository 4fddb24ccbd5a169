import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Alert, MailTopic } from '../../../api/activity-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { alertsText as text } from './alerts.text.ts';
import classes from './alerts-form.module.css';
import settings from './settings.module.css';

/** The server says these above every page whatever was chosen. */
const ALWAYS: readonly MailTopic[] = ['account', 'sharing', 'failed-logins', 'break-glass', 'log-broken'];

const isChosen = (topic: MailTopic): topic is Alert => topic !== 'account' && topic !== 'sharing';

/** What this account is told about, here and by mail; each switch holds at once. */
export function AlertsForm() {
  const api = useApi();
  const queries = useQueryClient();
  const { account } = useSession();
  const alerts = useQuery({ queryKey: keys.alerts, queryFn: api.alerts });
  const mail = useQuery({ queryKey: keys.mail, queryFn: api.mailView });
  const choose = useMutation({
    mutationFn: api.chooseAlerts,
    onSuccess: (chosen) => queries.setQueryData(keys.alerts, chosen),
  });
  const chooseMail = useMutation({
    mutationFn: api.chooseMail,
    onSuccess: (chosen) => queries.setQueryData(keys.mail, chosen),
  });
  const here = choose.isPending ? choose.variables : alerts.data;
  const byMail = chooseMail.isPending ? chooseMail.variables : mail.data?.choices;
  const failed = alerts.error === null ? mail : alerts;
  const isOn = (topic: MailTopic): boolean => !isChosen(topic) || (here?.[topic] ?? true);

  return (
    <section className={settings.group} aria-labelledby="settings-alerts">
      <h2 className={settings.title} id="settings-alerts">
        {text.title}
      </h2>
      <p className={settings.quiet}>{text.lead}</p>
      {failed.error ? (
        <Problem error={failed.error} onRetry={() => void failed.refetch()} />
      ) : here === undefined || mail.data === undefined || byMail === undefined ? (
        <Waiting />
      ) : (
        <>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{text.what}</th>
                <th scope="col">{text.here}</th>
                {mail.data.open ? <th scope="col">{text.mail}</th> : null}
              </tr>
            </thead>
            <tbody>
              {(Object.keys(text.topics) as MailTopic[]).map((topic) => (
                <tr key={topic}>
                  <th scope="row">{text.topics[topic]}</th>
                  <td>
                    <Switch
                      aria-label={text.toldHere(text.topics[topic])}
                      checked={isOn(topic)}
                      disabled={ALWAYS.includes(topic) || choose.isPending}
                      title={ALWAYS.includes(topic) ? text.always : undefined}
                      onChange={(event) => choose.mutate({ ...here, [topic]: event.currentTarget.checked })}
                    />
                  </td>
                  {mail.data.open ? (
                    <td>
                      <Switch
                        aria-label={text.toldByMail(text.topics[topic])}
                        checked={byMail[topic] && isOn(topic)}
                        disabled={mail.data.fixed.includes(topic) || !isOn(topic) || chooseMail.isPending}
                        title={mail.data.fixed.includes(topic) ? text.always : undefined}
                        onChange={(event) => chooseMail.mutate({ ...byMail, [topic]: event.currentTarget.checked })}
                      />
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
          <p className={settings.quiet}>{text.fixed}</p>
          <p className={settings.quiet}>{mail.data.open ? text.byMail(account.email) : text.noMail}</p>
        </>
      )}
      {choose.error ? <Problem error={choose.error} /> : null}
      {chooseMail.error ? <Problem error={chooseMail.error} /> : null}
    </section>
  );
}
