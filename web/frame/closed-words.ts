const either = new Intl.ListFormat('en', { type: 'disjunction' })

/** Why a page stays closed, and who can open it. Without the table of rights only that somebody can. */
export function closedWords(needs: { says: string; roles: string[] } | undefined, admins: readonly string[]): string {
  const who = admins.length > 0 ? either.format(admins) : 'an administrator'
  if (!needs || needs.roles.length === 0) return `Ask ${who} for a role that opens it.`
  const act = needs.says.charAt(0).toLowerCase() + needs.says.slice(1)
  return `To ${act} takes the role ${either.format(needs.roles)}. Ask ${who} for it.`
}
