import { Radio, TextInput, VisuallyHidden } from '@mantine/core';
import type { Relation } from '../../api/types.ts';
import { BirthDateField, isBirthDate } from './birth-date-field.tsx';
import { personText as text } from './person.text.ts';
import classes from './setup/setup.module.css';

export interface PersonDraft {
  readonly relation: Relation;
  readonly name: string;
  /** As it was typed; empty when nobody said. */
  readonly birthDate: string;
}

interface PersonFieldsProps {
  readonly draft: PersonDraft;
  /** The account's name, offered for the record that is one's own. */
  readonly ownName: string;
  readonly mayBeMine: boolean;
  readonly tried: boolean;
  readonly onChange: (draft: PersonDraft) => void;
}

/** Whose record, and the name on it. */
export function PersonFields({ draft, ownName, mayBeMine, tried, onChange }: PersonFieldsProps) {
  const choose = (relation: Relation) => {
    const untouched = draft.name === '' || draft.name === ownName;
    onChange({ ...draft, relation, name: untouched ? (relation === 'self' ? ownName : '') : draft.name });
  };
  return (
    <>
      {mayBeMine ? (
        <fieldset className={classes.choices}>
          <VisuallyHidden component="legend">{text.whose}</VisuallyHidden>
          <div className={classes.choice}>
            <Radio
              name="relation"
              value="self"
              checked={draft.relation === 'self'}
              onChange={() => choose('self')}
              label={text.mine}
              description={text.mineHint}
            />
          </div>
          <div className={classes.choice}>
            <Radio
              name="relation"
              value="custodian"
              checked={draft.relation === 'custodian'}
              onChange={() => choose('custodian')}
              label={text.other}
              description={text.otherHint}
            />
          </div>
        </fieldset>
      ) : null}
      <TextInput
        label={draft.relation === 'self' ? text.name : text.nameOther}
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        error={tried && draft.name.trim() === '' ? text.nameMissing : null}
        autoComplete="off"
        size="md"
      />
      {draft.relation === 'self' ? null : (
        <BirthDateField
          value={draft.birthDate}
          tried={tried}
          size="md"
          onChange={(birthDate) => onChange({ ...draft, birthDate })}
        />
      )}
    </>
  );
}

/** False while something is missing or cannot be. */
export const isWholeDraft = ({ relation, name, birthDate }: PersonDraft): boolean =>
  name.trim() !== '' && (relation === 'self' || birthDate.trim() === '' || isBirthDate(birthDate.trim()));
