import { IconDownload, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { keysActivate, keysGenerate, keysImport, keysList, keysPublicPem } from '../../../server/modules/licensing/contract.ts'
import { type AskOutput, fileHref, useAsk } from '../../ask.ts'
import {
  Answer,
  AreaField,
  Button,
  type Column,
  CopyText,
  Count,
  Day,
  DayField,
  Empty,
  Form,
  Loading,
  Modal,
  NextAct,
  Page,
  PlainTable,
  Row,
  SelectField,
  Stack,
  Status,
  Tag,
  countOf,
  dayText,
  toast,
} from '../../kit/index.ts'

type Key = AskOutput<typeof keysList>['items'][number]
type Dialog = { open: 'generate' | 'import' } | { open: 'activate'; key: Key } | undefined

const environments = [
  { value: 'prod', label: 'Production builds' },
  { value: 'test', label: 'Test builds' },
]

/** The keys that sign, those that only verify, and what relies on each. */
export default function KeysPage() {
  const asked = useAsk(keysList, {})
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const mayKeep = asked.data?.may.includes('licensing.keys') ?? false
  return (
    <Page
      title="Signing keys"
      heading={<Said items={asked.data?.items ?? []} />}
      note="Licences are signed with RSA-2048. The private part is sealed in the database and never leaves it; the public part belongs in your product."
      actions={
        mayKeep && (
          <>
            <Button variant="default" onClick={() => setDialog({ open: 'import' })}>
              Import a key
            </Button>
            <Button onClick={() => setDialog({ open: 'generate' })}>New key</Button>
          </>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {({ items }) => (
          <Stack gap={4}>
            {mayKeep &&
              items
                .filter((key) => key.state === 'pending')
                .map((key) => (
                  <NextAct
                    key={key.kid}
                    icon={<IconKey size={20} stroke={1.75} />}
                    what={`${key.kid} waits to be activated`}
                    why="Put its public part into your product first."
                    act="Activate"
                    onAct={() => setDialog({ open: 'activate', key })}
                  />
                ))}
            <PlainTable
              label="Signing keys"
              rows={items}
              rowKey={(row) => row.kid}
              columns={columns}
              empty={
                <Empty title="No keys yet" icon={<IconKey size={20} />}>
                  The first key of each environment is made when the house starts.
                </Empty>
              }
            />
          </Stack>
        )}
      </Answer>
      <Modal opened={dialog?.open === 'generate'} onClose={close} title="New key">
        <Form
          operation={keysGenerate}
          initial={{ environment: 'prod' }}
          submit="Make the key"
          unguarded
          onCancel={close}
          onDone={(key) => done(`${key.kid} is there`, close)}
        >
          <p className="quiet">
            It waits until you activate it. Put its public part into your product first, so that every installation knows it when the first
            licence arrives.
          </p>
          <SelectField name="environment" label="For" options={environments} />
          <DayField name="first_use_on" label="Signs from" hint="Empty: whenever it is activated. It cannot be activated before." />
        </Form>
      </Modal>
      <Modal opened={dialog?.open === 'import'} onClose={close} title="Import a key" size="lg">
        <Form
          operation={keysImport}
          initial={{ environment: 'prod' }}
          submit="Import"
          unguarded
          onCancel={close}
          onDone={(key) => done(`Imported as ${key.kid}`, close)}
        >
          <p className="quiet">
            For a key that your product already trusts: an RSA private key of 2048 bits, as PEM without a passphrase. It is sealed at once.
          </p>
          <SelectField name="environment" label="For" options={environments} />
          <AreaField name="pem" label="Private key (PEM)" />
        </Form>
      </Modal>
      {dialog?.open === 'activate' && (
        <Modal opened onClose={close} title={`Sign with ${dialog.key.kid}?`}>
          <Form
            operation={keysActivate}
            fixed={{ kid: dialog.key.kid }}
            submit="Activate"
            unguarded
            onCancel={close}
            onDone={(key) => done(`${key.kid} signs from now on`, close)}
          >
            <p className="quiet">
              Every new licence is signed with this key from now on. Products that do not know its public part refuse those files. Licences
              that were signed before stay valid.
            </p>
            <AreaField name="reason" label="Reason" />
          </Form>
        </Modal>
      )}
    </Page>
  )
}

const columns: Column<Key>[] = [
  {
    id: 'kid',
    title: 'Key',
    phone: 'title',
    cell: (row) => (
      <Row gap={2} nowrap>
        <span className="num">{row.kid}</span>
        {row.origin === 'imported' && <Tag>Imported</Tag>}
      </Row>
    ),
    text: (row) => row.kid,
  },
  { id: 'for', title: 'For', cell: (row) => environments.find((one) => one.value === row.environment)?.label },
  {
    id: 'state',
    title: 'State',
    cell: (row) => <Status value={row.state} {...(row.state === 'verifying' ? { tone: 'calm', label: 'Verifies only' } : {})} />,
  },
  { id: 'licences', title: 'Licences signed', align: 'right', cell: (row) => <Count value={row.licences} />, text: (row) => row.licences },
  { id: 'from', title: 'Signs from', cell: (row) => <Day day={row.first_use_on} /> },
  {
    id: 'last',
    title: 'Last one expires',
    cell: (row) => (row.last_expiry ? <Day day={row.last_expiry.slice(0, 10)} /> : <span className="faint">none relies on it</span>),
  },
  {
    id: 'fingerprint',
    title: 'Fingerprint',
    phone: 'hide',
    cell: (row) => <CopyText text={row.fingerprint} shown={`${row.fingerprint.slice(0, 8)}…`} mono />,
  },
  {
    id: 'public',
    title: '',
    align: 'right',
    cell: (row) => (
      <Button
        size="xs"
        variant="subtle"
        href={fileHref(keysPublicPem, { kid: row.kid })}
        download
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        Public key
      </Button>
    ),
  },
]

/** Which key signs for customers, and how much relies on it. */
function Said({ items }: { items: readonly Key[] }) {
  const signs = items.find((key) => key.environment === 'prod' && key.state === 'active')
  if (!signs) return 'Signing keys'
  const last = signs.last_expiry ? `, the last one until ${dayText(signs.last_expiry.slice(0, 10))}` : ''
  return (
    <>
      {signs.kid} signs for customers. <span className="quiet">{`${countOf(signs.licences, 'licence')} so far${last}.`}</span>
    </>
  )
}

function done(text: string, close: () => void): void {
  toast(text)
  close()
}
