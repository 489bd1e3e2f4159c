/** Why a page stays closed, and who can open it. Without the table of rights only that somebody can. */
export function closedWords(needs: { says: string; roles: string[] } | undefined, admins: readonly string[]): string {
  const who = admins.length > 0 ? new Intl.ListFormat('en', { type: 'disjunction' }).format(admins) : 'an administrator'
  const ask = `Ask ${who} for a role that opens it.`
  if (!needs) return ask
  const holders = needs.roles.length > 0 ? ` It is open to: ${needs.roles.join(', ')}.` : ''
  return `What one does here is: ${needs.says.charAt(0).toLowerCase()}${needs.says.slice(1)}.${holders} ${ask}`
}
