import './write.css'
import { useEffect, useState } from 'react'
import { pagesGet, sourcesGet } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { UnsavedGuard } from '../../kit/form/UnsavedGuard.tsx'
import {
  Answer,
  Button,
  countOf,
  Loading,
  Note,
  Page as Screen,
  Segments,
  Status,
  useParam,
  useQueryText,
  RecordOf,
} from '../../kit/index.ts'
import { later } from '../../kit/later.tsx'
import { Clashing } from './Clashing.tsx'
import { Marks, StepMarks } from './Marks.tsx'
import { Prose } from './Prose.tsx'
import { Publishing } from './Publishing.tsx'
import { Toolbar, typed } from './Toolbar.tsx'
import { usePaste } from './usePaste.ts'
import { usePictures } from './usePictures.ts'
import { type Draft, useDraftText } from './useDraftText.ts'
import { classWords, crumbs, type Page, type Preview } from './words.ts'

const DoingPage = later(() => import('./DoingPage.tsx'))

const begun = '# \n\n'
const begunProcedure = `---
kind: procedure
role:
rapid:
---
# 

## Steps

1. 
`

/** A text being written, and beside it how it is read. */
export default function WritePage() {
  const id = useParam('id')
  const [kind] = useQueryText('kind')
  if (id === '' && kind === 'doing') return <DoingPage />
  if (id === '') return kind === 'procedure' ? <Desk key={kind} source={begunProcedure} procedure /> : <Desk source={begun} />
  return <Existing id={id} />
}

function Existing({ id }: { id: string }) {
  const page = useAsk(pagesGet, { id }, { staleTime: Number.POSITIVE_INFINITY })
  const text = useAsk(sourcesGet, { id }, { staleTime: Number.POSITIVE_INFINITY })
  return (
    <RecordOf of={text} title="Page" crumbs={crumbs} loading={<Loading block={480} />}>
      {({ source, no }) => (
        <Answer of={page} loading={<Loading block={480} />}>
          {(known) => <Desk key={id} page={known} source={source} no={no} />}
        </Answer>
      )}
    </RecordOf>
  )
}

function Desk({ page, source, no = 0, procedure = false }: { page?: Page; source: string; no?: number; procedure?: boolean }) {
  const may = useMay()
  const [as, setAs] = useState<'public' | 'internal'>('internal')
  const draft = useDraftText({ page, source, no, as })
  const [publishing, setPublishing] = useState(false)
  const { preview, text } = draft
  const empty = /^[#\s]*$/.test(text) || text === begunProcedure
  const puts = preview?.way === 'put_forward'
  const ready = draft.changed && !empty && preview !== undefined && errorsIn(preview) === 0
  const { field } = draft
  const paste = usePaste()
  const pictures = usePictures(page?.id, field)
  useEffect(() => {
    if (page) return
    const at = field.current?.value.search(/^# ?/m) ?? 0
    const end = field.current?.value.indexOf('\n', at) ?? 0
    field.current?.focus()
    field.current?.setSelectionRange(end, end)
  }, [page, field])
  const readAsEveryone = () => {
    setAs('public')
    setPublishing(false)
  }
  const opens = page ? page.audience === 'public' : may('handbook.maintain')
  return (
    <Screen
      title={page ? page.title : procedure ? 'New procedure' : 'New page'}
      crumbs={page ? [...crumbs, { title: page.title, href: `/handbook/pages/${page.id}` }] : crumbs}
      width="wide"
    >
      {draft.found && draft.changed && <Note title="Not published yet">What you wrote here was kept on this computer.</Note>}
      {draft.clash && <Clashing mine={text} clash={draft.clash} onMine={draft.goOn} onTheirs={draft.take} />}
      <div className="desk">
        <div className="desk-writing">
          <Toolbar field={field} pictures={pictures} />
          <textarea
            ref={field}
            id="desk-source"
            className="desk-source mono"
            aria-label="Markdown of the page"
            value={text}
            spellCheck
            onChange={(event) => draft.setText(event.currentTarget.value)}
            onPaste={(event) => {
              if (!pictures?.pasted(event)) paste(event)
            }}
            onDrop={pictures?.dropped}
            onKeyDown={(event) => {
              if (typed(event)) return
              if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && ready) setPublishing(true)
            }}
          />
          {procedure || page?.number ? <StepMarks /> : null}
          <Marks />
        </div>
        <section className="desk-reading" aria-label="As it is read">
          <div className="desk-as">
            <span className="faint">Read by</span>
            {opens ? (
              <Segments
                label="Read by"
                value={as}
                onChange={setAs}
                options={[
                  { value: 'internal', label: 'Colleagues' },
                  { value: 'public', label: 'Everyone' },
                ]}
              />
            ) : (
              'Colleagues'
            )}
          </div>
          {empty ? <p className="faint">What you write is shown here as it will be read.</p> : <Reading draft={draft} as={as} />}
        </section>
        <div className="desk-side">{preview && !empty && <Findings preview={preview} source={text} onPlace={draft.show} />}</div>
      </div>
      <div className="desk-bar">
        {preview && draft.changed && !empty && (
          <Status value={preview.class} tone={preview.class === 'material' ? 'warn' : 'calm'} label={classWords[preview.class]} />
        )}
        <span className="faint">
          {empty
            ? 'Nothing is written yet'
            : preview && draft.changed
              ? `${puts ? 'Once agreed to, becomes' : 'Becomes'} version ${preview.label}. ${preview.why ?? ''}`
              : 'Nothing has changed yet'}
        </span>
        <Button disabled={!ready} onClick={() => setPublishing(true)}>
          {errorsIn(preview) > 0 ? `${countOf(errorsIn(preview), 'thing')} in the way` : puts ? 'Put forward' : 'Publish'}
        </Button>
      </div>
      {publishing && (
        <Publishing page={page} draft={draft} onClose={() => setPublishing(false)} onRead={opens ? readAsEveryone : undefined} />
      )}
      <UnsavedGuard dirty={draft.dirty} />
    </Screen>
  )
}

function errorsIn(preview: Preview | undefined): number {
  return preview?.findings.filter(({ level }) => level === 'error').length ?? 0
}

function Reading({ draft, as }: { draft: Draft; as: 'public' | 'internal' }) {
  const { preview, fault } = draft
  if (fault) return <p className="desk-fault">{fault.message}</p>
  if (!preview) return <Loading lines={6} />
  return (
    <>
      <h2 className="desk-title">{preview.title}</h2>
      <Prose html={(as === 'public' ? preview.public_html : preview.html) ?? ''} />
    </>
  )
}

/** What is wrong, each with its place in the text. */
type Found = { preview: Preview; source: string; onPlace: (from: number, to: number) => void }

function Findings({ preview, source, onPlace }: Found) {
  if (preview.findings.length === 0) return <p className="faint">Nothing is missing.</p>
  return (
    <ul className="desk-findings">
      {preview.findings.map(({ code, level, text, from, to }) => (
        <li key={`${code} ${from} ${text}`} data-level={level}>
          {from === null ? (
            text
          ) : (
            <button type="button" onClick={() => onPlace(from, to ?? from)}>
              <span className="faint num">{`Line ${source.slice(0, from).split('\n').length}`}</span> {text}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
