import './flags.css'
import { useState } from 'react'
import { sourcesCreate, sourcesList, sourcesLook, sourcesSet } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  agoText,
  Answer,
  Button,
  countOf,
  Form,
  Link,
  Modal,
  NumberField,
  Section,
  Segments,
  Status,
  TextField,
  toast,
} from '../../kit/index.ts'

type Source = AskOutput<typeof sourcesList>['items'][number]

const outcomes = {
  same: { label: 'Nothing new', tone: 'good' },
  taken: { label: 'Taken', tone: 'good' },
  refused: { label: 'Refused', tone: 'warn' },
  failed: { label: 'Not reached', tone: 'warn' },
} as const

/** Repositories that are looked at on a schedule, and what came of the last look at each. */
export function Sources() {
  const may = useMay()
  const sources = useAsk(sourcesList, {})
  const [adding, setAdding] = useState(false)
  return (
    <Section
      title="From Git, by itself"
      actions={
        may('handbook.maintain') && (
          <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            Add a repository
          </Button>
        )
      }
    >
      <Answer of={sources}>
        {({ items, folder }) => (
          <>
            {items.length === 0 ? (
              <p className="quiet">
                No repository is looked at. One that is comes in by itself whenever it changes; nothing of yours is lost by it.
              </p>
            ) : (
              <ul className="flags">
                {items.map((one) => (
                  <Line key={one.id} source={one} />
                ))}
              </ul>
            )}
            {adding && <Adding folder={folder} onClose={() => setAdding(false)} />}
          </>
        )}
      </Answer>
    </Section>
  )
}

function Line({ source }: { source: Source }) {
  const look = useTell(sourcesLook, { stale: [sourcesList], onDone: () => toast('It is looked at now') })
  const set = useTell(sourcesSet, { stale: [sourcesList] })
  const { id, outcome, says, may, waiting } = source
  const busy = look.isPending || set.isPending
  return (
    <li>
      {source.state === 'paused' ? (
        <Status value="paused" label="Rests" tone="calm" />
      ) : outcome === null ? (
        <Status value="new" label="Not yet looked at" tone="calm" />
      ) : (
        <Status value={outcome} {...outcomes[outcome]} />
      )}
      <div>
        <p>
          {source.tree} <span className="faint mono">{source.address}</span>
        </p>
        <p className="faint">
          {source.every_hours === 1 ? 'Each hour' : `Every ${source.every_hours} hours`}
          {source.looked_at && `, last ${agoText(source.looked_at)}`}. {says}{' '}
          {source.import && (
            <Link href={`/handbook/pages/imports/${source.import}`}>
              {waiting > 0 ? `${countOf(waiting, 'file')} for you to decide` : 'What came of it'}
            </Link>
          )}
        </p>
      </div>
      {may.length > 0 && (
        <div className="flag-places">
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => look.mutate({ id })}>
            Look now
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            loading={busy}
            onClick={() => set.mutate({ id, as: source.state === 'paused' ? 'running' : 'paused' })}
          >
            {source.state === 'paused' ? 'Go on' : 'Pause'}
          </Button>
          <Button size="compact-sm" variant="subtle" loading={busy} onClick={() => set.mutate({ id, as: 'ended' })}>
            End
          </Button>
        </div>
      )}
    </li>
  )
}

function Adding({ folder, onClose }: { folder: boolean; onClose: () => void }) {
  const [kind, setKind] = useState<'url' | 'repository'>('url')
  return (
    <Modal opened onClose={onClose} title="Which repository?">
      {folder && (
        <Segments
          label="Where it lies"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'url', label: 'At an address' },
            { value: 'repository', label: 'In the folder of this house' },
          ]}
        />
      )}
      <Form
        key={kind}
        operation={sourcesCreate}
        initial={{ tree: 'handbook', every_hours: 6 }}
        submit="Look at it"
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('It is looked at now, and again by itself')
          onClose()
        }}
      >
        {kind === 'url' ? (
          <TextField name="url" label="Address" hint="https, and open to anyone: no name and no password is kept." />
        ) : (
          <TextField name="repository" label="Name in the folder" hint="Such as book.git" />
        )}
        <TextField name="tree" label="Which tree it is" hint="The same name is the same tree again." />
        <NumberField name="every_hours" label="Hours between looks" />
      </Form>
    </Modal>
  )
}
