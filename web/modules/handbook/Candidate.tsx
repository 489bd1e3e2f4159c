import { agoText, Button, countOf, Link, Meter, Note, percentText, Status } from '../../kit/index.ts'
import type { Judgement, Whole } from './words.ts'

const sources = { chat: 'Chat', search: 'Search', flag: 'Flag', request: 'Request', given: 'Given' }

/** What is asked on the left, what was said to it on the right, and which page is nearest. */
export function Candidate({ row, onJudge }: { row: Whole; onJudge: (how: Judgement) => void }) {
  return (
    <article className="candidate" aria-label={row.title}>
      <h2>{row.title}</h2>
      <p className="faint">
        {countOf(row.items, 'question')} of {countOf(row.askers, 'asker')}, the last {agoText(row.last)} · rank {row.rank}
        {row.linked > 0 && ` · ${row.linked} answered with the page`}
      </p>
      <div className="candidate-cover">
        {row.best ? (
          <>
            <span>
              Nearest page: <Link href={`/handbook/pages/${row.best.id}`}>{row.best.title}</Link> holds {percentText(row.cover)} of what it
              is about
            </span>
            <Meter
              done={Number(row.cover)}
              due={0.55}
              tone={row.state === 'known' ? 'calm' : 'warn'}
              label={`${percentText(row.cover)} covered`}
            />
          </>
        ) : (
          <span>No page that all colleagues may open holds a word of it.</span>
        )}
      </div>
      {row.held && (
        <Note title={row.held_by ? `${row.held_by} answers nearly all of it` : 'One person answers nearly all of it'}>
          When they are away, nobody knows.
        </Note>
      )}
      {row.narrow && <Note>It comes from channels that only some read. Nobody else sees it.</Note>}
      {row.judged && (
        <p>
          <Status value={row.state} tone="calm" label={row.state === 'accepted' ? 'Accepted' : 'Dismissed'} /> by {row.judged.by},{' '}
          {agoText(row.judged.at)}
          {row.page && (
            <>
              {': '}
              <Link href={`/handbook/pages/${row.page.id}`}>{row.page.title}</Link>
            </>
          )}
          {row.reason && `: ${row.reason}`}
        </p>
      )}
      {row.may.length > 0 && (
        <div className="candidate-acts">
          <Button onClick={() => onJudge('new')}>New procedure (N)</Button>
          <Button variant="default" onClick={() => onJudge('alias')}>
            A page has it (A)
          </Button>
          <Button variant="default" onClick={() => onJudge('dismiss')}>
            Dismiss (D)
          </Button>
        </div>
      )}
      <ol className="candidate-evidence">
        {row.evidence.map((one) => (
          <li key={one.id}>
            <div>
              <p>{one.text}</p>
              <span className="faint">
                {sources[one.source]}, {one.place} · {agoText(one.at)}
              </span>
            </div>
            <div>
              {one.answer === null ? (
                <p className="faint">{one.source === 'chat' ? 'Nobody answered' : 'No answer is known'}</p>
              ) : (
                <>
                  <p className="candidate-answer">{one.answer}</p>
                  <span className="faint">
                    {one.answered_by ?? 'Somebody'}
                    {one.thanked && ' · thanked'}
                    {!one.solid && ' · says not how'}
                  </span>
                </>
              )}
            </div>
          </li>
        ))}
      </ol>
      <details>
        <summary>The draft that it would become</summary>
        <pre className="candidate-draft">{row.draft}</pre>
      </details>
    </article>
  )
}
