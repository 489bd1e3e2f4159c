import { useState } from 'react'
import { personChange, personDepart, personRead, personRoles } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  Confirm,
  Day,
  Facts,
  Form,
  History,
  Instant,
  Link,
  Loading,
  ManyField,
  Modal,
  MoreMenu,
  Page,
  Section,
  Split,
  Status,
  TextField,
  toast,
  useParam,
} from '../../kit/index.ts'
import { roleName, Tags, useRoleOptions } from './words.tsx'

type Person = AskOutput<typeof personRead>
type Dialog = 'change' | 'roles' | 'depart' | undefined

export default function PersonPage() {
  const asked = useAsk(personRead, { id: useParam('id') })
  const [dialog, setDialog] = useState<Dialog>()
  const depart = useTell(personDepart, { quiet: true })
  const person = asked.data
  const may = (act: string) => person?.may.includes(act) ?? false
  const close = () => setDialog(undefined)
  return (
    <Page
      title={person?.name ?? 'Person'}
      crumbs={[{ title: 'People', href: '/people/persons' }]}
      {...(person?.title ? { note: person.title } : {})}
      badge={person && (person.left_at ? <Status value="ended" label="Left" /> : <Status value="active" label="With us" />)}
      actions={
        <>
          {may('people.persons.set_roles') && <Button onClick={() => setDialog('roles')}>Change roles</Button>}
          <MoreMenu
            acts={[
              may('people.persons.change') && { title: 'Change name and title', onClick: () => setDialog('change') },
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
            <Section title="Roles" note="Rights follow from the roles of this moment, with every request.">
              <Tags words={answer.roles.map(roleName)} why="no role" />
            </Section>
            <Section title="History">
              <History entries={answer.history} />
            </Section>
          </Split>
        )}
      </Answer>
      {person && dialog === 'roles' && <RolesDialog person={person} onClose={close} />}
      {person && dialog === 'change' && (
        <Modal opened onClose={close} title={`Change ${person.name}`}>
          <Form
            operation={personChange}
            initial={{ name: person.name, ...(person.title ? { title: person.title } : {}) }}
            fixed={{ id: person.id, if_match: person.version }}
            submit="Save"
            unguarded
            onCancel={close}
            onDone={() => done('Saved', close)}
          >
            <TextField name="name" label="Name" autoFocus />
            <TextField name="title" label="Title" />
          </Form>
        </Modal>
      )}
      {person && (
        <Confirm
          open={dialog === 'depart'}
          title={`${person.name} leaves?`}
          act="Let go"
          danger
          onConfirm={() => depart.mutateAsync({ id: person.id })}
          onClose={close}
        >
          Password, sessions, API keys, roles and teams end at once; accounts of customers go back to the pool. What {person.name} did stays
          in the history. There is no way back but a new person.
        </Confirm>
      )}
    </Page>
  )
}

function PersonFacts({ person }: { person: Person }) {
  return (
    <Facts
      facts={[
        { label: 'E-mail', value: <Link href={`mailto:${person.email}`}>{person.email}</Link> },
        { label: 'Teams', value: <Tags words={person.teams.map((team) => team.name)} /> },
        { label: 'Two-factor sign-in', value: person.two_factor ? 'On' : 'Off' },
        { label: 'Since', value: <Day day={person.created_at.slice(0, 10)} /> },
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

function done(words: string, close: () => void): void {
  close()
  toast(words)
}
