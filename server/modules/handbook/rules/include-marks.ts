import type { Root } from 'mdast'

/** `<!-- include: shared/expenses -->` … `<!-- /include -->`, each alone on its line. */
export const opens = /^<!--\s*include:\s*([a-z0-9][a-z0-9/-]*)\s*-->$/
export const closes = /^<!--\s*\/include\s*-->$/

/** What begins, or ends, a passage that is kept elsewhere: nothing that speaks of who may read it. */
export function isIncludeMark(comment: string): boolean {
  return opens.test(comment.trim()) || closes.test(comment.trim())
}

/** Depth below marks of inclusion of each block of a text: a section ends where the passage ends in which it begins. */
export function depthsOf(root: Root): number[] {
  let depth = 0
  return root.children.map((node) => {
    if (node.type !== 'html') return depth
    const mark = node.value.trim()
    if (closes.test(mark)) depth = Math.max(0, depth - 1)
    else if (opens.test(mark)) return depth++
    return depth
  })
}
