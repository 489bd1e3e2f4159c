import { alignmentGet, alignmentSet, alignmentWaive } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Answer, DayField, dayText, Empty, Form, Link, Loading, ManyField, Modal, TextField, toast } from '../../kit/index.ts'
import type { Procedure } from './words.ts'

type Alignment = AskOutput<typeof alignmentGet>
type Props = { procedure: Procedure; onClose: () => void }

/** What a procedure serves, or why it serves nothing. */
export function Served({ of }: { of: Alignment }) {
  const { methods, waived, aligned, unread } = of
  return (
    <>
      {methods.length === 0 && !waived && 'No plan yet'}
      {methods.length > 0 && (
        <ul className="followed-serves">
          {methods.map(({ key, title, plan, href, in_force }) => (
            <li key={key}>
              <Link href={href}>{title}</Link>{' '}
              <span className="faint">
                {plan}
                {!in_force && ', a plan that is over'}
              </span>
            </li>
          ))}
        </ul>
      )}
      {unread.map((text) => (
        <p key={text} className="faint">
          {text}
        </p>
      ))}
      {waived && !aligned && (
        <span>
          No plan until {dayText(waived.until)}: {waived.reason} <span className="faint">{waived.by}</span>
        </span>
      )}
    </>
  )
}

/** Which methods of plans a procedure serves. */
export function Aligning({ procedure, onClose }: Props) {
  const asked = useAsk(alignmentGet, { id: procedure.id })
  return (
    <Modal opened onClose={onClose} title={`What does “${procedure.title}” serve?`}>
      <Answer of={asked} loading={<Loading lines={4} />}>
        {({ offered, methods }) =>
          offered.length === 0 && methods.length === 0 ? (
            <Empty title="No plan is in force">Methods of a plan are offered here from the day on which it is vetted.</Empty>
          ) : (
            <Form
              operation={alignmentSet}
              initial={{ methods: methods.filter(({ chosen }) => chosen).map(({ key }) => key) }}
              fixed={{ id: procedure.id }}
              submit="Say so"
              unguarded
              onCancel={onClose}
              onDone={(now) => {
                toast(now.aligned ? 'It serves a plan in force' : 'It serves no plan in force')
                onClose()
              }}
            >
              <ManyField
                name="methods"
                label="Methods of plans"
                options={optionsOf({ offered, methods })}
                {...(methods.some(({ said }) => said)
                  ? { hint: `Its text names: ${saidIn(methods)}. That stays whatever is ticked.` }
                  : {})}
              />
            </Form>
          )
        }
      </Answer>
    </Modal>
  )
}

function saidIn(methods: Alignment['methods']): string {
  return methods.flatMap(({ said, title }) => (said ? [title] : [])).join(', ')
}

function optionsOf({ offered, methods }: Pick<Alignment, 'offered' | 'methods'>) {
  const all = [...offered, ...methods.filter(({ key }) => !offered.some((one) => one.key === key))]
  return all.map(({ key, title, plan }) => ({ value: key, label: `${title} – ${plan}` }))
}

/** Why it serves no plan, until a day. */
export function WaivingPlan({ procedure, onClose }: Props) {
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title={`Why does “${procedure.title}” serve no plan?`}>
      <Form
        operation={alignmentWaive}
        fixed={{ id: procedure.id }}
        submit="Say so"
        unguarded
        onCancel={onClose}
        onDone={(now) => {
          toast(`It is followed without a plan until ${dayText(now.waived?.until ?? '')}`)
          onClose()
        }}
      >
        <TextField name="reason" label="Why" hint="It stands on the page, with your name." autoFocus />
        <DayField name="until" label="Until" min={today} hint="90 days at most." />
      </Form>
    </Modal>
  )
}
