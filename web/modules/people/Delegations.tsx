import { useState } from 'react'
import { delegationCreate, delegationEnd, delegationsList } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAskPaged, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  Button,
  Confirm,
  Day,
  DayField,
  Empty,
  Form,
  Link,
  ManyField,
  Modal,
  type Option,
  PlainTable,
  Section,
  Status,
  toast,
} from '../../kit/index.ts'
import { PickPerson } from './GroupFields.tsx'
import { Tags } from './words.tsx'

export type Delegation = AskOutput<typeof delegationsList>['items'][number]

const whatOptions: Option[] = [
  { value: 'approvals', label: 'Approvals' },
  { value: 'decisions', label: 'Decisions' },
  { value: 'actions', label: 'Actions' },
]
export const whatName = (what: string) => whatOptions.find((one) => one.value === what)?.label ?? what

/** Who is asked in somebody's place and for whom they are asked; on one's own page with the way to say so. */
export function WhileAway({ person, own = false }: { person: { id: string; name: string }; own?: boolean }) {
  const { rows } = useAskPaged(delegationsList, { person: person.id, limit: 50 })
  const [naming, setNaming] = useState(false)
  const [ending, setEnding] = useState<Delegation>()
  const act = own && (
    <Button variant="default" onClick={() => setNaming(true)}>
      Name who stands in
    </Button>
  )
  const note = own
    ? 'A colleague is asked in your place. They answer in their own name and with their own rights.'
    : 'Who is asked meanwhile, and for whom they are asked.'
  return (
    <Section title={own ? 'While I am away' : 'While away'} note={note} actions={act} flush>
      {rows.length === 0 ? (
        <Empty title="Nobody stands in">{own ? 'And you stand in for nobody.' : `And ${person.name} stands in for nobody.`}</Empty>
      ) : (
        <PlainTable
          label={own ? 'While I am away' : 'While away'}
          bare
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'who',
              title: 'Who',
              phone: 'title',
              cell: (row) => (
                <>
                  <Link href={`/people/persons/${row.to.id}`}>{row.to.name}</Link> for{' '}
                  <Link href={`/people/persons/${row.from.id}`}>{row.from.name}</Link>
                </>
              ),
            },
            { id: 'what', title: 'For', cell: (row) => <Tags words={row.what.map(whatName)} /> },
            { id: 'from', title: 'From', cell: (row) => <Day day={row.from_day} /> },
            { id: 'until', title: 'Until', cell: (row) => <Day day={row.until_day} /> },
            { id: 'state', title: 'State', cell: (row) => <DelegationState row={row} /> },
            { id: 'acts', title: '', align: 'right', cell: (row) => <EndButton row={row} onEnd={setEnding} /> },
          ]}
        />
      )}
      {naming && <NameDialog onClose={() => setNaming(false)} />}
      {ending && <EndDialog row={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  )
}

export function DelegationState({ row }: { row: Delegation }) {
  if (row.state === 'holds') return <Status value="active" label="Stands in" />
  return row.state === 'later' ? (
    <Status value="planned" label="Later" />
  ) : (
    <Status value="ended" label={row.ended_on ? 'Ended early' : 'Over'} />
  )
}

export function EndButton({ row, onEnd }: { row: Delegation; onEnd: (row: Delegation) => void }) {
  if (!row.may.includes('people.delegations.end')) return null
  return (
    <Button variant="subtle" size="xs" aria-label={`End: ${row.to.name} for ${row.from.name}`} onClick={() => onEnd(row)}>
      End
    </Button>
  )
}

export function EndDialog({ row, onClose }: { row: Delegation; onClose: () => void }) {
  const end = useTell(delegationEnd, { quiet: true, onDone: () => toast('It has ended') })
  return (
    <Confirm
      open
      title={`End it: ${row.to.name} for ${row.from.name}?`}
      act="End it"
      keep="Keep it"
      onConfirm={() => end.mutateAsync({ id: row.id })}
      onClose={onClose}
    >
      {row.state === 'later' ? `It never begins: ${row.from.name} goes on being asked.` : `From today on ${row.from.name} is asked again.`}{' '}
      Both are told.
    </Confirm>
  )
}

/** Who stands in: for oneself, and for anybody where the right reaches that far (`others`). */
export function NameDialog({ onClose, others = false }: { onClose: () => void; others?: boolean }) {
  const today = useSession().data?.today
  return (
    <Modal opened onClose={onClose} title="Who stands in?" size="lg">
      <Form
        operation={delegationCreate}
        initial={{ what: ['approvals', 'decisions', 'actions'] }}
        submit="Name them"
        unguarded
        onCancel={onClose}
        onDone={() => {
          onClose()
          toast('They are told')
        }}
      >
        {others && <PickPerson name="from_id" label="Who is away" hint="You, when left out." />}
        <PickPerson name="to_id" label="Who stands in" hint="Not somebody who is away in these days." autoFocus />
        <div className="fields-2">
          <DayField name="from_day" label="From" hint="Today when left out." {...(today ? { min: today } : {})} />
          <DayField name="until_day" label="Until" hint="That day included; a year at most." {...(today ? { min: today } : {})} />
        </div>
        <ManyField name="what" label="Asked for" options={whatOptions} />
      </Form>
    </Modal>
  )
}
