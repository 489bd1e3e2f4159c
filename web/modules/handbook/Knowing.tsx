import { useState } from 'react'
import { groupsList } from '../../../server/modules/people/contract.ts'
import { questionsGet, questionsWrite, trainingsRequire, trainingsRule } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import {
  Answer,
  AreaField,
  dayText,
  Form,
  Link,
  Loading,
  Modal,
  NumberField,
  PickField,
  SelectField,
  toast,
  useForm,
} from '../../kit/index.ts'
import type { Procedure } from './words.ts'

type Rule = AskOutput<typeof trainingsRule>

/** How many know a procedure of those who have to, and whether the reader does. */
export function KnownBy({ rule }: { rule: Rule }) {
  if (rule.required === 0) return <>Nobody has to prove that they know it</>
  const { mine } = rule
  return (
    <>
      {rule.competent} of {rule.required}
      {mine && mine.state !== 'ended' && (
        <>
          {' · '}
          <Link href={`/handbook/trainings/${mine.id}`}>{mine.state === 'done' ? 'you do' : `yours is due ${dayText(mine.due_on)}`}</Link>
        </>
      )}
    </>
  )
}

type Props = { procedure: Procedure; onClose: () => void }

/** Which group has to know it, and by which proof. */
export function Requiring({ procedure, onClose }: Props) {
  const asked = useAsk(trainingsRule, { id: procedure.id })
  return (
    <Modal opened onClose={onClose} title={`Who has to know “${procedure.title}”?`}>
      <Answer of={asked} loading={<Loading lines={4} />}>
        {(rule) => (
          <Form
            operation={trainingsRequire}
            initial={{
              groups: rule.groups.map(({ id }) => id),
              mode: rule.mode,
              pass_mark: rule.pass_mark,
              runs_needed: rule.runs_needed,
              due_days: rule.due_days,
            }}
            fixed={{ id: procedure.id }}
            submit="Ask them"
            unguarded
            onCancel={onClose}
            onDone={(now) => {
              toast(now.required === 0 ? 'Nobody has to know it' : `${now.required} have to know it, and are told`)
              onClose()
            }}
          >
            <PickField
              name="groups.0"
              label="Whose members have to know it"
              operation={groupsList}
              search="search"
              option={(row) => ({ value: row.id, label: row.name })}
              {...(rule.groups[0] ? { now: { value: rule.groups[0].id, label: rule.groups[0].name } } : {})}
            />
            <SelectField
              name="mode"
              label="How they prove it"
              hint={rule.quiz ? undefined : 'A quiz needs questions: write them first.'}
              options={[
                { value: 'ack', label: 'They sign that they read and understood it' },
                { value: 'quiz', label: 'They answer questions, and sign' },
                { value: 'observed', label: 'Somebody watches them do it' },
                { value: 'runs', label: 'They follow it without an error' },
              ]}
            />
            <ModeFields />
            <NumberField name="due_days" label="Working days that they have" min={1} max={250} />
          </Form>
        )}
      </Answer>
    </Modal>
  )
}

function ModeFields() {
  const mode = useForm().values['mode']
  if (mode === 'quiz') return <NumberField name="pass_mark" label="Percent that are to be right" min={1} max={100} />
  return mode === 'runs' ? <NumberField name="runs_needed" label="Runs without an error" min={1} max={50} /> : null
}

const begun = `1. What is asked?
   - [x] What is right
   - [ ] What is wrong
2. 
3. 
`

/** The questions on a procedure, with what is right: for those who keep it. */
export function WritingQuestions({ procedure, onClose }: Props) {
  const asked = useAsk(questionsGet, { id: procedure.id })
  const [words] = useState(begun)
  return (
    <Modal opened onClose={onClose} title={`What shows that somebody knows “${procedure.title}”?`} size="lg">
      <Answer of={asked} loading={<Loading lines={6} />}>
        {(quiz) => (
          <Form
            operation={questionsWrite}
            initial={{ source: quiz.source ?? words }}
            fixed={{ id: procedure.id }}
            submit="Keep these questions"
            unguarded
            onCancel={onClose}
            onDone={(now) => {
              toast(`${now.questions} questions are asked from now on`)
              onClose()
            }}
          >
            <AreaField
              name="source"
              label="Questions"
              hint="An ordered list; below each its answers, [x] before what is right. At least three questions. Readers never see this."
              rows={16}
            />
            {quiz.tries > 0 && (
              <p className="faint">
                {quiz.tries} tries so far, {quiz.passed} passed.
              </p>
            )}
          </Form>
        )}
      </Answer>
    </Modal>
  )
}
