import { UnstyledButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTip } from './over/useTip.tsx'

/** Text that one click copies: a number, a key, a hash. */
export function CopyText({ text, shown, mono = false }: { text: string; shown?: ReactNode; mono?: boolean }) {
  const [copied, setCopied] = useState(false)
  const { on, tip } = useTip(copied ? 'Copied' : 'Copy', { named: true })
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <>
      <UnstyledButton className={mono ? 'copy mono' : 'copy'} {...on} onClick={() => void copy()}>
        {/* what is seen is part of the name, so that a spoken command finds it (WCAG 2.5.3) */}
        {shown !== 'Copy' && <span className="unseen">Copy </span>}
        <span>{shown ?? text}</span>
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </UnstyledButton>
      {tip}
    </>
  )
}

/** A block of code or file text, with a copy button. */
export function Code({ text, label = 'Code', limit = 420 }: { text: string; label?: string; limit?: number }) {
  return (
    <figure className="code-block">
      <figcaption className="code-head">
        <span>{label}</span>
        <CopyText text={text} shown="Copy" />
      </figcaption>
      {/* a scrolling block must be reachable by keyboard (WCAG 2.1.1) */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard scrolling */}
      <pre tabIndex={0} style={{ maxHeight: limit }}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}

/** A value as JSON. */
export function Json({ value, label = 'JSON', limit }: { value: unknown; label?: string; limit?: number }) {
  return <Code text={JSON.stringify(value, null, 2)} label={label} {...(limit ? { limit } : {})} />
}

/** A key on the keyboard; "Mod" reads as ⌘ on a Mac and Ctrl elsewhere. */
export function Kbd({ keys }: { keys: string }) {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return (
    <span className="kbd">
      {keys.split('+').map((key) => (
        <kbd key={key}>{key === 'Mod' ? (mac ? '⌘' : 'Ctrl') : key}</kbd>
      ))}
    </span>
  )
}
