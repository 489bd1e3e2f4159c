import {
  decisionsAnswer,
  decisionsEstimate,
  decisionsReverse,
  decisionsReview,
  decisionsRewrite,
  decisionsRound,
  decisionsWithdraw,
} from '../../../server/modules/decisions/contract.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { useSession } from '../../frame/session.ts'
import { AreaField, DayField, Form, Modal, MoneyField, SelectField, TextField, toast, useForm } from '../../kit/index.ts'
import { DecideDialog } from './DecideDialog.tsx'
import { Dependants, useDependants } from './Dependants.tsx'
import { answersFor, askedOf, type Decision, dueText, seatOf } from './words.ts'

export type Act = 'answer' | 'decide' | 'rewrite' | 'ask_again' | 'estimate' | 'withdraw' | 'reverse' | 'review'
type Props = { decision: Decision; onClose: () => void }

/** The dialog of an act: its title is the question, its button the verb. */
export function Dialogs({ act, ...props }: Props & { act: Act }) {
  const Dialog = dialogs[act]
  return <Dialog {...props} />
}

function AnswerDialog({ decision, onClose }: Props) {
  const party = seatOf(decision)
  if (!party) return null
  const done = () => {
    toast(`Your answer stands with text ${decision.text.no}`)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={askedOf(party)}>
      <Form
        operation={decisionsAnswer}
        fixed={{ id: decision.id, party_id: party.id, text_no: decision.text.no }}
        submit="Answer"
        unguarded
        onCancel={onClose}
        onDone={done}
      >
        <p className="proposal">{decision.text.proposal}</p>
        <SelectField name="stance" label="Your answer" options={answersFor(party.letter)} />
        <AreaField name="text" label="In words" hint="Needed when you are against it, so that it can be mended." />
      </Form>
    </Modal>
  )
}

function RewriteDialog({ decision, onClose }: Props) {
  const { issue, proposal, options } = decision.text
  const answered = decision.answered > 0 ? ` ${decision.answered} who have answered are asked again.` : ''
  return (
    <Modal opened onClose={onClose} title="Put another text forward?">
      <Form
        operation={decisionsRewrite}
        initial={{ issue, proposal, options }}
        fixed={{ id: decision.id, if_match: decision.version }}
        submit="Put it forward"
        unguarded
        onCancel={onClose}
        onDone={(now) => {
          toast(`Text ${now.text.no} is put forward`)
          onClose()
        }}
      >
        <TextField name="issue" label="The question" />
        <AreaField
          name="proposal"
          label="What you propose"
          rows={6}
          hint={`Answers stay with the text that they were given on.${answered}`}
        />
      </Form>
    </Modal>
  )
}

function AgainDialog({ decision, onClose }: Props) {
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title="Ask everybody again?">
      <Form operation={decisionsRound} fixed={{ id: decision.id }} submit="Ask again" unguarded onCancel={onClose} onDone={onClose}>
        <TextField
          name="reason"
          label="Why"
          hint={decision.round > 1 ? 'Needed: everybody was asked again already.' : 'What is to be looked at anew.'}
        />
        <DayField name="need_by" label="Answers by" min={today} hint={`Now ${dueText(decision.need_by, today)}.`} />
      </Form>
    </Modal>
  )
}

function EstimateDialog({ decision, onClose }: Props) {
  return (
    <Asked title="What will it cost?" operation={decisionsEstimate} fixed={{ id: decision.id }} submit="Add the estimate" onClose={onClose}>
      <MoneyField name="amount_minor" label="Estimate" currency={decision.spend?.currency ?? 'USD'} />
      <TextField name="note" label="How it was reckoned" />
    </Asked>
  )
}

function WithdrawDialog({ decision, onClose }: Props) {
  return (
    <Asked
      title="Withdraw this decision?"
      operation={decisionsWithdraw}
      fixed={{ id: decision.id }}
      submit="Withdraw it"
      danger
      onClose={onClose}
    >
      <TextField name="reason" label="Why" autoFocus hint="Nobody is asked any more. It stays in the ledger as withdrawn." />
    </Asked>
  )
}

function ReverseDialog({ decision, onClose }: Props) {
  const list = useDependants(decision.id)
  return (
    <Asked
      title="Reverse what was decided?"
      operation={decisionsReverse}
      fixed={{ id: decision.id, ...(list ? { seen: list.hash } : {}) }}
      submit="Reverse it"
      danger
      onClose={onClose}
    >
      <Dependants list={list} number={decision.number} />
      <TextField name="reason" label="Why" autoFocus hint="It holds no more from today, and its effects end with it." />
    </Asked>
  )
}

type AskedProps<T extends Operation> = Omit<Parameters<typeof Form<T>>[0], 'onCancel' | 'onDone' | 'unguarded'> & {
  title: string
  onClose: () => void
}

/** A form in a dialog that closes when it is done or left. */
function Asked<T extends Operation>({ title, onClose, ...form }: AskedProps<T>) {
  return (
    <Modal opened onClose={onClose} title={title}>
      <Form {...form} unguarded onCancel={onClose} onDone={onClose} />
    </Modal>
  )
}

/** What would fall, once reversing is what is chosen. */
function IfReversed(props: Parameters<typeof Dependants>[0]) {
  return useForm().values['result'] === 'reverse' ? <Dependants {...props} /> : null
}

function ReviewDialog({ decision, onClose }: Props) {
  const list = useDependants(decision.id)
  return (
    <Modal opened onClose={onClose} title="Did it do what it should?">
      <Form
        operation={decisionsReview}
        fixed={{ id: decision.id, ...(list ? { seen: list.hash } : {}) }}
        submit="Save"
        unguarded
        onCancel={onClose}
        onDone={onClose}
      >
        <SelectField
          name="result"
          label="From here on"
          options={[
            { value: 'keep', label: 'Keep it' },
            { value: 'change', label: 'Keep it, and open another one to change it' },
            { value: 'reverse', label: 'Reverse it today' },
          ]}
        />
        <IfReversed list={list} number={decision.number} />
        <AreaField name="note" label="What we saw" />
      </Form>
    </Modal>
  )
}

const dialogs: Record<Act, (props: Props) => React.ReactNode> = {
  answer: AnswerDialog,
  decide: DecideDialog,
  rewrite: RewriteDialog,
  ask_again: AgainDialog,
  estimate: EstimateDialog,
  withdraw: WithdrawDialog,
  reverse: ReverseDialog,
  review: ReviewDialog,
}
