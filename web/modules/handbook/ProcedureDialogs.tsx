import { expectedList, proceduresReview, proposalsCreate, runsStart, trainingsRule } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { DayField, dayText, Form, Link, Modal, Note, SelectField, TextField, toast, useGo } from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { AskingException } from './Exceptions.tsx'
import { Requiring, WritingQuestions } from './Knowing.tsx'
import { Aligning, WaivingPlan } from './Serving.tsx'
import type { Procedure } from './words.ts'

export type ProcedureAct = 'propose' | 'review' | 'run' | 'require' | 'questions' | 'exception' | 'align' | 'unplanned'
type Props = { procedure: Procedure; no: number; onClose: () => void }

export function ProcedureDialogs({ act, ...props }: Props & { act: ProcedureAct }) {
  if (act === 'exception') return <AskingException {...props} />
  if (act === 'align') return <Aligning {...props} />
  if (act === 'unplanned') return <WaivingPlan {...props} />
  if (act === 'require') return <Requiring {...props} />
  if (act === 'questions') return <WritingQuestions {...props} />
  if (act === 'run') return <Follow {...props} />
  return act === 'propose' ? <Propose {...props} /> : <Review {...props} />
}

function Propose({ procedure, no, onClose }: Props) {
  const go = useGo()
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title={`Put “${procedure.title}” forward?`}>
      <Form
        operation={proposalsCreate}
        fixed={{ id: procedure.id, base: no }}
        submit="Put it forward"
        unguarded
        onCancel={onClose}
        onDone={(made) => {
          toast(`${made.decision.number} asks for agreement`)
          onClose()
          go(`/handbook/pages/${procedure.id}?tab=agreement`)
        }}
      >
        <TextField
          name="note"
          label="What it is about"
          hint="A sentence for those who are asked. They agree to the text as it stands."
          autoFocus
        />
        <DayField name="need_by" label="Answered by" min={today} hint="Five working days, when you say nothing." />
      </Form>
    </Modal>
  )
}

function Follow({ procedure, onClose }: Props) {
  const go = useGo()
  const asked = useAsk(trainingsRule, { id: procedure.id })
  const rule = asked.data
  const waits = useAsk(expectedList, { where: [`page:is:${procedure.id}`, 'source:is:event'], sort: 'on', limit: 50 })
  const open = waits.data?.items.filter(({ run, state }) => run === null && (state === 'open' || state === 'missed')) ?? []
  const unproven = rule !== undefined && rule.groups.length > 0 && rule.mine?.state !== 'done' && rule.mine?.state !== 'waived'
  // of high risk only whoever has proven it begins, but where clean runs are the proof
  const barred = unproven && procedure.tier === 1 && rule.mode !== 'runs'
  const beside = unproven && procedure.tier < 3 && !barred
  return (
    <Modal opened onClose={onClose} title={`Follow “${procedure.title}”?`}>
      <Form
        operation={runsStart}
        fixed={{ id: procedure.id }}
        submit="Begin"
        held={asked.isPending || barred}
        unguarded
        onCancel={onClose}
        onDone={(run) => go(`/handbook/runs/${run.id}`)}
      >
        <TextField name="about" label="For whom or what" hint="An order, a customer, a month. It may be left out." autoFocus />
        {open.length > 0 && (
          <SelectField
            name="expected"
            label="What waits for it"
            hint="Left out, it is what your words name, or the oldest."
            clearable
            options={open.map(({ id, what, thing, by, state }) => ({
              value: id,
              label: `${what}${thing ? `, ${thing}` : ''}`,
              note: `${state === 'missed' ? 'was' : 'is'} to be begun by ${dayText(by)}`,
            }))}
          />
        )}
        {barred && (
          <Note tone="warn">
            Whoever follows this procedure has proven first that they know it. <Link href="/handbook/trainings">See Training</Link>
          </Note>
        )}
        {beside && (
          <PickPerson
            name="supervisor"
            label="Who stands beside you"
            needed
            hint="Somebody who has proven that they know it; you have not yet."
          />
        )}
      </Form>
    </Modal>
  )
}

function Review({ procedure, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={`Is “${procedure.title}” still right?`}>
      <Form
        operation={proceduresReview}
        fixed={{ id: procedure.id }}
        submit="It is still right"
        unguarded
        onCancel={onClose}
        onDone={(done) => {
          toast(`It is read again by ${dayText(done.review_on)}`)
          onClose()
        }}
      >
        <TextField name="note" label="What you looked at" hint="The history keeps it, with your name and the day." autoFocus />
      </Form>
    </Modal>
  )
}
