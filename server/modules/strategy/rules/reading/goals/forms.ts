import type { Item } from '../model.ts'

/** What begins so is shown, and not promised. */
export const isExample =
  /^(?:examples?|for example|ví dụ|contoh|beispiel|ejemplo|exemplo|exemple|esempio|voorbeeld|przykład|пример|例|예시?)(?![\p{L}])/iu

/** Is it there to be filled in? */
export function isForm({ text, placeholder, said, row, raw }: Item): boolean {
  return (
    (row !== null && /^([*_])[^*_]+\1$/.test(raw.trim())) ||
    /\bfrom [*_]{0,2}X[*_]{0,2} to [*_]{0,2}Y(?!\p{L})/u.test(raw) ||
    /^(?:objective|goal) ?\d{0,2}: ([*_])(?!\1)[^*_\d]{8,}\1$/i.test(raw.trim()) ||
    (/_{3,}/.test(raw) && !/\d/.test(text)) ||
    /^([*_])[^*_]+\?\1$/.test(raw.trim()) ||
    (placeholder && (!row || /^\[[^[\]]*\]$/.test(text)) && said.owner === null && !isTagged(text)) ||
    /^(?:_{3,}|\.{3}|…|<[^<>]+>|\{[^{}]+\}|x{3,}|lorem ipsum)/i.test(text) ||
    /^(?:objective|key result|kr|o)\s*\d*(?:\.\d+)?:?$/i.test(text)
  )
}

/** Words with a short remark in square brackets; in a form the brackets hold the most. */
function isTagged(text: string): boolean {
  const bare = text.replace(/\[[^[\]]{0,200}\]/g, '').trim()
  // without brackets any more it was a rank or the like that has been read already
  return text !== '' && bare.length > text.length * 0.6 && !/(^|[^\p{L}\p{N}])(TBA|TBD|TBC|WIP|\$x)(?![\p{L}\p{N}])/u.test(text)
}
