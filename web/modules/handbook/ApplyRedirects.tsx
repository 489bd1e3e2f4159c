import { useRef, useState } from 'react'
import { redirectsApply } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Confirm, countOf, Link, Modal, Note } from '../../kit/index.ts'

type Result = AskOutput<typeof redirectsApply>

/** Leads on in one act whatever leads by a former address; what could not be done stands there with its reason. */
export function ApplyRedirects({ onClose }: { onClose: () => void }) {
  const [asking, setAsking] = useState(true)
  const [result, setResult] = useState<Result>()
  // the question closes itself once it is done, and then the result stands
  const done = useRef(false)
  const apply = useTell(redirectsApply, {
    quiet: true,
    onDone: (said) => {
      done.current = true
      setResult(said)
    },
  })
  return (
    <>
      <Confirm
        open={asking}
        title="Apply all redirects?"
        act="Apply them"
        onConfirm={() => apply.mutateAsync({})}
        onClose={() => {
          setAsking(false)
          if (!done.current) onClose()
        }}
      >
        On the pages that you keep, links by a former address and to what was replaced are written anew, and likely moves are confirmed.
        Only addresses change: what was agreed to goes on.
      </Confirm>
      {result && (
        <Modal opened onClose={onClose} title={`${countOf(result.done, 'redirect')} applied`}>
          <div className="stack">
            {result.left.length > 0 ? (
              <>
                <p>{countOf(result.left.length, 'other')} could not be, and stay as they are:</p>
                <ul className="findings-left">
                  {result.left.map(({ finding, page, says }) => (
                    <li key={finding}>
                      <Link href={`/handbook/findings/${finding}`}>{page.title}</Link> <span className="faint">{says}</span>
                    </li>
                  ))}
                </ul>
              </>
            ) : (
              <p>{result.done === 0 ? 'No link of your pages leads by a former address.' : 'Nothing is left over.'}</p>
            )}
            {result.rest > 0 && <Note>{`${countOf(result.rest, 'more')} of the same: apply them again.`}</Note>}
          </div>
        </Modal>
      )}
    </>
  )
}
