import { lineView } from '../../kit/index.ts'

/** Notes as they are read: of whoever writes no more, or never did. */
export function NotesRead({ text }: { text: string }) {
  return <div className="mt-paper mt-read">{text === '' ? <p className="faint">No notes were taken.</p> : <Paragraphs text={text} />}</div>
}

function Paragraphs({ text }: { text: string }) {
  const lines = text.split(/\n+/).map((line, at) => ({ key: `${at} ${line}`, line }))
  return lines.map(({ key, line }) => <p key={key}>{lineView(line)}</p>)
}
