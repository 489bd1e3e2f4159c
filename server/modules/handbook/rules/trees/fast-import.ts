/** A text of a page as it was published, for a commit of its own. */
export type Publication = { file: string; bytes: Uint8Array; note: string; by: { name: string; email: string }; at: Date }

/** What a program that reads `git fast-import` makes a repository of: a commit for each publication in its order, and one for what stands beside. */
export function fastImport(publications: readonly Publication[], beside: readonly { file: string; bytes: Uint8Array }[], at: Date): Buffer {
  const parts: Uint8Array[] = []
  const say = (text: string) => parts.push(Buffer.from(text, 'utf8'))
  const commit = (by: Publication['by'], when: Date, note: string, files: readonly { file: string; bytes: Uint8Array }[]) => {
    const message = Buffer.from(note, 'utf8')
    const sign = `${plain(by.name) || 'Somebody'} <${plain(by.email)}> ${Math.floor(when.getTime() / 1000)} +0000`
    say(`commit ${branch}\nauthor ${sign}\ncommitter ${sign}\ndata ${message.length}\n`)
    parts.push(message)
    say('\n')
    for (const { file, bytes } of files) {
      say(`M 100644 inline ${quoted(file)}\ndata ${bytes.length}\n`)
      parts.push(bytes)
      say('\n')
    }
  }
  for (const { file, bytes, note, by, at: when } of publications) commit(by, when, note, [{ file, bytes }])
  if (beside.length > 0) commit(house, at, 'What the handbook knows beside its texts', beside)
  return Buffer.concat(parts)
}

const branch = 'refs/heads/main'
const house = { name: 'Handbook', email: 'handbook@handbook.invalid' }

/** Names and addresses in which nothing ends a line or an address. */
function plain(text: string): string {
  return text.replaceAll(/[<>\p{Cc}]+/gu, ' ').trim()
}

/** Paths as git takes them; a letter that would end one is written as its number. */
function quoted(file: string): string {
  if (!/["\\\p{Cc}]/u.test(file)) return file
  const escaped = [...file].map((letter) =>
    letter === '"' || letter === '\\'
      ? `\\${letter}`
      : /\p{Cc}/u.test(letter)
        ? `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`
        : letter,
  )
  return `"${escaped.join('')}"`
}
