import { useState } from 'react'
import { personRead, personResume, personStay } from '../../../server/modules/people/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Answer,
  Button,
  countryText,
  Day,
  Facts,
  History,
  Instant,
  Link,
  Loading,
  MoreMenu,
  None,
  Page,
  Section,
  Split,
  Status,
  toast,
  useGo,
  useParam,
} from '../../kit/index.ts'
import { WhileAway } from './Delegations.tsx'
import { ChangeDialog, DepartDialog, GrantDialog, type Person, RolesDialog, SuspendDialog } from './PersonDialogs.tsx'
import { Memberships, Roles } from './PersonParts.tsx'
import { ServiceDialog, ServiceFacts, ServiceKeys } from './ServiceParts.tsx'

type Dialog = 'change' | 'roles' | 'grant' | 'suspend' | 'depart' | undefined

export default function PersonPage() {
  const asked = useAsk(personRead, { id: useParam('id') })
  const [dialog, setDialog] = useState<Dialog>()
  const resume = useTell(personResume, { onDone: () => toast('The doors are open again') })
  const stay = useTell(personStay, { onDone: () => toast('The last day is taken back') })
  const person = asked.data
  const mayDo = useMay()
  const admin = mayDo('people.admin')
  const canName = mayDo('people.delegate')
  const self = useSession().data?.actor?.id
  const go = useGo()
  const program = person?.kind === 'service'
  const may = (act: string) => person?.may.includes(act) ?? false
  const close = () => setDialog(undefined)
  return (
    <Page
      title={person?.name ?? 'Person'}
      crumbs={[program ? { title: 'Service accounts', href: '/people/service-accounts' } : { title: 'People', href: '/people/persons' }]}
      {...(person?.title ? { note: person.title } : {})}
      badge={person && <State person={person} />}
      actions={
        <>
          {may('people.persons.set_roles') && <Button onClick={() => setDialog('roles')}>Change roles</Button>}
          <MoreMenu
            acts={[
              (may('people.persons.change') || may('people.service_accounts.change')) && {
                title: 'Change',
                onClick: () => setDialog('change'),
              },
              may('people.grants.create') && { title: 'Give a role for some days', onClick: () => setDialog('grant') },
              may('people.persons.stay') && person && { title: 'Stays after all', onClick: () => stay.mutate({ id: person.id }) },
              may('people.persons.resume') && person && { title: 'Resume', onClick: () => resume.mutate({ id: person.id }) },
              may('people.persons.suspend') && { title: 'Suspend', danger: true, onClick: () => setDialog('suspend') },
              admin && person && !program && { title: 'Hand over', onClick: () => go(`/people/hand-overs/${person.id}`) },
              may('people.persons.depart') && {
                title: program ? 'Close the account' : 'Leaves the company',
                danger: true,
                onClick: () => setDialog('depart'),
              },
            ]}
          />
        </>
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(answer) => (
          <Split side={<Section title="Facts">{program ? <ServiceFacts person={answer} /> : <PersonFacts person={answer} />}</Section>}>
            <Roles person={answer} />
            {program ? <ServiceKeys person={answer} /> : <Memberships person={answer} />}
            {!program && !answer.left_at && <WhileAway person={answer} own={answer.id === self && canName} />}
            <Section title="History">
              <History entries={answer.history} />
            </Section>
          </Split>
        )}
      </Answer>
      {person && dialog === 'roles' && <RolesDialog person={person} onClose={close} />}
      {person && dialog === 'change' && program && <ServiceDialog person={person} onClose={close} />}
      {person && dialog === 'change' && !program && <ChangeDialog person={person} onClose={close} />}
      {person && dialog === 'grant' && <GrantDialog person={person} onClose={close} />}
      {person && dialog === 'suspend' && <SuspendDialog person={person} onClose={close} />}
      {person && dialog === 'depart' && <DepartDialog person={person} onClose={close} />}
    </Page>
  )
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
