import { Radio, TextInput } from '@mantine/core';
import type { CommitAnswers, ImportQuestion, SomeoneElse } from '../../api/types.ts';
import classes from './import-page.module.css';
import { intakeText } from './intake.text.ts';

const text = intakeText.questions;

interface QuestionsProps {
  readonly questions: readonly ImportQuestion[];
  readonly answers: CommitAnswers;
  readonly personName: string;
  readonly tried: boolean;
  readonly onChange: (answers: CommitAnswers) => void;
}

export function Questions({ questions, answers, personName, tried, onChange }: QuestionsProps) {
  return (
    <>
      <h2 className={classes.heading}>{questions.length === 1 ? text.title : text.titleMany}</h2>
      <div className={classes.questions}>
        {questions.map((question) =>
          question.kind === 'origin' ? (
            <div key={question.kind}>
              <p className={classes.question}>{text.origin}</p>
              <p className={classes.quiet}>{question.explanation}</p>
              <TextInput
                className={classes.field ?? ''}
                label={text.originLabel}
                description={text.originHint}
                value={answers.origin ?? ''}
                onChange={(event) => onChange({ ...answers, origin: event.currentTarget.value })}
                autoComplete="off"
              />
            </div>
          ) : (
            <SomeoneElseQuestion
              key={question.kind}
              question={question}
              answer={answers.aboutSomeoneElse}
              personName={personName}
              tried={tried}
              onAnswer={(aboutSomeoneElse) => onChange({ ...answers, aboutSomeoneElse })}
            />
          ),
        )}
      </div>
    </>
  );
}

interface SomeoneElseProps {
  readonly question: Extract<ImportQuestion, { kind: 'about-someone-else' }>;
  readonly answer: SomeoneElse | undefined;
  readonly personName: string;
  readonly tried: boolean;
  readonly onAnswer: (answer: SomeoneElse) => void;
}

function SomeoneElseQuestion({ question, answer, personName, tried, onAnswer }: SomeoneElseProps) {
  const choices: readonly { value: SomeoneElse; label: string; hint: string }[] = [
    { value: 'leave-out', label: text.leaveOut, hint: text.leaveOutHint },
    { value: 'yes', label: text.yes(personName), hint: text.yesHint },
  ];
  return (
    <fieldset>
      <legend className={classes.question}>{text.someone(question.name)}</legend>
      <p className={classes.quiet}>
        {question.explanation} {text.entries(question.entries)}
      </p>
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
