import { useEffect, useRef, useState } from 'react'
import { editionsEdit, editionsPreview, editionsSource } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, ask, Problem as Refused, useAsk, useTell } from '../../ask.ts'
import { Answer, Button, Loading, Note, Row, Section, Split, toast, toastProblem } from '../../kit/index.ts'
import { UnsavedGuard } from '../../kit/form/UnsavedGuard.tsx'
import { Conflict } from './Conflict.tsx'
import { inField, withBreaks } from './differences.ts'
import { Height } from './Height.tsx'
import type { Page } from './words.ts'

type Preview = AskOutput<typeof editionsPreview>
type Clash = { rev: number; theirs: string; by: string }

/** The Markdown itself. What is typed is read as one types; saving refuses when somebody else saved first, and shows both texts. */
export function SourceTab({ page }: { page: Page }) {
  const asked = useAsk(editionsSource, { id: page.edition.id }, { staleTime: Number.POSITIVE_INFINITY })
  return (
    <Answer of={asked} loading={<Loading block={480} />}>
      {({ source, rev }) => <Editor key={page.edition.id} page={page} source={source} rev={rev} />}
    </Answer>
  )
}

/** What was typed and not saved, so that a look at another tab loses nothing. */
const drafts = new Map<string, { text: string; rev: number }>()

function Editor({ page, source, rev }: { page: Page; source: string; rev: number }) {
  const { id } = page.edition
  const draft = drafts.get(id)
  // a draft is saved against the revision that it was written on
  const [base, setBase] = useState({ source, rev: draft?.rev ?? rev })
  const [typed, setTyped] = useState(draft?.text ?? inField(source))
  const [clash, setClash] = useState<Clash>()
  const edits = page.may.includes('edit')
  const changed = typed !== inField(base.source)
  const text = changed ? withBreaks(typed, base.source) : base.source
  const dirty = useRef(false)
  dirty.current = changed && edits
  useEffect(() => {
    if (changed && edits) drafts.set(id, { text: typed, rev: base.rev })
    else drafts.delete(id)
  }, [id, typed, changed, edits, base.rev])
  const preview = usePreview(id, text, changed)
  const save = useTell(editionsEdit, { quiet: true })
  const keep = (against: number) =>
    save.mutate(
      { id, source: text, if_match: against },
      {
        onSuccess: (answer) => {
          setBase({ source: text, rev: answer.rev })
          setClash(undefined)
          toast(answer.changed ? `Saved as revision ${answer.rev}` : 'Nothing had changed')
        },
        onError: (error) => {
          if (error instanceof Refused && error.code === 'edit.stale') setClash(clashOf(error))
          else toastProblem(error)
        },
      },
    )
  return (
    <Split side={<Reading page={page} preview={preview} />}>
      {!edits && (
        <Note title="Closed">This edition is {page.edition.state}. Its text stays as it was signed; you can read and export it.</Note>
      )}
      {clash && (
        <Conflict
          mine={text}
          clash={clash}
          onMine={() => keep(clash.rev)}
          onTheirs={() => {
            setBase({ source: clash.theirs, rev: clash.rev })
            setTyped(inField(clash.theirs))
            setClash(undefined)
          }}
        />
      )}
      <Section title="Markdown" note={`Revision ${base.rev}. The bytes are kept as they are.`}>
        <textarea
          className="plan-source mono"
          aria-label="Markdown of the plan"
          value={typed}
          readOnly={!edits}
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if ((event.metaKey || event.ctrlKey) && event.key === 'Enter' && changed && edits) keep(base.rev)
          }}
        />
        {edits && (
          <Row between>
            <span className="quiet">{changed ? 'Not saved yet' : 'Saved'}</span>
            <Row>
              <Button variant="default" disabled={!changed} onClick={() => setTyped(inField(base.source))}>
                Undo all
              </Button>
              <Button disabled={!changed} loading={save.isPending} onClick={() => keep(base.rev)}>
                Save
              </Button>
            </Row>
          </Row>
        )}
      </Section>
      <UnsavedGuard dirty={dirty} />
    </Split>
  )
}

function clashOf(problem: Refused): Clash {
  const { rev, theirs, changed_by } = problem.facts
  return { rev: Number(rev), theirs: String(theirs ?? ''), by: String(changed_by ?? 'Somebody') }
}

/** How the text would be read, half a second after the last key. */
function usePreview(id: string, text: string, on: boolean): Preview | Error | undefined {
  const [answer, setAnswer] = useState<Preview | Error>()
  useEffect(() => {
    if (!on) {
      setAnswer(undefined)
      return
    }
    const stop = new AbortController()
    const timer = setTimeout(() => {
      ask(editionsPreview, { id, source: text }, { key: null, signal: stop.signal }).then(setAnswer, (error: unknown) => {
        if (error instanceof Refused) setAnswer(error)
      })
    }, 500)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [id, text, on])
  return answer
}

function Reading({ page, preview }: { page: Page; preview: Preview | Error | undefined }) {
  if (preview instanceof Error) {
    return (
      <Note tone="warn" title="Not a plan any more">
        {preview.message}
      </Note>
    )
  }
  const check = preview?.check ?? page.check
  const counts = preview?.counts ?? page.sections.map(({ name, label, items }) => ({ section: name, label, items: items.length }))
  const defects = preview?.defects ?? page.defects
  return (
    <Section title={preview ? 'How it will be read' : 'How it is read'}>
      <p className="plan-reading-title">{preview?.title.text ?? page.title.text}</p>
      <Height check={check} />
      <dl className="plan-counts">
        {counts.map((one) => (
          <div key={one.section}>
            <dt>{one.label}</dt>
            <dd className="num">{one.items}</dd>
          </div>
        ))}
      </dl>
      {defects.length > 0 && (
        <ul className="plan-defects">
          {defects.map((defect) => (
            <li key={`${defect.code}${defect.text}`} data-level={defect.level}>
              {defect.text}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
