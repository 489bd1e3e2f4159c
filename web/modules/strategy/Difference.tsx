import { differences, excerpt } from './differences.ts'

/** Two texts, line by line: what went and what came. */
export function Difference({ before, after }: { before: string; after: string }) {
  const lines = excerpt(differences(before, after))
  if (lines.length === 0) return <p className="quiet">The text is the same.</p>
  return (
    <pre className="plan-diff">
      {lines.map((line, index) => (
        // lines of a difference have no identity but their place
        // biome-ignore lint/suspicious/noArrayIndexKey: static text
        <span key={index} data-mark={line?.mark}>
          {line === null ? '⋯' : `${line.mark === '-' ? '−' : line.mark} ${line.text}`}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}
