import type { Concept, SourcedMark, When } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { AppointmentsIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { formatRecordDate } from '../../../ui/words.ts';
import { appointmentsText as text } from './appointments.text.ts';
import { EntryMarks } from './entry-marks.tsx';
import { FirstOnes } from './first-ones.tsx';
import { Card, Chip, ListPart } from './list-part.tsx';
import classes from './lists.module.css';
import { listsText } from './lists.text.ts';
import { said } from './said.tsx';

const PARTS = ['upcoming', 'undated', 'past'] as const;

interface Appointment extends SourcedMark, Concept {
  readonly state: 'booked' | 'asked' | 'cancelled' | 'missed' | 'kept' | 'unknown';
  readonly start: When | null;
  readonly minutes: string | null;
  readonly who: readonly string[];
  readonly where: readonly string[];
  readonly reasons: readonly string[];
  readonly instructions: string | null;
  readonly note: string | null;
}

/** features/chart/reading/appointments.ts */
type Appointments = Readonly<Record<(typeof PARTS)[number], readonly Appointment[]>>;

/** `/people/$person/appointments`: the nearest first, then those that are over. */
export function AppointmentsPage() {
  return (
    <SectionPage<Appointments>
      title={text.title}
      lead={text.lead}
      section="appointments"
      isEmpty={(answer) => PARTS.every((part) => answer[part].length === 0)}
      empty={{ icon: <AppointmentsIcon size={26} />, title: text.empty }}
    >
      {(answer) =>
        PARTS.map((part) => (
          <FirstOnes key={part} items={answer[part]}>
            {(shown) => (
              <ListPart title={text.parts[part]} count={answer[part].length}>
                {shown.map((one) => (
                  <AppointmentCard key={one.id} appointment={one} isPast={part === 'past'} />
                ))}
              </ListPart>
            )}
          </FirstOnes>
        ))
      }
    </SectionPage>
  );
}

interface AppointmentCardProps {
  readonly appointment: Appointment;
  readonly isPast: boolean;
}

function AppointmentCard({ appointment: one, isPast }: AppointmentCardProps) {
  const isPlain = one.state === (isPast ? 'kept' : 'booked');
  return (
    <Card
      name={
        <FactLink fact={one.id}>
          <bdi>{one.words ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={one.start === null ? listsText.noDate : formatRecordDate(one.start.text)}
      about={[
        isPlain ? null : (
          <Chip key="state" {...(one.state === 'cancelled' ? { tone: 'care' as const } : {})}>
            {text.states[one.state]}
          </Chip>
        ),
        said(text.with, one.who),
        said(listsText.at, one.where),
        said(listsText.for, one.reasons),
        one.minutes === null ? null : text.minutes(one.minutes),
        said(listsText.from, one.from),
        <EntryMarks key="marks" {...one} />,
      ]}
    >
      {[one.instructions, one.note].map((words) =>
        words === null ? null : (
          <p key={words} className={classes.words}>
            <bdi>{words}</bdi>
          </p>
        ),
      )}
    </Card>
  );
}
