import {
  grantCreate,
  personChange,
  personDepart,
  type personRead,
  personRoles,
  personSuspend,
} from '../../../server/modules/people/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { DayField, Form, ManyField, Modal, SelectField, TextField, toast } from '../../kit/index.ts'
import { PickPerson } from './GroupFields.tsx'
import { useRoleOptions } from './words.tsx'

export type Person = AskOutput<typeof personRead>

export function RolesDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const options = useRolesFor(person)
  return (
    <Modal opened onClose={onClose} title={`Which roles has ${person.name}?`} size="lg">
      <Form
        operation={personRoles}
        initial={{ roles: person.roles }}
        fixed={{ id: person.id, if_match: person.version }}
        lastBy={person.history[0]?.actor.name}
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

export function ChangeDialog({ person, onClose }: { person: Person; onClose: () => void }) {
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
    <Modal opened onClose={onClose} title={`What changes for ${person.name}?`}>
      <Form
        operation={personChange}
        initial={initial}
        fixed={{ id: person.id, if_match: person.version }}
        lastBy={person.history[0]?.actor.name}
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
            <PickPerson name="manager_id" label="Reports to" now={person.manager} />
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

export function GrantDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const options = useRolesFor(person)
  return (
    <Modal opened onClose={onClose} title={`Which role for ${person.name}, and until when?`} size="lg">
      <Form
        operation={grantCreate}
        fixed={{ id: person.id }}
        submit="Give the role"
        unguarded
        onCancel={onClose}
        onDone={() => done('The role is given', onClose)}
      >
        <SelectField name="role" label="Role" options={options} />
        <div className="fields-2">
          <DayField name="from_day" label="From" hint="Today when left out." />
          <DayField name="until_day" label="Until, that day included" />
        </div>
        <TextField name="reason" label="Why" hint="Stands in the history." />
      </Form>
    </Modal>
  )
}

export function SuspendDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Suspend ${person.name}?`}>
      <Form
        operation={personSuspend}
        fixed={{ id: person.id }}
        submit="Suspend"
        unguarded
        onCancel={onClose}
        onDone={() => done('Suspended', onClose)}
      >
        <p className="quiet">
          {person.kind === 'service'
            ? 'Its keys are refused from the next call on, until it is resumed. Nothing is revoked.'
            : 'Sessions and mailed links end at once, and API keys are refused, until you resume. Roles, groups and what hangs on them stay.'}
        </p>
        <TextField name="reason" label="Why" hint="Stands in the history." autoFocus />
      </Form>
    </Modal>
  )
}

export function DepartDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={person.kind === 'service' ? `Close ${person.name}?` : `When does ${person.name} leave?`}>
      <Form
        operation={personDepart}
        fixed={{ id: person.id }}
        submit={person.kind === 'service' ? 'Close it' : 'Let go'}
        danger
        unguarded
        onCancel={onClose}
        onDone={() => done('Saved', onClose)}
      >
        <p className="quiet">
          {person.kind === 'service'
            ? 'Its keys and roles end when the last day is over. What it did stays in the history. It cannot be opened again.'
            : `When the last day is over, password, sessions, API keys, roles and memberships end at once; accounts of customers go back to the pool. What ${person.name} did stays in the history. There is no way back but a new invitation.`}
        </p>
        <DayField name="ended_on" label="Last day" hint="Left out, it is now." />
        <TextField name="reason" label="Why" hint="Stands in the history." />
      </Form>
    </Modal>
  )
}

/** A program is never an administrator. */
function useRolesFor(person: Person) {
  return useRoleOptions().filter(({ value }) => person.kind !== 'service' || value !== 'admin')
}

function done(words: string, close: () => void): void {
  close()
  toast(words)
}
