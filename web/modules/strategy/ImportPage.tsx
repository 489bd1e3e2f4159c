import { useState } from 'react'
import { importsPreview } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, ask } from '../../ask.ts'
import { holdFile } from '../../uploads.ts'
import { useKept } from '../../kit/form/useKept.ts'
import { Button, FileDrop, Link, Page, Problem, Row, Section, Stack, Textarea, useGo } from '../../kit/index.ts'
import { pasted } from './words.ts'
import './strategy.css'

type Preview = AskOutput<typeof importsPreview>
type Outcome = { name: string; preview?: Preview; error?: unknown }

/** Files or pasted text go to a preview. Nothing becomes a plan before somebody has looked. */
export default function ImportPage() {
  const go = useGo()
  const { value: text, keep } = useKept(pasted, '')
  const [busy, setBusy] = useState(false)
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const send = async (all: { name: string; input: () => Promise<Parameters<typeof ask<typeof importsPreview>>[1]> }[]) => {
    setBusy(true)
    const done: Outcome[] = []
    for (const one of all) {
      try {
        done.push({ name: one.name, preview: await ask(importsPreview, await one.input()) })
      } catch (error) {
        done.push({ name: one.name, error })
      }
      setOutcomes([...done])
    }
    setBusy(false)
    const only = done.length === 1 ? done[0]?.preview : undefined
    if (only) go(`/strategy/imports/${only.id}`)
  }
  const take = (files: File[]) =>
    void send(
      files.map((file) => ({
        name: file.name,
        input: async () => {
          const sha256 = await holdFile(file)
          if (sha256) return { file: { name: file.name, type: typeOf(file), sha256 } }
          return { name: file.name, content_base64: base64(new Uint8Array(await file.arrayBuffer())) }
        },
      })),
    )
  return (
    <Page
      title="Import plans"
      note="Markdown, plain text, Word (.docx) or the CSV of an OKR tool. The document is kept byte for byte; what was read is shown before anything is made."
      crumbs={[{ title: 'Plans', href: '/strategy' }]}
      width="read"
    >
      <Stack gap={5}>
        <FileDrop label="Drop plan documents" accept=".md,.markdown,.txt,.csv,.docx" many most={8 * 1024 ** 2} onFiles={take} />
        <Section title="Or paste">
          <Stack gap={3}>
            <Textarea
              aria-label="Text of a plan"
              placeholder={'Vision\n- …\n\nPriorities\n1. …'}
              value={text}
              onChange={(event) => keep(event.currentTarget.value)}
              autosize
              minRows={6}
              maxRows={20}
            />
            <Row>
              <Button
                disabled={text.trim() === ''}
                loading={busy}
                onClick={() => void send([{ name: pasted, input: async () => ({ name: pasted, text }) }])}
              >
                Read it
              </Button>
            </Row>
          </Stack>
        </Section>
        {outcomes.length > 0 && (
          <Section title="Read so far" note={busy ? 'Still reading' : `${outcomes.length} read`}>
            <ul className="plan-outcomes">
              {outcomes.map((one) => (
                <li key={one.name}>
                  {one.preview ? (
                    <>
                      <Link href={`/strategy/imports/${one.preview.id}`}>{one.name}</Link>
                      <span className="quiet">{countWords(one.preview)}</span>
                    </>
                  ) : (
                    <>
                      {one.name}
                      <Problem error={one.error} />
                    </>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
      </Stack>
    </Page>
  )
}

function countWords(preview: Preview): string {
  const plans = preview.plans.filter((plan) => plan.kind === 'plan').length
  const stubs = preview.plans.length - plans
  if (preview.plans.length === 0) return 'no plan found'
  return `${plans} ${plans === 1 ? 'plan' : 'plans'}${stubs > 0 ? `, ${stubs} to be written` : ''}`
}

/** Browsers know few of these types; what the bytes are is found out by the reader. */
function typeOf(file: File): 'text/markdown' | 'text/csv' | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' {
  if (/\.docx$/i.test(file.name)) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return /\.csv$/i.test(file.name) ? 'text/csv' : 'text/markdown'
}

/** Bytes as base64, in steps that fit a call's arguments. */
function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
