import type { SourcedMark, When } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { CareTeamIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { careTeamText as text } from './care-team.text.ts';
import { EntryMarks } from './entry-marks.tsx';
import { FirstOnes } from './first-ones.tsx';
import { Card, Chip, ListPart } from './list-part.tsx';
import classes from './lists.module.css';
import { listsText } from './lists.text.ts';
import { own, said, spanWords } from './said.tsx';
import { dayWords } from './when-words.ts';

interface Carer extends SourcedMark {
  readonly kind: 'clinician' | 'related' | 'place';
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly at: readonly string[];
  readonly contacts: readonly { readonly system: string | null; readonly value: string; readonly use: string | null }[];
  readonly addresses: readonly string[];
  readonly seen: { readonly visit: string; readonly when: When } | null;
  readonly visits: number;
}

interface Team extends SourcedMark {
  readonly name: string | null;
  readonly isOver: boolean;
  readonly start: When | null;
  readonly end: When | null;
  readonly members: readonly {
    readonly name: string | null;
    readonly roles: readonly string[];
    readonly fact: string | null;
  }[];
}

/** features/chart/reading/care-team.ts */
interface CareTeam {
  readonly teams: readonly Team[];
  readonly people: readonly Carer[];
  readonly places: readonly Carer[];
}

/** `/people/$person/care-team`: teams, then people and places, those seen last first. */
export function CareTeamPage() {
  return (
    <SectionPage<CareTeam>
      title={text.title}
      lead={text.lead}
      section="careTeam"
      isEmpty={({ teams, people, places }) => teams.length + people.length + places.length === 0}
      empty={{ icon: <CareTeamIcon size={26} />, title: text.empty }}
    >
      {({ teams, people, places }) => (
        <>
          <ListPart title={text.parts.teams} count={teams.length}>
            {teams.map((one) => (
              <TeamCard key={one.id} team={one} />
            ))}
          </ListPart>
          {(
            [
              [text.parts.people, people],
              [text.parts.places, places],
            ] as const
          ).map(([title, carers]) => (
            <FirstOnes key={title} items={carers}>
              {(shown) => (
                <ListPart title={title} count={carers.length}>
                  {shown.map((one) => (
                    <CarerCard key={one.id} carer={one} />
                  ))}
                </ListPart>
              )}
            </FirstOnes>
          ))}
        </>
      )}
    </SectionPage>
  );
}

function TeamCard({ team }: { readonly team: Team }) {
  return (
    <Card
      name={
        <FactLink fact={team.id}>
          <bdi>{team.name ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={team.isOver ? <Chip>{text.over}</Chip> : null}
      about={[spanWords(team.start, team.end), said(listsText.from, team.from), <EntryMarks key="marks" {...team} />]}
    >
      <ul className={classes.members}>
        {team.members.map(({ name, roles, fact }, at) => (
          <li key={at}>
            {fact === null ? (
              <bdi>{name ?? listsText.untitled}</bdi>
            ) : (
              <FactLink fact={fact}>
                <bdi>{name ?? listsText.untitled}</bdi>
              </FactLink>
            )}{' '}
            <span className={classes.quiet}>{own(roles.join(', '))}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function CarerCard({ carer }: { readonly carer: Carer }) {
  return (
    <Card
      name={
        <FactLink fact={carer.id}>
          <bdi>{carer.name ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={carer.seen === null ? null : text.seen(dayWords(carer.seen.when))}
      about={[
        carer.kind === 'related' ? text.related : null,
        own(carer.roles.join(', ')),
        said(listsText.at, carer.at),
        carer.visits > 0 ? text.visits(carer.visits) : null,
        said(listsText.from, carer.from),
        <EntryMarks key="marks" {...carer} />,
      ]}
    >
      {carer.contacts.length + carer.addresses.length === 0 ? null : (
        <ul className={classes.members}>
          {carer.contacts.map(({ system, value, use }) => (
            <li key={`${system} ${value} ${use}`}>
              <span className={classes.quiet}>
                {system === null ? text.contact : (text.systems[system] ?? system)}
                {use === null ? '' : ` (${use})`}:
              </span>{' '}
              <bdi>{value}</bdi>
            </li>
          ))}
          {carer.addresses.map((address) => (
            <li key={address}>
              <span className={classes.quiet}>{text.address}:</span> <bdi>{address}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
