import { Checkbox, TextInput } from '@mantine/core';
import type { OrganizationSays } from '../../../api/organization-types.ts';
import { organizationText } from './organization.text.ts';

interface SaysFieldsProps {
  readonly says: OrganizationSays;
  readonly tried: boolean;
  readonly onChange: (says: OrganizationSays) => void;
}

/** The name of an organization, and whether it is found by it. */
export function SaysFields({ says, tried, onChange }: SaysFieldsProps) {
  const text = organizationText.says;
  return (
    <>
      <TextInput
        label={text.name}
        value={says.name}
        onChange={(event) => onChange({ ...says, name: event.currentTarget.value })}
        error={tried && says.name.trim() === '' ? text.nameMissing : null}
        autoComplete="off"
        maxLength={200}
      />
      <Checkbox
        label={text.listed}
        description={text.listedWords}
        checked={says.listed}
        onChange={(event) => onChange({ ...says, listed: event.currentTarget.checked })}
      />
    </>
  );
}
