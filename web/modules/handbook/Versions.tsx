import { useState } from 'react'
import { versionsCompare, versionsList } from '../../../server/modules/handbook/contract.ts'
import { useAsk, useAskPaged } from '../../ask.ts'
import { Answer, Button, Instant, Loading, Modal } from '../../kit/index.ts'
import { classWords, type Page, type Version } from './words.ts'

/** Every text that the page had, and what each changed. */
export function Versions({ page }: { page: Page }) {
  const asked = useAskPaged(versionsList, { id: page.id })
  const [open, setOpen] = useState<Version>()
  return (
    <>
      <Answer of={asked} loading={<Loading rows={4} />}>
        {() => (
          <ul className="book-versions">
            {asked.rows.map((version) => (
              <li key={version.no}>
                <span className="num">{version.label}</span>
                <span>
                  {version.note !== classWords[version.class] && `${version.note} `}
                  <span className="faint">
                    {classWords[version.class]} by {version.author.name} <Instant at={version.published_at} ago />
                  </span>
                </span>
                {version.no > 1 && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={`What version ${version.label} changed`}
                    onClick={() => setOpen(version)}
                  >
                    Compare
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {asked.hasNextPage && (
        <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Older versions
        </Button>
      )}
      {open && (
        <Modal opened onClose={() => setOpen(undefined)} title={`What version ${open.label} changed`} size="xl">
          <Compared id={page.id} from={open.no - 1} to={open.no} />
        </Modal>
      )}
    </>
  )
}

function Compared({ id, from, to }: { id: string; from: number; to: number }) {
  const asked = useAsk(versionsCompare, { id, from, to })
  return (
    <Answer of={asked} loading={<Loading lines={8} />}>
      {({ runs }) =>
        runs.some(({ mark }) => mark !== 'same') ? <Runs runs={runs} /> : <p className="quiet">Nothing that you may read has changed.</p>
      }
    </Answer>
  )
}

/** A text beside another, word by word. */
export function Runs({ runs }: { runs: { mark: 'same' | 'removed' | 'added'; text: string }[] }) {
  return (
    <pre className="book-runs">
      {runs.map(({ mark, text }, at) => {
        const Mark = mark === 'added' ? 'ins' : mark === 'removed' ? 'del' : 'span'
        // biome-ignore lint/suspicious/noArrayIndexKey: runs of a difference have no name but their place
        return <Mark key={at}>{mark === 'same' ? shortened(text, at === 0, at === runs.length - 1) : text}</Mark>
      })}
    </pre>
  )
}

/** Of what stayed the same, the lines beside what changed. */
function shortened(text: string, first: boolean, last: boolean): string {
  const lines = text.split('\n')
  if (lines.length <= 8) return text
  const head = first ? [] : lines.slice(0, 3)
  const tail = last ? [] : lines.slice(-3)
  return [...head, '⋯', ...tail].join('\n')
}
