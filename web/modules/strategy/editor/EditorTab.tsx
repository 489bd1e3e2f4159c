import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Block, type BlockEdit, editionsMoveToCommentary, editionsSource } from '../../../../server/modules/strategy/contract.ts'
import { useAsk, useTell } from '../../../ask.ts'
import { Answer, Button, countOf, Loading, Note, Row, Segments, toast } from '../../../kit/index.ts'
import { UnsavedGuard } from '../../../kit/form/UnsavedGuard.tsx'
import { Conflict } from '../Conflict.tsx'
import { Height } from '../Height.tsx'
import type { Page } from '../words.ts'
import { Blocks } from './Blocks.tsx'
import './editor.css'
import { SourcePane } from './SourcePane.tsx'
import { type Preview, useReading } from './useReading.ts'
import { useSaveKey } from './useSaveKey.ts'
import { useText } from './useText.ts'

/** A plan being written: its blocks, the Markdown beside them in step, and how much of the one page is used. */
export function EditorTab({ page }: { page: Page }) {
  const asked = useAsk(editionsSource, { id: page.edition.id }, { staleTime: Number.POSITIVE_INFINITY })
  return (
    <Answer of={asked} loading={<Loading block={480} />}>
      {({ source, rev }) => <Editor key={page.edition.id} page={page} source={source} rev={rev} />}
    </Answer>
  )
}

function Editor({ page, source, rev }: { page: Page; source: string; rev: number }) {
  const edits = page.may.includes('edit')
  const own = useText(page.edition.id, source, rev, edits)
  const reading = useReading(page.edition.id, own.text)
  const [current, setCurrent] = useState({ at: -1, by: 'blocks' as 'blocks' | 'source' })
  const [focus, setFocus] = useState<number>()
  const [said, setSaid] = useState('')
  const [pane, setPane] = useState<'blocks' | 'source'>('blocks')
  const blocks = reading.blocks ?? (reading.preview?.blocks as Block[] | undefined) ?? []
  const past = usePast(own.text, own.setText)
  // what is typed while a text is being read, and the block that it is for
  const held = useRef<Held>({ keys: '', on: false })
  const act = (edit: BlockEdit, then?: { focus: number; says: string }) => {
    const next = reading.apply(edit)
    if (next === undefined) return false
    past.note(edit.do === 'write' ? `write ${edit.at}` : undefined)
    own.setText(next)
    if (!then) return true
    const at = focusAfter(blocks, edit, then.focus)
    held.current = { at, keys: '', on: true }
    setSaid(then.says)
    setFocus(undefined)
    setTimeout(() => setFocus(at), 0)
    return true
  }
  const hold = (at: number, key: string) => {
    const { keys, at: target = at, on } = held.current
    if (reading.blocks && !on) return false
    held.current = { at: target, keys: key === 'Backspace' ? keys.slice(0, -1) : keys + key, on: true }
    return true
  }
  useKeysOnTheWay(held, hold)
  useEffect(() => {
    if (!reading.blocks) return
    const { at = -1, keys } = held.current
    const block = reading.blocks[at]
    // what was held stands on the screen: from here on letters go where they are typed
    held.current = { keys: '', on: false }
    if (!block || keys === '') return
    const [words = ''] = keys.split('\n')
    const was = own.text.slice(block.text.from, block.text.to)
    if (words !== '') act({ do: 'write', at, raw: was + words })
    else act({ do: 'add', after: at, raw: '' }, { focus: at + 1, says: 'One more line' })
    held.current = { at: held.current.at ?? at, keys: words === '' ? keys.slice(1) : keys.slice(words.length), on: true }
  })
  useSaveKey(() => own.changed && edits && own.keep())
  const keys = (event: React.KeyboardEvent) => {
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : ''
    if (key === 'z' && !event.shiftKey && (event.target as Element).closest('.blocks') && past.back()) event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what is inside, told below the blocks
    <div className="plan-editor" data-pane={pane} onKeyDown={keys}>
      {!edits && (
        <Note title="Closed">This edition is {page.edition.state}. Its text stays as it was signed; you can read and export it.</Note>
      )}
      {own.found && own.changed && !own.clash && (
        <Note title="Not saved yet">What you wrote here and did not save was kept on this computer.</Note>
      )}
      {own.clash && (
        <Conflict
          mine={own.text}
          clash={own.clash}
          onMine={() => own.clash && own.keep(own.clash.rev)}
          onTheirs={() => own.clash && own.take(own.clash.theirs, own.clash.rev)}
          onBoth={() => own.clash && own.goOn(own.clash)}
        />
      )}
      <div className="editor-bar">
        {reading.fault ? (
          <span className="editor-fault">{reading.fault.message}</span>
        ) : (
          <Gate page={page} preview={reading.preview} changed={own.changed} />
        )}
        <Segments
          label="What is shown"
          value={pane}
          onChange={setPane}
          options={[
            { value: 'blocks', label: 'Blocks' },
            { value: 'source', label: 'Markdown' },
          ]}
        />
        {edits && (
          <Row>
            <span className="quiet">{own.changed ? 'Not saved yet' : `Revision ${own.base.rev}`}</span>
            <Button variant="default" disabled={!own.changed} onClick={() => own.setText(own.base.source)}>
              Undo all
            </Button>
            <Button disabled={!own.changed} loading={own.saving} onClick={() => own.keep()}>
              Save
            </Button>
          </Row>
        )}
      </div>
      <div className="editor-panes">
        <div>
          <Blocks
            source={reading.of}
            blocks={blocks}
            labels={(reading.preview?.counts ?? []).map(({ label }) => label)}
            openings={reading.preview?.openings ?? []}
            act={act}
            busy={reading.blocks === undefined}
            hold={hold}
            readOnly={!edits}
            current={current.at}
            onCurrent={(at) => setCurrent({ at, by: 'blocks' })}
            focus={reading.blocks ? focus : undefined}
          />
          {edits && (
            <p className="faint">
              Enter adds a line, Tab nests it, Shift+Tab lifts it, Alt with ↑ or ↓ moves it, Ctrl+Z takes it back, Ctrl+S saves. Esc, then
              Tab leads on.
            </p>
          )}
          <Noticed preview={reading.preview} />
        </div>
        <SourcePane
          text={own.text}
          original={own.base.source}
          block={reading.blocks?.[current.at]}
          follow={current.by === 'blocks'}
          readOnly={!edits}
          onText={own.setText}
          onCaret={(offset) => setCurrent({ at: blocks.findLastIndex(({ from, to }) => from <= offset && offset <= to), by: 'source' })}
          onSave={() => own.changed && edits && own.keep()}
        />
      </div>
      <p className="editor-said" aria-live="polite">
        {said}
      </p>
      <UnsavedGuard dirty={own.dirty} />
    </div>
  )
}

