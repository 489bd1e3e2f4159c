import { useState } from 'react'
import { grantCreate, personChange, personDepart, personRead, personRoles, personStay } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Answer,
  Button,
  countryText,
  Day,
  DayField,
  Facts,
  Form,
  History,
  Instant,
  Link,
  Loading,
  ManyField,
  Modal,
  MoreMenu,
  None,
  Page,
  Section,
  SelectField,
  Split,
  Status,
  TextField,
  toast,
  useGo,
  useParam,
} from '../../kit/index.ts'
import { WhileAway } from './Delegations.tsx'
import { PickPerson } from './GroupFields.tsx'
import { Memberships, Roles } from './PersonParts.tsx'
import { useRoleOptions } from './words.tsx'

type Person = AskOutput<typeof personRead>
type Dialog = 'change' | 'roles' | 'grant' | 'depart' | undefined

export default function PersonPage() {
  const asked = useAsk(personRead, { id: useParam('id') })
  const [dialog, setDialog] = useState<Dialog>()
  const stay = useTell(personStay, { onDone: () => toast('The last day is taken back') })
  const person = asked.data
  const mayDo = useMay()
  const admin = mayDo('people.admin')
  const canName = mayDo('people.delegate')
  const self = useSession().data?.actor?.id
  const go = useGo()
  const may = (act: string) => person?.may.includes(act) ?? false
  const close = () => setDialog(undefined)
  return (
    <Page
      title={person?.name ?? 'Person'}
      crumbs={[{ title: 'People', href: '/people/persons' }]}
      {...(person?.title ? { note: person.title } : {})}
      badge={person && <State person={person} />}
      actions={
        <>
          {may('people.persons.set_roles') && <Button onClick={() => setDialog('roles')}>Change roles</Button>}
          <MoreMenu
            acts={[
              may('people.persons.change') && { title: 'Change', onClick: () => setDialog('change') },
              may('people.grants.create') && { title: 'Give a role for some days', onClick: () => setDialog('grant') },
              may('people.persons.stay') && person && { title: 'Stays after all', onClick: () => stay.mutate({ id: person.id }) },
              admin && person && { title: 'Hand over', onClick: () => go(`/people/hand-overs/${person.id}`) },
              may('people.persons.depart') && { title: 'Leaves the company', danger: true, onClick: () => setDialog('depart') },
            ]}
          />
        </>
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(answer) => (
          <Split
            side={
              <Section title="Facts">
                <PersonFacts person={answer} />
              </Section>
            }
          >
            <Roles person={answer} />
            <Memberships person={answer} />
            {!answer.left_at && <WhileAway person={answer} own={answer.id === self && canName} />}
            <Section title="History">
              <History entries={answer.history} />
            </Section>
          </Split>
        )}
      </Answer>
      {person && dialog === 'roles' && <RolesDialog person={person} onClose={close} />}
      {person && dialog === 'change' && <ChangeDialog person={person} onClose={close} />}
      {person && dialog === 'grant' && <GrantDialog person={person} onClose={close} />}
      {person && dialog === 'depart' && <DepartDialog person={person} onClose={close} />}
    </Page>
  )
}

function State({ person }: { person: Person }) {
  if (person.left_at) return <Status value="ended" label="Left" />
  return person.ended_on ? <Status value="expiring" label="Leaves" /> : <Status value="active" label="With us" />
}

function PersonFacts({ person }: { person: Person }) {
  return (
    <Facts
      facts={[
        { label: 'Initials', value: <span className="mono">{person.initials ?? <None />}</span> },
        { label: 'E-mail', value: <Link href={`mailto:${person.email}`}>{person.email}</Link> },
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
        person.ended_on !== null && { label: 'Last day', value: <Day day={person.ended_on} /> },
        person.left_at !== null && { label: 'Left', value: <Instant at={person.left_at} /> },
      ]}
    />
  )
}

function RolesDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const options = useRoleOptions()
  return (
    <Modal opened onClose={onClose} title={`Roles of ${person.name}`} size="lg">
      <Form
        operation={personRoles}
        initial={{ roles: person.roles }}
        fixed={{ id: person.id, if_match: person.version }}
        submit="Set roles"
        unguarded
        onCancel={onClose}
        onDone={() => done('The roles are set', onClose)}
      >
        <ManyField name="roles" label="Roles" options={options} />
        <TextField name="reason" label="Why" hint="Stands in the history." />
      </Form>
    </Modal>
  )
}

function ChangeDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const whole = person.may.includes('people.persons.set_roles')
  const kept = { name: person.name, title: person.title, zone: person.zone }
  const more = {
    initials: person.initials,
    manager_id: person.manager?.id,
    country: person.country,
    started_on: person.started_on,
    kind: person.kind,
  }
  const initial = Object.fromEntries(
    Object.entries(whole ? { ...kept, ...more } : kept).filter(([, value]) => value !== null && value !== undefined),
  )
  return (
    <Modal opened onClose={onClose} title={`Change ${person.name}`}>
      <Form
        operation={personChange}
        initial={initial}
        fixed={{ id: person.id, if_match: person.version }}
        submit="Save"
        unguarded
        onCancel={onClose}
        onDone={() => done('Saved', onClose)}
      >
        <TextField name="name" label="Name" autoFocus />
        <TextField name="title" label="Title" />
        <TextField name="zone" label="Time zone" hint="Such as Europe/Berlin; the company’s when left out." />
        {whole && (
          <>
            <div className="fields-2">
              <TextField name="initials" label="Initials" hint="Two to five capitals." mono />
              <TextField name="country" label="Country" hint="Two letters, such as DE." />
            </div>
            <PickPerson name="manager_id" label="Reports to" />
            <div className="fields-2">
              <DayField name="started_on" label="First day" />
              <SelectField
                name="kind"
                label="Works as"
                options={[
                  { value: 'employee', label: 'Employee' },
                  { value: 'contractor', label: 'Contractor' },
                ]}
              />
            </div>
          </>
        )}
      </Form>
    </Modal>
  )
}

function GrantDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`A role for ${person.name}`} size="lg">
      <Form
        operation={grantCreate}
        fixed={{ id: person.id }}
        submit="Give the role"
        unguarded
        onCancel={onClose}
        onDone={() => done('The role is given', onClose)}
      >
        <SelectField name="role" label="Role" options={useRoleOptions()} />
        <div className="fields-2">
          <DayField name="from_day" label="From" hint="Today when left out." />
          <DayField name="until_day" label="Until, that day included" />
        </div>
        <TextField name="reason" label="Why" hint="Stands in the history." />
      </Form>
    </Modal>
  )
}

function DepartDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`${person.name} leaves`}>
      <Form
        operation={personDepart}
        fixed={{ id: person.id }}
        submit="Let go"
        unguarded
        onCancel={onClose}
        onDone={() => done('Saved', onClose)}
      >
        <p className="quiet">
          When the last day is over, password, sessions, API keys, roles and memberships end at once; accounts of customers go back to the
          pool. What {person.name} did stays in the history. There is no way back but a new invitation.
        </p>
        <DayField name="ended_on" label="Last day" hint="Left out, it is now." />
        <TextField name="reason" label="Why" hint="Stands in the history." />
      </Form>
    </Modal>
  )
}

function done(words: string, close: () => void): void {
  close()
  toast(words)
}
