import './bar.css'
import './directory.css'
import { IconLock, IconPlus, IconSearch, IconSitemap } from '@tabler/icons-react'
import { useState } from 'react'
import { directoryRead } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import { Answer, Button, countOf, Empty, Initials, Link, Loading, MoreMenu, Page, Segments, TextInput } from '../../kit/index.ts'
import { Arranging, NewFunction } from './Arranging.tsx'
import { type Entry, markOf, missingWords, shownIn, type View } from './directory.ts'
import type { Directory } from './words.ts'

const views: { value: View; label: string }[] = [
  { value: 'all', label: 'Everything' },
  { value: 'mine', label: 'Mine' },
  { value: 'gaps', label: 'Gaps' },
  { value: 'public', label: 'As the public sees it' },
]

/** The contents by function: what is written, what is promised, what is in no list. */
export default function DirectoryPage() {
  const may = useMay()
  const [view, setView] = useState<View>('all')
  const [words, setWords] = useState('')
  const [adding, setAdding] = useState(false)
  const asked = useAsk(directoryRead, {})
  const arranges = asked.data?.may.includes('arrange')
  return (
    <Page
      title="Directory"
      crumbs={[{ title: 'Handbook', href: '/handbook/directory' }]}
      actions={
        <>
          <span className="bar-wide">
            <Segments label="What is shown" value={view} onChange={setView} options={views} />
            {arranges && (
              <Button variant="default" onClick={() => setAdding(true)}>
                New function
              </Button>
            )}
          </span>
          <span className="bar-narrow">
            <MoreMenu acts={[arranges && { title: 'New function', onClick: () => setAdding(true) }]} />
          </span>
          {may('handbook.write') && (
            <Button href="/handbook/pages/new" leftSection={<IconPlus size={15} aria-hidden />}>
              Page
            </Button>
          )}
        </>
      }
    >
      <Answer of={asked} loading={<Loading block={480} />}>
        {(directory) => (
          <div className="dir">
            <div>
              <header className="dir-head">
                <p className="faint">
                  {countOf(directory.pages, 'page')}, {countOf(directory.procedures, 'procedure')},{' '}
                  {countOf(directory.functions.length, 'function')}
                </p>
                <p className="dir-lead">{missingWords(directory)}</p>
                <span className="bar-narrow">
                  <Segments label="What is shown" value={view} onChange={setView} options={views} />
                </span>
                <TextInput
                  aria-label="Find in the contents"
                  placeholder="Find a line of the contents"
                  leftSection={<IconSearch size={15} aria-hidden />}
                  value={words}
                  onChange={(event) => setWords(event.currentTarget.value)}
                />
              </header>
              {directory.functions.length === 0 ? (
                <Empty title="No contents yet" icon={<IconSitemap size={20} />}>
                  Functions are what the company does. Below each stands what is written about it, and what is still to be written.
                </Empty>
              ) : (
                <div className="dir-functions">
                  {directory.functions.map((one) => (
                    <Group key={one.id} of={one} view={view} words={words} arranges={directory.may.includes('arrange')} />
                  ))}
                </div>
              )}
            </div>
            <Missing directory={directory} />
          </div>
        )}
      </Answer>
      {adding && <NewFunction onClose={() => setAdding(false)} />}
    </Page>
  )
}

/** So many lines stand there before one asks for the rest. */
const first = 8

function Group({ of, view, words, arranges }: { of: Directory['functions'][number]; view: View; words: string; arranges: boolean }) {
  const me = useSession().data?.actor?.id
  const [all, setAll] = useState(false)
  const [arranging, setArranging] = useState(false)
  const lines = of.entries.filter((entry) => shownIn(entry, view, words, me))
  const toWrite = of.entries.filter((entry) => entry.mark === 'tba' || entry.mark === 'wip' || entry.page === null).length
  const shown = all || words !== '' ? lines : lines.slice(0, first)
  if (lines.length === 0 && (view !== 'all' || words !== '')) return null
  return (
    <section className="dir-function">
      <div className="dir-name">
        <h2>{of.name}</h2>
        <span className="faint num">{of.entries.length}</span>
        <span className="dir-push">
          {toWrite > 0 && <span className="dir-gaps">{toWrite} to write</span>}
          {arranges && (
            <Button size="compact-xs" variant="subtle" aria-label={`Arrange ${of.name}`} onClick={() => setArranging(true)}>
              Arrange
            </Button>
          )}
          <span title={of.owner.name}>
            <Initials name={of.owner.name} size="s" round />
            <span className="unseen">{of.owner.name}</span>
          </span>
        </span>
      </div>
      <ul>
        {shown.map((entry) => (
          <Line key={entry.page ?? entry.label} entry={entry} outside={view === 'public'} />
        ))}
        {shown.length < lines.length && (
          <li>
            <i className="dir-no" />
            <button type="button" onClick={() => setAll(true)}>
              {lines.length - shown.length} more
            </button>
          </li>
        )}
      </ul>
      {arranging && <Arranging of={of} onClose={() => setArranging(false)} />}
    </section>
  )
}

function Line({ entry, outside }: { entry: Entry; outside: boolean }) {
  const locked = entry.audience !== null && entry.audience !== 'public'
  const mark = markOf(entry)
  const name = outside && locked ? entry.label : entry.title
  return (
    <li>
      {locked ? <IconLock className="dir-lock" size={13} stroke={1.75} aria-label="For colleagues" /> : <i className="dir-no" />}
      <p className="clip">
        {entry.page && !(outside && locked) ? <Link href={`/handbook/pages/${entry.page}`}>{name}</Link> : <b>{name}</b>}{' '}
        <span className="faint">{entry.blurb}</span>
      </p>
      {mark && (
        <span className="dir-mark" data-late={mark.late || undefined}>
          {mark.label}
        </span>
      )}
    </li>
  )
}

function Missing({ directory }: { directory: Directory }) {
  const { undocumented, unlisted } = directory
  return (
    <aside className="dir-missing" aria-label="What is missing">
      <h2>Not written yet</h2>
      <p className="dir-figure num">{undocumented.all}</p>
      <dl>
        <div>
          <dt>Promised in the contents</dt>
          <dd className="num">{undocumented.promised}</dd>
        </div>
        <div>
          <dt>Pages with a heading only</dt>
          <dd className="num">{undocumented.stubs}</dd>
        </div>
      </dl>
      <h2>Written, not listed</h2>
      <p className="dir-figure num">{unlisted.all}</p>
      {unlisted.outside.length > 0 && (
        <ul>
          {unlisted.outside.slice(0, 10).map(({ id, number, title }) => (
            <li key={id}>
              <Link href={`/handbook/pages/${id}`}>{title}</Link> <span className="faint num">{number}</span>
            </li>
          ))}
        </ul>
      )}
      <h2>Marks</h2>
      <ul className="dir-legend">
        <li>
          <IconLock className="dir-lock" size={13} stroke={1.75} aria-hidden /> for us only; the public sees the name that the contents give
          it
        </li>
        <li>
          <span className="dir-mark" data-late>
            TBA
          </span>{' '}
          promised, not written
        </li>
        <li>
          <span className="dir-mark">draft</span> readable, not agreed to
        </li>
      </ul>
    </aside>
  )
}
