import { useState } from 'react'
import type { editionsLife } from '../../../server/modules/strategy/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, Link, Note, Row, Section, toast, useGo } from '../../kit/index.ts'
import { later } from '../../kit/later.tsx'
import type { AmendAsks } from './AmendDialogs.tsx'
import type { Page } from './words.ts'

type Life = AskOutput<typeof editionsLife>

const AmendDialogs = later<AmendAsks>(async () => ({ default: (await import('./AmendDialogs.tsx')).AmendDialogs }))

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
      {asking && <AmendDialogs act={asking} page={page} life={life} onClose={close} onDone={begun} />}
    </>
  )
}
