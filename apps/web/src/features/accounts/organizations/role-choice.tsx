import { useId } from 'react';
import type { OrganizationRole } from '../../../api/organization-types.ts';
import classes from '../instance/instance.module.css';
import { organizationText as text } from './organization.text.ts';

const ROLES: readonly OrganizationRole[] = ['manager', 'member', 'viewer'];

interface RoleChoiceProps {
  readonly label: string;
  readonly role: OrganizationRole;
  readonly onChange: (role: OrganizationRole) => void;
}

/** As what somebody works for an organization, with what each may do. */
export function RoleChoice({ label, role, onChange }: RoleChoiceProps) {
  const name = useId();
  return (
    <fieldset className={classes.choices} aria-label={label}>
      {ROLES.map((one) => (
        <label key={one} className={classes.choice}>
          <input
            type="radio"
            name={name}
            checked={role === one}
            onChange={() => onChange(one)}
            aria-describedby={`${name}-${one}`}
          />
          <span>{text.roles[one]}</span>
          <span className={classes.choiceWords} id={`${name}-${one}`}>
            {text.roleWords[one]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
