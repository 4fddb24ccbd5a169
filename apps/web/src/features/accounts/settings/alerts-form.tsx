import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Alert } from '../../../api/activity-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { alertsText as text } from './alerts.text.ts';
import classes from './settings.module.css';

/** The server tells these whatever was chosen. */
const ALWAYS: readonly Alert[] = ['break-glass', 'log-broken'];

/** What this account is told about; each switch holds at once. */
export function AlertsForm() {
  const api = useApi();
  const queries = useQueryClient();
  const alerts = useQuery({ queryKey: keys.alerts, queryFn: api.alerts });
  const choose = useMutation({
    mutationFn: api.chooseAlerts,
    onSuccess: (chosen) => queries.setQueryData(keys.alerts, chosen),
  });
  const shown = choose.isPending ? choose.variables : alerts.data;

  return (
    <section className={classes.group} aria-labelledby="settings-alerts">
      <h2 className={classes.title} id="settings-alerts">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.lead}</p>
      {alerts.error ? (
        <Problem error={alerts.error} onRetry={() => void alerts.refetch()} />
      ) : shown === undefined ? (
        <Waiting />
      ) : (
        (Object.keys(text.alerts) as Alert[]).map((alert) => {
          const isFixed = ALWAYS.includes(alert);
          return (
            <Switch
              key={alert}
              label={text.alerts[alert]}
              description={isFixed ? text.always : undefined}
              checked={shown[alert]}
              disabled={isFixed || choose.isPending}
              onChange={(event) => choose.mutate({ ...shown, [alert]: event.currentTarget.checked })}
            />
          );
        })
      )}
      {choose.error ? <Problem error={choose.error} /> : null}
    </section>
  );
}
