import { type editionsLife, editionsAmend, plansNext } from '../../../server/modules/strategy/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { AreaField, DayField, Form, Modal } from '../../kit/index.ts'
import type { Page } from './words.ts'

export type AmendAsks = {
  act: 'amend' | 'next'
  page: Page
  life: AskOutput<typeof editionsLife>
  onClose: () => void
  onDone: (begun: { edition_id: string }) => void
}

/** What is asked before a draft begins that is to take the place of an edition, or to follow it. */
export function AmendDialogs({ act, page, life, onClose, onDone }: AmendAsks) {
  if (act === 'amend')
    return (
      <Modal opened onClose={onClose} title="Amend this edition?">
        <p>
          A draft begins with its text. This edition stays in force until the draft is vetted. If it changes more than spaces, punctuation
          and case, a leadership meeting must have decided so; a target on revenue or pipeline is never lowered, any other one until 20 days
          before the quarter ends.
        </p>
        <Form
          operation={editionsAmend}
          fixed={{ id: page.edition.id }}
          submit="Begin the draft"
          unguarded
          onCancel={onClose}
          onDone={onDone}
        >
          <AreaField name="reason" label="Why" autoFocus />
        </Form>
      </Modal>
    )
  if (!life.next_period) return null
  return (
    <Modal opened onClose={onClose} title="Begin the next period?">
      <p>A draft begins with the items of this edition. What each measure has come to is where it begins; its target is yours to write.</p>
      <Form
        operation={plansNext}
        fixed={{ slug: page.plan.slug }}
        initial={{ period_from: life.next_period.from, period_to: life.next_period.to }}
        submit="Begin the draft"
        unguarded
        onCancel={onClose}
        onDone={onDone}
      >
        <div className="fields-2">
          <DayField name="period_from" label="First day" />
          <DayField name="period_to" label="Last day" />
        </div>
      </Form>
    </Modal>
  )
}
