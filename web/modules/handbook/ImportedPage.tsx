import './import.css'
import { useQueryClient } from '@tanstack/react-query'
import { IconArrowsExchange, IconFileImport } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { importsApply, importsDiscard, importsFiles, importsGet } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  agoText,
  Button,
  Checkbox,
  countOf,
  DataTable,
  Empty,
  Link,
  Loading,
  NextAct,
  Note,
  Progress,
  Record,
  RecordOf,
  Section,
  Status,
  useParam,
} from '../../kit/index.ts'
import { crumbs, dialectWords, importStates, verdictWords } from './words.ts'

type Import = AskOutput<typeof importsGet>
type File = AskOutput<typeof importsFiles>['items'][number]
type Part = 'ask' | 'changed' | 'new' | 'alone'

const partOf: Readonly<Record<Import['counts'][number]['verdict'], Part>> = {
  conflict: 'ask',
  update: 'changed',
  move: 'changed',
  create: 'new',
  same: 'alone',
  skip: 'alone',
  gone: 'alone',
  keep: 'alone',
}

/** What a tree was read as, what would become of each file, and how far that is. */
export default function ImportedPage() {
  const asked = useAsk(importsGet, { id: useParam('id') }, { refetchInterval: (last) => (last?.state === 'applying' ? 1000 : false) })
  return (
    <RecordOf
      of={asked}
      title="Import"
      crumbs={[...crumbs, { title: 'Import', href: '/handbook/pages/import' }]}
      loading={<Loading shape="record" />}
    >
      {(row) => <Imported row={row} />}
    </RecordOf>
  )
}

function Imported({ row }: { row: Import }) {
  const [take, setTake] = useState<string[]>([])
  const cache = useQueryClient()
  const apply = useTell(importsApply, { stale: [importsGet, importsFiles] })
  const discard = useTell(importsDiscard, { stale: [importsGet, importsFiles] })
  const sum = (of: (count: Import['counts'][number]) => boolean) => row.counts.filter(of).reduce((all, { files }) => all + files, 0)
  const inPart = (part: Part) => sum(({ verdict }) => partOf[verdict] === part)
  const [done, left, all] = [sum(({ state }) => state === 'done'), sum(({ state }) => state === 'left'), sum(() => true)]
  // each file that is done is another line below
  // biome-ignore lint/correctness/useExhaustiveDependencies: how far it is says when to ask again
  useEffect(() => {
    void cache.invalidateQueries({ queryKey: [importsFiles.name] })
  }, [cache, done, row.state])
  const [asks, changed, fresh, alone] = [inPart('ask'), inPart('changed'), inPart('new'), inPart('alone')]
  const dialects = [...new Set(row.parts.map(({ dialect }) => dialectWords[dialect]))].join(', ')
  const open = row.state === 'previewed' && row.may.includes('apply')
  const list = (part: Part, empty: string) => <Files id={row.id} part={part} open={open} take={take} onTake={setTake} empty={empty} />
  return (
    <Record
      title={row.name}
      crumbs={[...crumbs, { title: 'Import', href: '/handbook/pages/import' }]}
      icon={<IconFileImport size={22} />}
      badge={<Status value={row.state} {...importStates[row.state]} />}
      line={[`Looks like ${dialects}`, `Tree “${row.tree}”`, `${agoText(row.created_at)}, ${row.by.name}`]}
      figures={[
        { label: 'New', value: fresh, note: 'pages' },
        { label: 'Changed', value: changed, note: 'there, or under another name' },
        { label: 'Left alone', value: alone, note: 'the same, ours, or no page' },
        { label: 'To ask', value: asks, note: 'changed here and there', ...(asks > 0 && open ? { tone: 'warn' as const } : {}) },
      ]}
      next={
        open ? (
          <NextAct
            icon={<IconArrowsExchange size={20} stroke={1.75} />}
            what={
              fresh + changed + take.length === 0 ? 'Nothing would change' : `Bring in ${countOf(fresh + changed + take.length, 'page')}`
            }
            why={`Nothing has changed yet. ${asks > take.length ? `${countOf(asks - take.length, 'text')} here and there differ, and stay as they are here unless you tick them. ` : ''}It goes on by itself, and can be left.`}
            act="Bring it in"
            onAct={() => apply.mutate({ id: row.id, take })}
            busy={apply.isPending}
            also={
              <Button variant="default" onClick={() => discard.mutate({ id: row.id })} loading={discard.isPending}>
                Throw it away
              </Button>
            }
          />
        ) : row.state === 'applying' ? (
          <Section
            title="Under way"
            actions={
              <Button variant="default" onClick={() => apply.mutate({ id: row.id })} loading={apply.isPending}>
                Go on if it stands still
              </Button>
            }
          >
            <p className="import-far">
              {done + left} of {all} files
            </p>
            <Progress value={(100 * (done + left)) / Math.max(1, all)} label="How far the import is" />
          </Section>
        ) : row.state === 'applied' ? (
          <Note>
            {countOf(done, 'file')} done, {left} left. <Link href="/handbook/pages">All pages</Link>, and{' '}
            <Link href="/handbook/findings">what is not right in them</Link>.
          </Note>
        ) : undefined
      }
      tabs={[
        asks > 0 && { id: 'ask', title: 'To ask', count: asks, body: list('ask', 'Nothing needs you') },
        { id: 'new', title: 'New', count: fresh, body: list('new', 'No page is new') },
        { id: 'changed', title: 'Changed', count: changed, body: list('changed', 'Nothing changed there') },
        { id: 'alone', title: 'Left alone', count: alone, body: list('alone', 'Every file is taken') },
      ]}
      rail={[{ id: 'read', title: 'As it was read', body: <AsRead row={row} /> }]}
    />
  )
}

