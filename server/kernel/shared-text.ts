import * as Y from 'yjs'
import { Refusal } from './refusal.ts'

/**
 * A text that several write at once. Each edit says which letters stand beside which, so that edits come together to the same text in
 * whatever order they arrive, and one that arrives twice counts once. `state` is all that is known of it; the text is read out of it.
 */
export type SharedText = { state: Uint8Array; text: string }

const field = 'text'
/** Letters that a text may have. */
const mostLetters = 61_440
/** Bytes of all that is known of a text: of what was taken away little more than its place is kept. */
const mostBytes = 1_048_576

export const blankText: SharedText = { state: Y.encodeStateAsUpdate(new Y.Doc()), text: '' }

/**
 * The text with an edit of one of its writers. Refuses `shared_text.unreadable` for what is no edit, or stands on letters that never
 * arrived, and `shared_text.too_long`.
 */
export function withEdit(before: Uint8Array, edit: Uint8Array): SharedText {
  const doc = opened(before)
  try {
    Y.applyUpdate(doc, edit)
  } catch {
    throw unreadable()
  }
  // an edit whose ground is missing would wait in there for ever, unseen
  if (doc.store.pendingStructs || doc.store.pendingDs || !isOnlyText(doc)) throw unreadable()
  return closed(doc)
}

/** All that is known of a text that was only ever written whole; the same bytes each time, so that whoever begins with it begins alike. */
export function stateOf(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getText(field).insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

/** Letters of this one text and nothing else: what is kept beside them is read by nobody, and would fill the text until no edit fits. */
function isOnlyText(doc: Y.Doc): boolean {
  if ([...doc.share.keys()].some((name) => name !== field)) return false
  const shared = doc.getText(field)
  if (shared._map.size > 0) return false
  for (let item = shared._start; item; item = item.right) if (!item.deleted && !(item.content instanceof Y.ContentString)) return false
  return true
}

/** The edit that makes it read as given: what stays at both ends is not touched. */
export function editTo(before: Uint8Array, text: string): Uint8Array {
  const doc = opened(before)
  const known = Y.encodeStateVector(doc)
  const shared = doc.getText(field)
  const old = shared.toString()
  const [from, oldEnd, newEnd] = changed(old, text)
  doc.transact(() => {
    shared.delete(from, oldEnd - from)
    shared.insert(from, text.slice(from, newEnd))
  })
  return Y.encodeStateAsUpdate(doc, known)
}

/** Where two texts begin to differ, and where each ends to; a letter of two halves is not cut. */
function changed(old: string, text: string): [number, number, number] {
  const shorter = Math.min(old.length, text.length)
  let from = 0
  while (from < shorter && old[from] === text[from]) from += 1
  if (isFirstHalf(old, from - 1)) from -= 1
  let same = 0
  while (same < shorter - from && old[old.length - 1 - same] === text[text.length - 1 - same]) same += 1
  if (isFirstHalf(old, old.length - same - 1) || isFirstHalf(text, text.length - same - 1)) same -= 1
  return [from, old.length - Math.max(0, same), text.length - Math.max(0, same)]
}

function isFirstHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xd800 && code <= 0xdbff
}

function opened(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return doc
}

function closed(doc: Y.Doc): SharedText {
  const text = doc.getText(field).toString()
  const state = Y.encodeStateAsUpdate(doc)
  if (text.length > mostLetters || state.length > mostBytes) {
    throw new Refusal('invalid', 'shared_text.too_long', `This text may have ${mostLetters} letters. Begin a page for what is more.`)
  }
  return { state, text }
}

function unreadable(): Refusal {
  return new Refusal('invalid', 'shared_text.unreadable', 'This edit does not fit the text as it stands here. Open the page again.')
}
