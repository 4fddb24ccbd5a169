import { Checkbox, Radio } from '@mantine/core';
import type { Role } from '../../../api/account-types.ts';
import { instanceText } from '../instance/instance.text.ts';
import classes from './settings.module.css';
import { settingsText } from './settings.text.ts';

interface TokenRolesProps {
  /** As which it may act: those of the account, and lesser ones. */
  readonly roles: readonly Role[];
  /** Null: all of them, at each moment. */
  readonly only: readonly Role[] | null;
  readonly tried: boolean;
  readonly onChange: (only: readonly Role[] | null) => void;
}

/** Whether a token is as much as its account, or less. */
export function TokenRoles({ roles, only, tried, onChange }: TokenRolesProps) {
  const text = settingsText.tokens;
  const toggle = (role: Role) =>
    onChange(only?.includes(role) ? only.filter((one) => one !== role) : [...(only ?? []), role]);
  return (
    <>
      <Radio.Group
        label={text.may}
        value={only === null ? 'all' : 'less'}
        onChange={(value) => onChange(value === 'all' ? null : [])}
      >
        <div className={classes.form}>
          <Radio value="all" label={text.mayAll} />
          <Radio value="less" label={text.mayLess} />
        </div>
      </Radio.Group>
      {only === null ? null : (
        <Checkbox.Group
          label={text.mayLess}
          description={text.rolesHint}
          value={[...only]}
          error={tried && only.length === 0 ? text.rolesMissing : null}
        >
          <div className={classes.form}>
            {roles.map((role) => (
              <Checkbox key={role} value={role} label={instanceText.roles[role]} onChange={() => toggle(role)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
