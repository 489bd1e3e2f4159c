import { IconMail, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type accountRead, contactAdd, contactChange, contactRemove } from '../../../server/modules/customers/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import {
  Button,
  Confirm,
  Empty,
  Form,
  Link,
  ManyField,
  Modal,
  MoreMenu,
  None,
  PlainTable,
  Section,
  Status,
  Tag,
  TextField,
  titleOf,
  toast,
} from '../../kit/index.ts'
import './customers.css'
import { contactRoles } from './words.ts'

type Account = AskOutput<typeof accountRead>
type Contact = Account['people'][number]
type Dialog = { open: 'add' } | { open: 'change' | 'remove'; contact: Contact } | undefined

/** The people of an account, and what each may do in the portal. */
export function ContactsPart({ account }: { account: Account }) {
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  // read anew while the dialog stands open: the other side of a conflict is what stands there now
  const held = dialog?.open === 'change' ? (account.people.find((one) => one.id === dialog.contact.id) ?? dialog.contact) : undefined
  const may = account.may.includes('customers.contacts.change')
  const remove = useTell(contactRemove, { quiet: true })
  const add = may && (
    <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setDialog({ open: 'add' })}>
      Add a contact
    </Button>
  )
  return (
    <Section title="Contacts" actions={account.people.length > 0 && add} flush>
      <PlainTable
        label="Contacts"
        bare
        rows={account.people}
        rowKey={(row) => row.id}
        columns={[
          { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
          { id: 'email', title: 'E-mail', cell: (row) => <Link href={`mailto:${row.email}`}>{row.email}</Link> },
          { id: 'title', title: 'Title', cell: (row) => row.title ?? <None />, phone: 'hide' },
          { id: 'roles', title: 'May', cell: (row) => <Roles roles={row.roles} /> },
          {
            id: 'verified',
            title: 'Address',
            cell: (row) =>
              row.email_verified_at ? <Status value="verified" label="Proven" /> : <Status value="calm" label="Not proven yet" />,
          },
          {
            id: 'acts',
            title: '',
            align: 'right',
            cell: (row) =>
              may && (
                <MoreMenu
                  label={`Acts on ${row.name}`}
                  acts={[
                    { title: 'Change', onClick: () => setDialog({ open: 'change', contact: row }) },
                    { title: 'Remove', danger: true, onClick: () => setDialog({ open: 'remove', contact: row }) },
                  ]}
                />
              ),
          },
        ]}
        empty={
          <Empty title="Nobody yet" icon={<IconMail size={20} />} action={add}>
            Contacts get invoices and licences, and sign in to the portal with a code to their address.
          </Empty>
        }
      />
      <Modal opened={dialog?.open === 'add'} onClose={close} title="Who works there?">
        <Form
          operation={contactAdd}
          initial={{ roles: [] }}
          fixed={{ account_id: account.id }}
          submit="Add contact"
          unguarded
          onCancel={close}
          onDone={(contact) => done(`${contact.name} is there`, close)}
        >
          <ContactFields />
        </Form>
      </Modal>
      {held && (
        <Modal opened onClose={close} title={`What changes for ${held.name}?`}>
          <Form
            operation={contactChange}
            initial={startOf(held)}
            fixed={{ id: held.id, if_match: held.version }}
            submit="Save"
            unguarded
            onCancel={close}
            onDone={() => done('Saved', close)}
          >
            <ContactFields />
          </Form>
        </Modal>
      )}
      {dialog?.open === 'remove' && (
        <Confirm
          open
          title={`Remove ${dialog.contact.name}?`}
          act="Remove"
          keep="Keep"
          danger
          onConfirm={() => remove.mutateAsync({ id: dialog.contact.id })}
          onClose={close}
        >
          They are signed out of the portal at once and get no more letters. What they signed stays as it is.
        </Confirm>
      )}
    </Section>
  )
}

function ContactFields() {
  return (
    <>
      <TextField name="name" label="Name" autoFocus autoComplete="off" />
      <TextField name="email" label="E-mail" type="email" autoComplete="off" />
      <div className="fields-2">
        <TextField name="title" label="Title" />
        <TextField name="phone" label="Phone" type="tel" />
      </div>
      <ManyField name="roles" label="May in the portal" options={contactRoles} />
    </>
  )
}

function Roles({ roles }: { roles: string[] }) {
  if (roles.length === 0) return <None why="only look" />
  return (
    <span className="customers-tags">
      {roles.map((role) => (
        <Tag key={role}>{titleOf(role)}</Tag>
      ))}
    </span>
  )
}

function startOf(contact: Contact) {
  const { name, email, roles } = contact
  return { name, email, roles, ...(contact.title ? { title: contact.title } : {}), ...(contact.phone ? { phone: contact.phone } : {}) }
}

function done(words: string, close: () => void): void {
  close()
  toast(words)
}
