import { Radio, TextInput } from '@mantine/core';
import type { CommitAnswers, ImportQuestion, SomeoneElse } from '../../api/types.ts';
import classes from './import-page.module.css';
import { intakeText } from './intake.text.ts';

const text = intakeText.questions;

interface QuestionsProps {
  readonly questions: readonly ImportQuestion[];
  readonly answers: CommitAnswers;
  readonly personName: string;
  /** The names of people who have a record here. */
  readonly known: readonly string[];
  readonly tried: boolean;
  /** By somebody who does not hold the record: they make none for others out of it. */
  readonly isBrought: boolean;
  readonly onChange: (answers: CommitAnswers) => void;
}

export function Questions({ questions, answers, personName, known, tried, isBrought, onChange }: QuestionsProps) {
  const origin = questions.find((question) => question.kind === 'origin');
  const others = questions.filter((question) => question.kind === 'about-someone-else');
  return (
    <>
      <h2 className={classes.heading}>{origin && others.length > 0 ? text.titleMany : text.title}</h2>
      <div className={classes.questions}>
        {origin ? (
          <div>
            <p className={classes.question}>{text.origin}</p>
            <p className={classes.quiet}>{text.originWhy}</p>
            <TextInput
              className={classes.field ?? ''}
              label={text.originLabel}
              description={text.originHint}
              value={answers.origin ?? ''}
              onChange={(event) => onChange({ ...answers, origin: event.currentTarget.value })}
              autoComplete="off"
            />
          </div>
        ) : null}
        {others.length > 0 ? (
          <SomeoneElseQuestion
            others={others}
            answer={answers.aboutSomeoneElse}
            personName={personName}
            known={known}
            tried={tried}
            isBrought={isBrought}
            onAnswer={(aboutSomeoneElse) => onChange({ ...answers, aboutSomeoneElse })}
          />
        ) : null}
      </div>
    </>
  );
}

type Other = Extract<ImportQuestion, { kind: 'about-someone-else' }>;

interface SomeoneElseProps {
  readonly others: readonly Other[];
  readonly answer: SomeoneElse | undefined;
  readonly personName: string;
  readonly known: readonly string[];
  readonly tried: boolean;
  readonly isBrought: boolean;
  readonly onAnswer: (answer: SomeoneElse) => void;
}

/** One answer for all of them: a drop with several strangers is one mistake, not many. */
function SomeoneElseQuestion({ others, answer, personName, known, tried, isBrought, onAnswer }: SomeoneElseProps) {
  const named = others.every(({ name }) => name !== undefined);
  const [first] = others;
  const only = others.length === 1 ? first?.name : undefined;
  const isKnown = only !== undefined && known.some((name) => name.toLowerCase() === only.toLowerCase());
  const choices: readonly { value: SomeoneElse; label: string; hint: string }[] = [
    { value: 'leave-out', label: text.leaveOut, hint: text.leaveOutHint },
    ...(named && !isBrought
      ? [
          {
            value: 'new-person' as const,
            label: text.ownRecord(only, others.length),
            hint: isKnown ? text.ownRecordThere : text.ownRecordHint(others.length),
          },
        ]
      : []),
    { value: 'yes', label: text.yes(personName), hint: text.yesHint },
  ];
  return (
    <fieldset>
      <legend className={classes.question}>{text.someone(only, others.length)}</legend>
      {others.length === 1 ? (
        <p className={classes.quiet}>
          {text.isThat(first?.name, personName)} {text.entries(first?.entries ?? 0)}
        </p>
      ) : (
        <ul className={classes.others}>
          {others.map((one, at) => (
            // Two patients may well have one name.
            <li key={`${at} ${one.name}`}>{text.other(one.name, one.entries)}</li>
          ))}
        </ul>
      )}
      <div className={classes.choices}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            name="about-someone-else"
            value={choice.value}
            checked={answer === choice.value}
            onChange={() => onAnswer(choice.value)}
            label={choice.label}
            description={choice.hint}
          />
        ))}
      </div>
      {tried && answer === undefined ? (
        <p className={classes.wrong} role="alert">
          {text.missing}
        </p>
      ) : null}
    </fieldset>
  );
}
