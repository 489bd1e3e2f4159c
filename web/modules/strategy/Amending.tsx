import { useState } from 'react'
import { type editionsLife, editionsAmend, plansNext } from '../../../server/modules/strategy/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, DayField, Form, Link, Modal, Note, Row, Section, AreaField, toast, useGo } from '../../kit/index.ts'
import type { Page } from './words.ts'

type Life = AskOutput<typeof editionsLife>

/** What an amendment alters, and what that takes, from its first draft on. */
export function Amends({ life: { amends, next } }: { life: Life }) {
  if (!amends) return null
  const link = <Link href={`/strategy/editions/${amends.id}`}>{amends.title}</Link>
  return (
    <Section
      title="Amendment"
      note={amends.change_class === 'editorial' ? 'of spaces, punctuation and case alone' : 'of more than spaces, punctuation and case'}
      plain
    >
      <p>
        It is to take the place of {link}, which is in force until then.{' '}
        {amends.altered.length > 0 ? `It changes ${amends.altered.join(', ')}.` : 'It changes no figure, day, name, role or rank.'}{' '}
        {amends.decision && (
          <>
            Leadership decided on it in <Link href={`/decisions/decisions/${amends.decision.id}`}>{amends.decision.number}</Link>.
          </>
        )}
      </p>
      {/* the step of vetting says the same itself */}
      {amends.unmet.length > 0 && next?.act !== 'vet' && (
        <ul className="plan-unmet">
          {amends.unmet.map((one) => (
            <li key={one.code + one.text}>{one.item ? <a href={`#item-${one.item}`}>{one.text}</a> : one.text}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** What follows on an edition in force: a draft that is to take its place, or the one of the next period. */
export function Onward({ page, life }: { page: Page; life: Life }) {
  const [asking, setAsking] = useState<'amend' | 'next'>()
  const go = useGo()
  const close = () => setAsking(undefined)
  const may = (act: string) => life.may.includes(act)
  const begun = ({ edition_id }: { edition_id: string }) => {
    close()
    toast('Begun as a draft')
    go(`/strategy/editions/${edition_id}?tab=source`)
  }
  return (
    <>
      {life.amendment && (
        <Note title="Being amended">
          <Link href={`/strategy/editions/${life.amendment.id}`}>{life.amendment.title}</Link> is to take its place. Until that is vetted,
          this edition is in force.
        </Note>
      )}
      {(may('amend') || may('next')) && (
        <Row>
          {may('amend') && !life.amendment && (
            <Button variant="default" onClick={() => setAsking('amend')}>
              Amend…
            </Button>
          )}
          {may('next') && life.next_period && (
            <Button variant="default" onClick={() => setAsking('next')}>
              Next period…
            </Button>
          )}
        </Row>
      )}
      {asking === 'amend' && (
        <Modal opened onClose={close} title="Amend this edition?">
          <p>
            A draft begins with its text. This edition stays in force until the draft is vetted. If it changes more than spaces, punctuation
            and case, a leadership meeting must have decided so; a target on revenue or pipeline is never lowered, any other one until 20
            days before the quarter ends.
          </p>
          <Form
            operation={editionsAmend}
            fixed={{ id: page.edition.id }}
            submit="Begin the draft"
            unguarded
            onCancel={close}
            onDone={begun}
          >
            <AreaField name="reason" label="Why" autoFocus />
          </Form>
        </Modal>
      )}
      {asking === 'next' && life.next_period && (
        <Modal opened onClose={close} title="Begin the next period?">
          <p>
            A draft begins with the items of this edition. What each measure has come to is where it begins; its target is yours to write.
          </p>
          <Form
            operation={plansNext}
            fixed={{ slug: page.plan.slug }}
            initial={{ period_from: life.next_period.from, period_to: life.next_period.to }}
            submit="Begin the draft"
            unguarded
            onCancel={close}
            onDone={begun}
          >
            <div className="fields-2">
              <DayField name="period_from" label="First day" />
              <DayField name="period_to" label="Last day" />
            </div>
          </Form>
        </Modal>
      )}
    </>
  )
}
