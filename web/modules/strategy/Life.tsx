import { useState } from 'react'
import {
  editionsFreeze,
  editionsLife,
  editionsMoveToCommentary,
  editionsOverride,
  editionsReturn,
  editionsSubmit,
  editionsVet,
  editionsWithdraw,
} from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  Button,
  Confirm,
  dayText,
  Fold,
  instantText,
  Link,
  Note,
  Person,
  Row,
  Section,
  Status,
  Textarea,
  type Tone,
  toast,
} from '../../kit/index.ts'
import { Amends, Onward } from './Amending.tsx'
import './life.css'
import type { Page } from './words.ts'

type Life = AskOutput<typeof editionsLife>
type Party = NonNullable<Life['signoff']>['parties'][number]

/** Where the edition stands: what is in the way of the next step, who said what on which text, and what the reader may do. */
export function LifePanel({ page }: { page: Page }) {
  const asked = useAsk(editionsLife, { id: page.edition.id }, { refetchInterval: 10_000 })
  const life = asked.data
  if (!life || (page.edition.legacy && life.signoff === null && life.may.length === 0 && !life.amendment)) return null
  const { next, signoff, signature, successor } = life
  return (
    <div className="plan-life">
      {successor && (
        <Note title="Superseded">
          In its place came <Link href={`/strategy/editions/${successor.id}`}>{successor.title}</Link>.
        </Note>
      )}
      {life.state === 'expired' && <Note title="Expired">Its period is over, and no other edition has come in its place.</Note>}
      {life.state === 'withdrawn' && <Note title="Withdrawn">It was given up before it was vetted.</Note>}
      {signature && (
        <p className="plan-signature">
          Signed by <strong>{signature.name}</strong>, {instantText(signature.at)}, meaning “{signature.meaning}”
        </p>
      )}
      <Onward page={page} life={life} />
      <Amends life={life} />
      {next && (
        <Section title={nextWords[next.act]} {...(next.unmet.length > 0 ? { note: `${next.unmet.length} in the way` } : {})} plain>
          {next.unmet.length > 0 ? (
            <ul className="plan-unmet">
              {next.unmet.map((one) => (
                <li key={one.code + one.text}>{one.item ? <a href={`#item-${one.item}`}>{one.text}</a> : one.text}</li>
              ))}
            </ul>
          ) : (
            <p className="quiet">Nothing is in the way of this step. {waitsFor(life)}</p>
          )}
          <Acts page={page} life={life} />
        </Section>
      )}
      {signoff && (
        <Fold
          title="Who has a say"
          note={signoff.open && life.window_closes ? `may answer until ${dayText(life.window_closes)}` : 'on the exact text'}
          open={life.state === 'input'}
        >
          <ul className="plan-parties">
            {signoff.parties.map((one) => (
              <PartyLine key={one.letter + one.name} party={one} life={life} />
            ))}
          </ul>
          {life.overrides.map((one) => (
            <p key={one.at} className="plan-override">
              <strong>{one.by} decided against the objection</strong> {one.on_this_text ? '' : 'on an older text '}
              <span className="faint">{instantText(one.at)}</span>: {one.reason}
            </p>
          ))}
          <Link href={`/decisions/decisions/${signoff.id}`}>Answers in {signoff.number}</Link>
        </Fold>
      )}
    </div>
  )
}

const nextWords = { submit: 'To be submitted', freeze: 'Out for input', vet: 'Agreed, to be vetted' }

function waitsFor({ next, dris, decider }: Life): string {
  const names = next?.act === 'vet' ? decider?.name : dris.map(({ name }) => name).join(' or ')
  return names ? `It waits for ${names}.` : ''
}

const letterWords = { R: 'recommends', A: 'agrees', P: 'carries out', I: 'is heard', D: 'decides' }
const stances: Record<string, [string, Tone]> = {
  agree: ['Agrees', 'good'],
  object: ['Objects', 'bad'],
  support: ['Supports it', 'good'],
  concern: ['Has a concern', 'warn'],
  oppose: ['Opposes it', 'bad'],
  no_view: ['No view', 'calm'],
  silence: ['Silent', 'calm'],
}

