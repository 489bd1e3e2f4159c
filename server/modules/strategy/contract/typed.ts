/** What breaks a line for some readers and not for Markdown. */
const breaks = /[\v\f\u0085\u2028\u2029]/g
/** What no reader shows: controls but the tab and the two that end a line, and the signs that turn the way of writing around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unseen = /[\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Words as they are typed: what breaks a line for some readers is a space, and what none of them shows is left out. */
export function asTyped(text: string): string {
  return text.replaceAll(breaks, ' ').replaceAll(unseen, '')
}

/** A whole text as it is typed. A line that stood there before stays as it came, byte for byte. */
export function textAsTyped(text: string, before: string): string {
  if (asTyped(text) === text) return text
  const kept = new Set(before.split(lineEnd))
  return text
    .split(/(\r\n|\r|\n)/)
    .map((line) => (kept.has(line) ? line : asTyped(line)))
    .join('')
}
const lineEnd = /\r\n|\r|\n/
