import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { importsConfirm, importsDocument, importsGet, type Preview as Read } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, fileHref, useAsk, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, bytesText, Link, Loading, Note, Page, RecordOf, Row, Section, useParam } from '../../kit/index.ts'
import { useKept } from '../../kit/form/useKept.ts'
import { Columns } from './Columns.tsx'
import { ReadDocument, RoleKey } from './ReadDocument.tsx'
import { type Choice, ReadPlan } from './ReadPlan.tsx'
import { type Meant, Signs } from './Signs.tsx'
import { pasted } from './words.ts'
import './import.css'
import './strategy.css'

type Done = AskOutput<typeof importsConfirm>

/** What was read in a document: its text coloured at the left, its plans at the right, then what was made of them. */
export default function PreviewPage() {
  const asked = useAsk(importsGet, { id: useParam('id') }, { staleTime: Number.POSITIVE_INFINITY })
  const [again, setAgain] = useState<{ turn: number; read: Read }>()
  return (
    <RecordOf of={asked} title="Import" crumbs={[{ title: 'Import', href: '/strategy/import' }]} loading={<Loading block={520} />}>
      {(read) => (
        <Preview
          key={`${read.id} ${again?.turn ?? 0}`}
          read={again?.read ?? read}
          onRead={(next) => setAgain({ turn: (again?.turn ?? 0) + 1, read: next })}
        />
      )}
    </RecordOf>
  )
}

function Preview({ read, onRead }: { read: Read; onRead: (read: Read) => void }) {
  const may = useMay()
  const [choices, setChoices] = useState<Choice[]>(() =>
    read.plans.map((plan) => ({ ticked: plan.ticked, level: plan.asks.includes('level') ? null : plan.level, title: plan.title.core })),
  )
  const [meant, setMeant] = useState<Meant>({})
  const [near, setNear] = useState<number>()
  const [done, setDone] = useState<Done>()
  const typed = useKept(pasted, '')
  const confirm = useTell(importsConfirm, {
    onDone: (next) => {
      if (read.name === pasted && typed.value === read.text) typed.drop()
      setDone(next)
    },
  })
  const ticked = read.plans.filter((plan) => choices[plan.index]?.ticked)
  const asked = ticked.filter((plan) => choices[plan.index]?.level === null)
  const open = read.confirmed_at === null && !done
  const created = done?.created ?? read.created
  const carryOut = () =>
    confirm.mutate({
      id: read.id,
      plans: ticked.map(({ index, title_found }) => ({
        index,
        level: choices[index]?.level ?? undefined,
        ...(title_found ? {} : { title: choices[index]?.title }),
      })),
      signs: Object.entries(meant).flatMap(([sign, told]) => {
        const [kind, id] = told?.split(':') ?? []
        return id === undefined ? [] : [{ sign, ...(kind === 'group' ? { group_id: id } : { person_id: id }) }]
      }),
    })
  return (
    <Page
      title={read.name}
      note={`${bytesText(read.bytes)} · SHA-256 ${read.sha256.slice(0, 16)}`}
      crumbs={[
        { title: 'Plans', href: '/strategy' },
        { title: 'Import', href: '/strategy/import' },
      ]}
      actions={
        <>
          <Button
            variant="default"
            href={fileHref(importsDocument, { id: read.id })}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Export, byte for byte
          </Button>
          {open && read.plans.length > 0 && may('strategy.import') && (
            <Button disabled={ticked.length === 0 || asked.length > 0} loading={confirm.isPending} onClick={carryOut}>
              {ticked.length === 1 ? 'Make 1 plan' : `Make ${ticked.length} plans`}
            </Button>
          )}
        </>
      }
    >
      <Outcome read={read} done={done} />
      {open && asked.length > 0 && (
        <Note>
          Choose the level of {asked.map((plan) => `“${plan.title.text}”`).join(', ')}: objectives stand below the company's plan, and the
          document does not say where.
        </Note>
      )}
      {open && read.columns && may('strategy.import') && <Columns read={{ ...read, columns: read.columns }} onRead={onRead} />}
      {open && read.signs.length > 0 && may('strategy.import') && <Signs signs={read.signs} meant={meant} onMeant={setMeant} />}
      <div className="plan-import">
        <Section title={/\.(docx|csv)$/i.test(read.name) ? 'Its text, as Markdown' : 'As it came'} actions={<RoleKey />} flush>
          <ReadDocument read={read} near={near} onPlan={setNear} />
        </Section>
        <div className="plan-import-right">
          {read.plans.map((plan) => (
            <ReadPlan
              key={plan.index}
              plan={plan}
              parent={plan.parent === null ? undefined : read.plans[plan.parent]?.title.core}
              choice={choices[plan.index] ?? { ticked: false, level: plan.level, title: plan.title.core }}
              near={near === plan.index}
              open={open}
              made={created.find(({ index }) => index === plan.index)}
              onNear={() => setNear(plan.index)}
              onChoice={(choice) => setChoices(choices.map((one, index) => (index === plan.index ? choice : one)))}
            />
          ))}
        </div>
      </div>
    </Page>
  )
}

/** What was and was not done. */
function Outcome({ read, done }: { read: Read; done: Done | undefined }) {
  const created = done?.created ?? read.created
  if (read.plans.length === 0) {
    return (
      <Note tone="warn" title="Nothing to make">
        {read.defects.map((defect) => defect.text).join(' ')} The document is kept and exports as it came.
      </Note>
    )
  }
  if (created.length === 0) {
    return read.defects.length > 0 ? <Note>{read.defects.map((defect) => defect.text).join(' ')}</Note> : null
  }
  return (
    <Note tone="good" title={created.length === 1 ? 'One plan was made' : `${created.length} plans were made`}>
      <Row>
        {created.map((one) => (
          <Link key={one.edition_id} href={`/strategy/editions/${one.edition_id}`}>
            {one.title}
          </Link>
        ))}
      </Row>
      {done && done.left.length > 0 && <p>Not made: {done.left.map((one) => one.title).join(', ')}. Their text stays in this document.</p>}
    </Note>
  )
}