type Held = { at?: number; keys: string; on: boolean }

/** What is typed while a line is on its way, wherever the focus is: a button that wrote it is gone, and the line is not there yet. */
function useKeysOnTheWay(held: RefObject<Held>, hold: (at: number, key: string) => boolean) {
  const take = useRef(hold)
  take.current = hold
  useEffect(() => {
    const keep = (event: globalThis.KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey, isComposing } = event
      if (!held.current.on || ctrlKey || metaKey || altKey || isComposing) return
      // a block holds for itself, and another field is typed into
      if (target instanceof Element && target.closest('input, textarea')) return
      const typed = key === 'Enter' ? '\n' : key
      if (typed.length !== 1 && typed !== 'Backspace') return
      if (!take.current(held.current.at ?? -1, typed)) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', keep, true)
    return () => document.removeEventListener('keydown', keep, true)
  }, [held])
}

/** The texts before each edit; words typed into one block are one step. */
function usePast(text: string, setText: (text: string) => void) {
  const past = useRef<{ texts: string[]; last: string | undefined }>({ texts: [], last: undefined })
  return {
    note: (kind: string | undefined) => {
      const { texts, last } = past.current
      past.current = { texts: kind !== undefined && kind === last ? texts : [...texts, text].slice(-200), last: kind }
    },
    back: (): boolean => {
      const before = past.current.texts.at(-1)
      if (before === undefined) return false
      past.current = { texts: past.current.texts.slice(0, -1), last: undefined }
      setText(before)
      return true
    },
  }
}

/** Where the block stands that was acted on: one place for each block that went around it. */
function focusAfter(blocks: readonly Block[], edit: BlockEdit, at: number): number {
  const sizeOf = (n: number) => blocks.filter((_one, other) => other > n && isUnder(blocks, other, n)).length + 1
  if (edit.do === 'begin') return blocks.filter(({ section }) => section < edit.section).length
  if (edit.do === 'add') return edit.after + sizeOf(edit.after)
  if (edit.do === 'up') return blocks.findLastIndex((one, n) => n < edit.at && isKin(one, blocks[edit.at]))
  if (edit.do === 'down') {
    const next = blocks.findIndex((one, n) => n > edit.at && isKin(one, blocks[edit.at]))
    return edit.at + sizeOf(next)
  }
  if (edit.do === 'lift') {
    const parent = blocks[edit.at]?.parent ?? 0
    return parent + sizeOf(parent) - sizeOf(edit.at)
  }
  if (edit.do === 'place') {
    const place = edit.where === 'before' ? edit.beside : edit.beside + sizeOf(edit.beside)
    return place > edit.at ? place - sizeOf(edit.at) : place
  }
  return at
}

function isKin(one: Block, other: Block | undefined): boolean {
  return one.parent === other?.parent && one.section === other.section
}

function isUnder(blocks: readonly Block[], at: number, above: number): boolean {
  for (let n = blocks[at]?.parent ?? -1; n >= 0; n = blocks[n]?.parent ?? -1) if (n === above) return true
  return false
}

/** The one page as it is written: lines over, what would make it fit, and the way there. */
function Gate({ page, preview, changed }: { page: Page; preview: Preview | undefined; changed: boolean }) {
  const check = preview?.check ?? page.check
  const cut = useTell(editionsMoveToCommentary, {
    onDone: ({ moved }) => {
      toast(`${moved} moved to the Commentary`)
    },
  })
  return (
    <div className="editor-gate">
      <Height check={check} />
      {check.cut.length > 0 && (
        <span className="quiet">
          Fits without {check.cut.map(({ text }) => `“${text}”`).join(', ')}
          {page.may.includes('edit') && (
            <Button
              size="compact-xs"
              variant="default"
              disabled={changed}
              loading={cut.isPending}
              onClick={() => cut.mutate({ id: page.edition.id, rev: page.edition.rev })}
            >
              {changed ? 'Save it first' : `Move ${countOf(check.cut.length, 'line')} to the Commentary`}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}

function Noticed({ preview }: { preview: Preview | undefined }) {
  if (!preview || preview.defects.length === 0) return null
  return (
    <ul className="plan-defects">
      {preview.defects.map((defect) => (
        <li key={`${defect.code}${defect.from}${defect.text}`} data-level={defect.level}>
          {defect.text}
        </li>
      ))}
    </ul>
  )
}
