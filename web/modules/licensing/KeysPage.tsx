import { IconDownload, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { keysActivate, keysGenerate, keysImport, keysList, keysPublicPem } from '../../../server/modules/licensing/contract.ts'
import { type AskOutput, fileHref, useAsk } from '../../ask.ts'
import {
  Answer,
  AreaField,
  Button,
  Columns,
  CopyText,
  Day,
  DayField,
  Empty,
  Facts,
  Form,
  Instant,
  Loading,
  Modal,
  Page,
  Row,
  Section,
  SelectField,
  Stack,
  Status,
  Tag,
  toast,
} from '../../kit/index.ts'
import './licensing.css'

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
        {(answer) =>
          answer.items.length === 0 ? (
            <Empty title="No keys yet" icon={<IconKey size={20} />}>
              The first key of each environment is made when the house starts.
            </Empty>
          ) : (
            <Stack gap={5}>
              {environments.map(({ value, label }) => (
                <Section key={value} title={label} plain>
                  <Columns least={340}>
                    {answer.items
                      .filter((key) => key.environment === value)
                      .map((key) => (
                        <KeyCard
                          key={key.kid}
                          signing={key}
                          {...(mayKeep && key.state === 'pending' ? { onActivate: () => setDialog({ open: 'activate', key }) } : {})}
                        />
                      ))}
                  </Columns>
                </Section>
              ))}
            </Stack>
          )
        }
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

function KeyCard({ signing: key, onActivate }: { signing: Key; onActivate?: () => void }) {
  return (
    <div className="card key-card">
      <Row between>
        <strong className="num">{key.kid}</strong>
        <Status value={key.state} {...(key.state === 'verifying' ? { tone: 'calm', label: 'Verifies only' } : {})} />
      </Row>
      <Facts
        facts={[
          { label: 'Made', value: <Instant at={key.created_at} /> },
          { label: 'Signs from', value: <Day day={key.first_use_on} /> },
          { label: 'Licences signed', value: <span className="num">{key.licences}</span> },
          { label: 'Last one expires', value: key.last_expiry ? <Day day={key.last_expiry.slice(0, 10)} /> : 'none relies on it' },
          { label: 'Fingerprint', value: <CopyText text={key.fingerprint} shown={`${key.fingerprint.slice(0, 16)}…`} mono /> },
        ]}
      />
      <Row between>
        <Button
          size="xs"
          variant="default"
          href={fileHref(keysPublicPem, { kid: key.kid })}
          download
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          Public key
        </Button>
        {key.origin === 'imported' && <Tag>Imported</Tag>}
        {onActivate && (
          <Button size="xs" onClick={onActivate}>
            Activate
          </Button>
        )}
      </Row>
    </div>
  )
}

function done(text: string, close: () => void): void {
  toast(text)
  close()
}