function PartyLine({ party, life }: { party: Party; life: Life }) {
  const [words, tone] = (party.stance ? stances[party.stance] : undefined) ?? ['Has not answered', 'ring' as Tone]
  const stale = party.state === 'stale'
  // nobody answered here: what counts is what was agreed to before it was amended
  const kept = party.carried !== null
  const asks = party.letter === 'A' || party.letter === 'I' || party.letter === 'P'
  return (
    <li>
      <span className="rapid-letter">{party.letter}</span>
      <Person name={party.name} {...(party.by && party.by !== party.name ? { note: `said by ${party.by}` } : {})} />
      <span className="faint">{letterWords[party.letter]}</span>
      {asks && !kept && <Status value={party.stance ?? 'none'} label={words} tone={stale ? 'warn' : tone} />}
      {kept && <Status value="carried" label={stale ? 'Asked about what changed' : 'Agreed before'} tone={stale ? 'ring' : 'good'} />}
      {kept && (
        <span className="plan-stale">
          {stale
            ? `agreed to the rest by ${party.carried}; ${party.moved.map(({ name }) => name).join(', ')} changed`
            : `by ${party.carried}, and nothing of it changed`}
        </span>
      )}
      {party.letter === 'D' && life.signature && <Status value="vetted" label="Vetted it" tone="good" />}
      {stale && !kept && (
        <span className="plan-stale">
          on an older text
          {party.moved.length > 0 && <>; since then {party.moved.map(({ name }) => name).join(', ')} changed</>}
        </span>
      )}
      {party.objection?.text && <q className="plan-objection">{party.objection.text}</q>}
    </li>
  )
}

type Asking = 'return' | 'withdraw' | 'override' | 'vet'
const askings: Record<Asking, { title: string; act: string; says: string }> = {
  return: {
    title: 'Return it to draft?',
    act: 'Return it',
    says: 'It can be written on again. Agreements on what does not change are kept.',
  },
  withdraw: { title: 'Withdraw it?', act: 'Withdraw it', says: 'It is given up for good, and nobody is asked about it any more.' },
  override: {
    title: 'Decide against the objection?',
    act: 'Decide so',
    says: 'Your reason stays beside the objection. It holds for this text alone.',
  },
  vet: {
    title: 'Vet this text?',
    act: 'Sign it',
    says: 'Your name and the time stand under it. It is in force and closed from then on; the edition before it is superseded.',
  },
}

function Acts({ page, life }: { page: Page; life: Life }) {
  const { id } = page.edition
  const [asking, setAsking] = useState<Asking>()
  const [reason, setReason] = useState('')
  const submit = useTell(editionsSubmit, { onDone: () => toast('Submitted; everybody is asked') })
  const freeze = useTell(editionsFreeze, { onDone: () => toast('The text is closed') })
  const cut = useTell(editionsMoveToCommentary, { onDone: ({ moved }) => toast(`${moved} moved to the Commentary`) })
  const takeBack = useTell(editionsReturn, { quiet: true })
  const withdraw = useTell(editionsWithdraw, { quiet: true })
  const override = useTell(editionsOverride, { quiet: true })
  const vet = useTell(editionsVet, { quiet: true })
  const may = (act: string) => life.may.includes(act)
  const clear = life.next?.unmet.length === 0
  const carryOut = {
    return: () => takeBack.mutateAsync({ id, reason }),
    withdraw: () => withdraw.mutateAsync({ id, reason }),
    override: () => override.mutateAsync({ id, reason }),
    vet: () => vet.mutateAsync({ id, content_hash: page.edition.content_hash }),
  }
  const ask = (which: Asking) => () => {
    setReason('')
    setAsking(which)
  }
  const words = asking && askings[asking]
  return (
    <Row>
      {page.check.cut.length > 0 && page.may.includes('edit') && (
        <Button variant="default" loading={cut.isPending} onClick={() => cut.mutate({ id, rev: page.edition.rev })}>
          Move {page.check.cut.length} to the Commentary
        </Button>
      )}
      {may('submit') && (
        <Button disabled={!clear} loading={submit.isPending} onClick={() => submit.mutate({ id })}>
          Submit
        </Button>
      )}
      {may('freeze') && (
        <Button disabled={!clear} loading={freeze.isPending} onClick={() => freeze.mutate({ id })}>
          Close the text
        </Button>
      )}
      {may('vet') && (
        <Button disabled={!clear} onClick={ask('vet')}>
          Vet it
        </Button>
      )}
      {may('override') && (
        <Button variant="default" onClick={ask('override')}>
          Decide against the objection
        </Button>
      )}
      {may('return') && (
        <Button variant="default" onClick={ask('return')}>
          Return to draft
        </Button>
      )}
      {may('withdraw') && (
        <Button variant="subtle" onClick={ask('withdraw')}>
          Withdraw
        </Button>
      )}
      <Confirm
        open={asking !== undefined}
        title={words?.title ?? ''}
        act={words?.act ?? ''}
        danger={asking === 'withdraw'}
        onConfirm={() => asking && carryOut[asking]()}
        onClose={() => setAsking(undefined)}
      >
        <p>{words?.says}</p>
        {asking !== 'vet' && <Textarea label="Why" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
      </Confirm>
    </Row>
  )
}
