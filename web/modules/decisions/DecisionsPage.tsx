import { IconPlus } from '@tabler/icons-react'
import { decisionsList, expectationsRates } from '../../../server/modules/decisions/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import { awayText, Button, Day, Empty, Glance, Ident, List, None, Person, Status } from '../../kit/index.ts'
import { ratesText } from './expected.ts'
import { dueText, outcomeWords, stateOf, typeWords } from './words.ts'

type Decision = AskOutput<typeof decisionsList>['items'][number]

const views = [
  { title: 'Open', where: ['state:is:collecting|ready'], sort: 'need_by' },
  { title: 'Waiting for me', where: ['waits_for_me:is:yes'], sort: 'need_by' },
  { title: 'Mine to decide', where: ['decider:is:me', 'state:is:collecting|ready'], sort: 'need_by' },
  { title: 'Late', where: ['late:is:yes'], sort: 'need_by' },
  { title: 'On an older version', where: ['stale:is:yes'] },
  {
    title: 'To look back at',
    where: ['to_review:is:yes'],
    sort: 'review_on',
    columns: ['issue', 'number', 'decider', 'outcome', 'decided_day', 'review_on'],
  },
  {
    title: 'Decided',
    where: ['decided_day:filled', 'kind:is:decision'],
    sort: '-decided_day',
    columns: ['issue', 'number', 'decider', 'outcome', 'decided_day', 'state'],
  },
  {
    title: 'What we expected',
    where: ['expectation:filled'],
    sort: '-decided_day',
    columns: ['issue', 'number', 'decider', 'type', 'decided_day', 'expectation'],
  },
  {
    title: 'Sign-offs',
    where: ['kind:is:signoff', 'decided_day:filled'],
    sort: '-decided_day',
    columns: ['issue', 'number', 'decider', 'outcome', 'decided_day', 'state'],
  },
  { title: 'All' },
]

/** The ledger: what is asked, who decides, by when, and what became of it. */
export default function DecisionsPage() {
  const may = useMay()
  const today = useSession().data?.today ?? ''
  const said = ratesText(useAsk(expectationsRates, {}).data)
  const create = may('decisions.write') && (
    <Button href="/decisions/decisions/new" leftSection={<IconPlus size={15} aria-hidden />}>
      New decision
    </Button>
  )
  return (
    <List
      operation={decisionsList}
      title="Decisions"
      one="decision"
      actions={create}
      href={(row) => `/decisions/decisions/${row.id}`}
      views={views}
      note={said}
      cells={{
        answered: (row) => (row.asked === 0 ? <None /> : `${row.answered} of ${row.asked}`),
        need_by: (row) => <By decision={row} today={today} />,
        state: (row) => <State decision={row} />,
      }}
      peek={(row) => <AtAGlance decision={row} />}
      empty={
        <Empty title="Nothing was put up for decision yet" action={create}>
          A decision has one question, one who decides and a day. What was answered stays with the text that it was answered on.
        </Empty>
      }
    />
  )
}

function State({ decision }: { decision: Decision }) {
  const { tone, words } = stateOf(decision)
  return <Status value={decision.state} tone={tone} label={words} />
}

/** The day by which it is decided, and while it is open how far that is. */
function By({ decision, today }: { decision: Decision; today: string }) {
  const open = decision.state === 'collecting' || decision.state === 'ready'
  return (
    <>
      <Day day={decision.need_by} /> {open && <span className={decision.late ? 'late' : 'faint'}>{dueText(decision.need_by, today)}</span>}
    </>
  )
}

function AtAGlance({ decision }: { decision: Decision }) {
  const { asked, answered, objections, outcome, decided_day, review_on } = decision
  return (
    <Glance
      name={decision.issue}
      note={decision.kind === 'signoff' ? 'Sign-off' : 'Decision'}
      figures={[
        { label: 'By', value: <Day day={decision.need_by} />, note: awayText(decision.need_by) },
        asked > 0 && { label: 'Answered', value: `${answered} of ${asked}`, share: answered / asked },
        objections > 0 && { label: 'Objections', value: objections },
      ]}
      facts={[
        { label: 'State', value: <State decision={decision} /> },
        { label: 'Decides', value: <Person name={decision.decider.name} /> },
        outcome !== null && { label: 'Outcome', value: outcomeWords[outcome] ?? outcome },
        decided_day !== null && { label: 'Decided', value: <Day day={decided_day} as="long" /> },
        review_on !== null && { label: 'Looked back at', value: <Day day={review_on} as="long" /> },
        { label: 'Type', value: typeWords(decision.type) },
        { label: 'Opened by', value: decision.opened_by },
        { label: 'Opened', value: <Day day={decision.opened_day} as="long" /> },
        { label: 'Number', value: <Ident text={decision.number} /> },
      ]}
    />
  )
}