function AsRead({ row }: { row: Import }) {
  return (
    <div className="import-read">
      {row.parts.map((part) => (
        <div key={part.folder}>
          <h3>
            {dialectWords[part.dialect]} {part.folder && <span className="faint">in {part.folder}</span>}
          </h3>
          <p className="faint">{part.evidence.length > 0 ? part.evidence.join(' · ') : 'No settings and no marks of another program'}</p>
        </div>
      ))}
      <h3>Contents</h3>
      {row.contents.length === 0 ? (
        <p className="faint">It has none of its own: pages are listed once you arrange them.</p>
      ) : (
        <ul>
          {row.contents.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two parts may have a group of one name
            <li key={`${one.name} ${at}`}>
              {one.name}{' '}
              <span className="faint">
                {[countOf(one.pages, 'page'), one.to_be_written > 0 && `${one.to_be_written} to be written`].filter(Boolean).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {row.contents.length > 0 && row.outside > 0 && <p className="faint">{countOf(row.outside, 'page')} in no contents</p>}
      {row.marks.length > 0 && <h3>To be known</h3>}
      <ul>
        {row.marks.slice(0, 20).map((mark) => (
          <li key={`${mark.code} ${mark.text}`}>
            {mark.text} <span className="faint">{mark.files > 1 ? `${mark.files} files, as ${mark.example}` : mark.example}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

type FilesProps = { id: string; part: Part; open: boolean; take: readonly string[]; onTake: (files: string[]) => void; empty: string }

function Files({ id, part, open, take, onTake, empty }: FilesProps) {
  const choosable = (row: File) => open && (row.code === 'change.conflict' || row.code === 'import.differs')
  return (
    <DataTable
      operation={importsFiles}
      label="Files"
      input={{ id, part }}
      inAddress={false}
      rowKey={(row) => String(row.place)}
      columns={[
        {
          id: 'file',
          title: 'In the tree',
          phone: 'title',
          cell: (row) => (
            <span className="import-file">
              <b>{row.title || row.file}</b>
              {row.title !== '' && <span className="faint">{row.file}</span>}
            </span>
          ),
        },
        { id: 'verdict', title: 'Verdict', width: 120, cell: (row) => <Status value={row.verdict} {...verdictOf(row)} /> },
        {
          id: 'says',
          title: 'Because',
          cell: (row) => (
            <span className="import-file">
              <span>{row.says}</span>
              {row.notes.length > 0 && (
                <details>
                  <summary>{countOf(row.notes.length, 'remark')}</summary>
                  <ul>
                    {row.notes.map((note, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: remarks of a file have their place and nothing else
                      <li key={at}>
                        {note.line !== null && <span className="num faint">line {note.line} </span>}
                        {note.text}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </span>
          ),
        },
        {
          id: 'page',
          title: 'Page',
          cell: (row) =>
            choosable(row) ? (
              <Checkbox
                label="Take the text of the tree"
                checked={take.includes(row.file)}
                onChange={(event) => onTake(event.currentTarget.checked ? [...take, row.file] : take.filter((one) => one !== row.file))}
              />
            ) : row.page ? (
              <Link href={`/handbook/pages/${row.page}`}>{row.path}</Link>
            ) : (
              <span className="faint">{row.path}</span>
            ),
        },
      ]}
      empty={<Empty title={empty} />}
    />
  )
}

function verdictOf(row: File) {
  if (row.state === 'left' && row.kind === 'page' && row.verdict !== 'skip' && row.verdict !== 'gone')
    return { label: 'Left', tone: 'warn' as const }
  return verdictWords[row.verdict]
}
