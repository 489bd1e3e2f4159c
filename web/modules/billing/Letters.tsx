import type { documentsGet } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Instant, Link } from '../../kit/index.ts'
import { useMay } from '../../frame/session.ts'

type Letter = AskOutput<typeof documentsGet>['letters'][number]

/** What was written to the customer about this: to whom, and when the mail server took it. */
export function Letters({ letters, none }: { letters: Letter[]; none: string }) {
  const may = useMay()
  return (
    <>
      {letters.length === 0 ? (
        <p className="faint">{none}</p>
      ) : (
        <ul className="letters-sent">
          {letters.map((letter) => (
            <li key={`${letter.subject} ${letter.written_at}`}>
              <p>{letter.subject}</p>
              <p className="quiet">
                to {letter.to},{' '}
                {letter.sent_at ? (
                  <>
                    sent <Instant at={letter.sent_at} />
                  </>
                ) : (
                  <>
                    written <Instant at={letter.written_at} />, not sent
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      {may('house.letters') && <Link href="/letters">All letters</Link>}
    </>
  )
}
