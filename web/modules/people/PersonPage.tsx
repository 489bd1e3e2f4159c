import { useState } from 'react'
import { personRead, personResume, personStay } from '../../../server/modules/people/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  countryText,
  Day,
  dayText,
  Facts,
  Fold,
  History,
  Instant,
  Link,
  NextAct,
  None,
  Record,
  RecordOf,
  Status,
  toast,
  useGo,
  useParam,
} from '../../kit/index.ts'
import { WhileAway } from './Delegations.tsx'
import { ChangeDialog, DepartDialog, GrantDialog, type Person, RolesDialog, SuspendDialog } from './PersonDialogs.tsx'
import { Memberships, Roles } from './PersonParts.tsx'
import { roleName } from './words.tsx'
import { ServiceDialog, ServiceFacts, ServiceKeys } from './ServiceParts.tsx'

type Dialog = 'change' | 'roles' | 'grant' | 'suspend' | 'depart' | undefined

export default function PersonPage() {
  const asked = useAsk(personRead, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Person" crumbs={crumbsOf(asked.data)}>
      {(person) => <Sheet person={person} />}
    </RecordOf>
  )
}

const crumbsOf = (person: Person | undefined) =>
  person?.kind === 'service'
    ? [{ title: 'Service accounts', href: '/people/service-accounts' }]
    : [{ title: 'People', href: '/people/persons' }]

function Sheet({ person }: { person: Person }) {
  const [dialog, setDialog] = useState<Dialog>()
  const resume = useTell(personResume, { onDone: () => toast('The doors are open again') })
  const stay = useTell(personStay, { onDone: () => toast('The last day is taken back') })
  const mayDo = useMay()
  const admin = mayDo('people.admin')
  const canName = mayDo('people.delegate')
  const session = useSession().data
  const self = session?.actor?.id
  const go = useGo()
  const program = person.kind === 'service'
  const may = (act: string) => person.may.includes(act)
  const close = () => setDialog(undefined)
  const own = person.id === self && canName
  return (
    <>
      <Record
        title={person.name}
        person={!program}
        crumbs={crumbsOf(person)}
        badge={<State person={person} />}
        line={[
          person.title,
          person.manager && (
            <>
              Reports to <Link href={`/people/persons/${person.manager.id}`}>{person.manager.name}</Link>
            </>
          ),
          person.country !== null && countryText(person.country),
          person.started_on && `Since ${dayText(person.started_on, 'month')}`,
        ]}
        acts={[
          may('people.persons.set_roles') && { title: 'Change roles', onClick: () => setDialog('roles'), shown: true },
          (may('people.persons.change') || may('people.service_accounts.change')) && {
            title: 'Change',
            onClick: () => setDialog('change'),
          },
          may('people.grants.create') && { title: 'Give a role for some days', onClick: () => setDialog('grant') },
          may('people.persons.stay') && { title: 'Stays after all', onClick: () => stay.mutate({ id: person.id }) },
          may('people.persons.resume') && { title: 'Resume', onClick: () => resume.mutate({ id: person.id }) },
          may('people.persons.suspend') && { title: 'Suspend', onClick: () => setDialog('suspend') },
          admin && !program && { title: 'Hand over', onClick: () => go(`/people/hand-overs/${person.id}`) },
          may('people.persons.depart') && {
            title: program ? 'Close the account' : 'Leaves the company',
            danger: true,
            onClick: () => setDialog('depart'),
          },
        ]}
        next={
          admin &&
          !program &&
          person.ended_on !== null && (
            <NextAct
              what={`Hand over what ${person.name.split(' ')[0]} looks after`}
              why={person.left_at ? 'What is left falls to nobody.' : 'On the last day everything ends at once.'}
              {...(person.left_at
                ? { by: `Left on ${dayText(person.ended_on)}.`, late: true }
                : { by: dayText(person.ended_on, 'weekday', session?.today) })}
              act="Hand over"
              href={`/people/hand-overs/${person.id}`}
            />
          )
        }
        tabs={[
          {
            id: 'overview',
            title: 'Overview',
            body: (
              <>
                <Roles person={person} />
                {program ? <ServiceKeys person={person} /> : <Memberships person={person} />}
                {!program && !person.left_at && <WhileAway person={person} own={own} />}
                <Fold title="Facts" note={program ? 'owner, keys, days' : 'address, zone, sign-in, days'} open>
                  {program ? <ServiceFacts person={person} /> : <PersonFacts person={person} />}
                </Fold>
              </>
            ),
          },
        ]}
        rail={[
          {
            id: 'history',
            title: 'History',
            body: <History entries={person.history} say={(field, value) => said(person, field, value)} />,
          },
        ]}
      />
      {dialog === 'roles' && <RolesDialog person={person} onClose={close} />}
      {dialog === 'change' && program && <ServiceDialog person={person} onClose={close} />}
      {dialog === 'change' && !program && <ChangeDialog person={person} onClose={close} />}
      {dialog === 'grant' && <GrantDialog person={person} onClose={close} />}
      {dialog === 'suspend' && <SuspendDialog person={person} onClose={close} />}
      {dialog === 'depart' && <DepartDialog person={person} onClose={close} />}
    </>
  )
}

/** Fields of a person in business words: roles by name, colleagues by name where they are known here. */
function said(person: Person, field: string, value: unknown): string | undefined {
  if (field === 'roles' && Array.isArray(value)) return value.map((one) => roleName(String(one))).join(', ')
  if (field === 'role' && typeof value === 'string') return roleName(value)
  if (field === 'manager_id' && value === person.manager?.id) return person.manager?.name
  return undefined
}

function State({ person }: { person: Person }) {
  if (person.left_at) return <Status value="ended" label={person.kind === 'service' ? 'Closed' : 'Left'} />
  if (person.suspended_at) return <Status value="held" label="Suspended" />
  return person.ended_on ? (
    <Status value="expiring" label="Leaves" />
  ) : (
    <Status value="active" label={person.kind === 'service' ? 'Active' : 'With us'} />
  )
}

function PersonFacts({ person }: { person: Person }) {
  return (
    <Facts
      columns={2}
      facts={[
        { label: 'Initials', value: <span className="mono">{person.initials ?? <None />}</span> },
        person.email !== null && { label: 'E-mail', value: <Link href={`mailto:${person.email}`}>{person.email}</Link> },
        {
          label: 'Reports to',
          value: person.manager ? <Link href={`/people/persons/${person.manager.id}`}>{person.manager.name}</Link> : <None why="nobody" />,
        },
        person.reports.length > 0 && {
          label: 'Leads',
          value: (
            <span className="people-tags">
              {person.reports.map((one) => (
                <Link key={one.id} href={`/people/persons/${one.id}`}>
                  {one.name}
                </Link>
              ))}
            </span>
          ),
        },
        { label: 'Works as', value: person.kind === 'employee' ? 'Employee' : 'Contractor' },
        person.country !== null && { label: 'Country', value: countryText(person.country) },
        person.zone !== null && { label: 'Time zone', value: person.zone.replaceAll('_', ' ') },
        { label: 'Two-factor sign-in', value: person.two_factor ? 'On' : 'Off' },
        { label: 'Since', value: person.started_on ? <Day day={person.started_on} /> : <None /> },
        person.suspended_at !== null && { label: 'Suspended', value: <Instant at={person.suspended_at} /> },
        person.ended_on !== null && { label: 'Last day', value: <Day day={person.ended_on} /> },
        person.left_at !== null && { label: 'Left', value: <Instant at={person.left_at} /> },
      ]}
    />
  )
}
